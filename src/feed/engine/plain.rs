//! This crate's own format: plain JSON.

use super::Engine;
use crate::feed::fields::{self, OutageEntry, Services};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Kind, Value};
use crate::model::{Impact, Kinds, Toggle};

/// Plain JSON: an object from toggle key to `true`, `false`, or an object with a notice; and lists of maintenance
/// windows and incidents, if there are any.
///
/// Use it for an endpoint of your own. A server needs no library to write it.
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let body = br#"{
///     "profile_hide_direct_deposit": true,
///     "hide_contact": {"on": true, "ends_at": "2026-05-02T20:00:00-04:00", "message": "New bank."}
/// }"#;
/// let report = PlainJson.decode(body).unwrap().report;
/// assert!(report.toggle("profile_hide_direct_deposit").unwrap().is_on());
/// ```
///
/// A notice has `message`, `starts_at` and `ends_at`, and each of them may be missing. They are about the state
/// that the toggle is in.
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
/// assert_eq!(report.outages("direct_deposit").count(), 1);
/// ```
///
/// A window's `ends_at`, `message` and `link` may be missing. An array under the key `outages` lists incidents in
/// the same form: each is on for as long as it is listed, its `starts_at` may be missing, and its `ends_at` is an
/// estimate. An entry of either array may say `"planned": true` or `false` itself, and `"impact": "degraded"` if its
/// services work badly:
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let body = br#"{
///     "toggles": {},
///     "outages": [{"services": ["direct_deposit"], "impact": "degraded", "message": "It may be slow."}]
/// }"#;
/// let report = PlainJson.decode(body).unwrap().report;
/// assert!(report.outages("direct_deposit").all(|outage| !outage.planned));
/// ```
///
/// # On bad input
///
/// A document that is not an object, or of which nothing can be read, is an error. A toggle that is neither a
/// boolean nor an object with a boolean `on` keeps its last known state, with a warning; so does an outage
/// whose start or services cannot be read. A notice, a message, a link, an end or an impact that cannot be read is
/// left out with a warning; its toggle or outage counts, the outage with an open end and as down.
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
        let lists = [
            OutageList { key: "windows", planned: true, field: root.optional("windows")? },
            OutageList { key: "outages", planned: false, field: root.optional("outages")? },
        ];
        let mut decoded = Decoded::builder();
        for (key, entry) in nested.unwrap_or(root).fields()? {
            let list = lists.iter().find(|list| list.key == key);
            if nested.is_none() && list.is_some_and(OutageList::is_array) {
                continue;
            }
            match toggle(entry, &mut decoded) {
                Ok(toggle) => decoded.toggle(key, toggle),
                Err(error) if nested.is_none() => {
                    // The document may be an error of the server instead of a report, so this entry may be
                    // any toggle. And it may be meant to be a list of outages.
                    decoded.unreadable_toggle(Some(&key), error.clone());
                    decoded.unidentified_toggle();
                    if list.is_some() {
                        decoded.unreadable_outage(None, Vec::new(), error);
                    }
                }
                Err(error) => decoded.unreadable_toggle(Some(&key), error),
            }
        }
        for list in lists {
            match list.field {
                Some(field) if list.is_array() => {
                    field.items()?.for_each(|entry| outage(entry, list.planned, &mut decoded));
                }
                Some(field) if nested.is_some() => {
                    decoded.unreadable_outage(None, Vec::new(), field.expected("an array"));
                }
                _ => {}
            }
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

/// A field that lists outages, unless it is a toggle of that name.
struct OutageList<'a> {
    key: &'static str,
    /// Whether an entry that does not say so is planned.
    planned: bool,
    field: Option<Value<'a>>,
}

impl OutageList<'_> {
    fn is_array(&self) -> bool {
        self.field.is_some_and(|field| field.kind() == Kind::Array)
    }
}

fn outage(entry: Value<'_>, planned: bool, decoded: &mut DecodedBuilder) {
    let services = Services::read(entry.field("services"), |service, names| {
        names.push(fields::id(service)?);
        Ok(())
    });
    let stated = entry.optional("planned").and_then(|field| field.map(Value::bool).transpose());
    let outage = OutageEntry {
        entry,
        id: fields::optional_id(entry, "id", decoded),
        services,
        planned: decoded.ok_or_warn(stated).flatten().unwrap_or(planned),
        impact: impact(entry, decoded),
        times: ["starts_at", "ends_at"],
        message: fields::message(entry, "message", decoded),
        link: fields::link(entry, "link", decoded),
    };
    outage.add(decoded);
}

/// The impact of an outage. One that cannot be read counts as down.
fn impact(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Impact {
    let impact = entry.optional("impact").and_then(|field| {
        let Some(field) = field else { return Ok(Impact::Down) };
        match &*field.text()? {
            "down" => Ok(Impact::Down),
            "degraded" => Ok(Impact::Degraded),
            _ => Err(field.error("expected `down` or `degraded`")),
        }
    });
    decoded.ok_or_warn(impact).unwrap_or_default()
}
