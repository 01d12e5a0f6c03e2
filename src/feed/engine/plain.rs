//! This crate's own format: plain JSON.

use super::Engine;
use crate::feed::fields::{self, Services, Window};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Kind, Value};
use crate::model::{Kinds, Toggle};

/// Plain JSON: an object from toggle key to `true`, `false`, or an object with a notice; and maintenance
/// windows, if there are any.
///
/// Use it for an endpoint of your own. A server needs no library to write it.
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let body = br#"{
///     "profile_hide_direct_deposit": true,
///     "hide_contact": {"on": false, "ends_at": "2026-05-02T20:00:00-04:00", "message": "New bank."}
/// }"#;
/// let report = PlainJson.decode(body).unwrap().report;
/// assert!(report.toggle("profile_hide_direct_deposit").unwrap().is_on());
/// ```
///
/// The toggles may also be in an object under the key `toggles`; other fields beside it are then ignored. In
/// either case an array under the key `windows` lists maintenance windows:
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let body = br#"{
///     "toggles": {"hide_contact": false},
///     "windows": [{
///         "id": "bank-2026",
///         "services": ["direct_deposit"],
///         "starts_at": "2026-05-02T20:00:00-04:00",
///         "ends_at": "2026-05-03T02:00:00-04:00",
///         "message": "We are moving to a new bank.",
///         "link": "https://status.example.gov/bank-2026"
///     }]
/// }"#;
/// let report = PlainJson.decode(body).unwrap().report;
/// assert_eq!(report.windows("direct_deposit").count(), 1);
/// ```
///
/// A window's `ends_at`, `message` and `link` may be missing.
///
/// # On bad input
///
/// A document that is not an object, or of which nothing can be read, is an error. A toggle that is neither a
/// boolean nor an object with a boolean `on` keeps its last known state, with a warning; so does a window
/// whose start or services cannot be read. A notice, a message, a link or an end that cannot be read is left
/// out with a warning; its toggle or window counts, the window with an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainJson;

impl Engine for PlainJson {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn reports(&self) -> Kinds {
        Kinds::BOTH
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Document::parse(self.name(), body)?;
        let root = document.root();
        let nested = root.optional("toggles")?.filter(|field| field.kind() == Kind::Object);
        let windows = root.optional("windows")?;
        let has_windows = windows.is_some_and(|field| field.kind() == Kind::Array);
        let mut decoded = Decoded::builder();
        for (key, entry) in nested.unwrap_or(root).fields()? {
            if nested.is_none() && key == "windows" && has_windows {
                continue;
            }
            match toggle(entry, &mut decoded) {
                Ok(toggle) => decoded.toggle(key, toggle),
                Err(error) if nested.is_none() => {
                    // The document may be an error of the server instead of a report, so this entry may be
                    // any toggle. And `windows` may be meant to be the array of windows.
                    decoded.unreadable_toggle(Some(&key), error.clone());
                    decoded.unidentified_toggle();
                    if key == "windows" {
                        decoded.unreadable_window(None, Vec::new(), error);
                    }
                }
                Err(error) => decoded.unreadable_toggle(Some(&key), error),
            }
        }
        match windows {
            Some(windows) if has_windows => {
                windows.items()?.for_each(|entry| window(entry, &mut decoded));
            }
            Some(windows) if nested.is_some() => {
                decoded.unreadable_window(None, Vec::new(), windows.expected("an array"));
            }
            _ => {}
        }
        decoded.build()
    }
}

fn toggle(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Result<Toggle, DecodeError> {
    match entry.kind() {
        Kind::Bool => Ok(Toggle::from(entry.bool()?)),
        Kind::Object => {
            let on = entry.field("on")?.bool()?;
            Ok(Toggle::from(on).with_notice(fields::notice(entry, decoded)))
        }
        _ => Err(entry.expected("true, false, or an object with `on`")),
    }
}

fn window(entry: Value<'_>, decoded: &mut DecodedBuilder) {
    let services = Services::read(entry.field("services"), |service, names| {
        names.push(fields::id(service)?);
        Ok(())
    });
    let window = Window {
        entry,
        id: fields::optional_id(entry, "id", decoded),
        services,
        times: ["starts_at", "ends_at"],
        message: fields::message(entry, "message", decoded),
        link: fields::link(entry, "link", decoded),
    };
    window.add(decoded);
}
