use super::{Decoded, Engine};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json, Kind};
use crate::feed::request::{Context, Request};
use crate::model::{Kinds, Notice, Report, Spelling, Toggle};
use std::borrow::Cow;

/// Unleash's frontend API, of the server itself or of Unleash Edge: `GET {base}/api/frontend`.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let feed = Feed::unleash("https://unleash.example.gov", "front-end-token")
///     .context("userId", "anonymous")
///     .context("plan", "basic");
/// # let _ = feed;
/// ```
///
/// A toggle that is off is absent from the answer. The variant of one that is on may carry the notice: a
/// payload of type `json` with `message` and `ends_at` (RFC 3339), or one of type `string`, which is the
/// message. Context that is no field of Unleash's own goes as a property.
///
/// # On bad input
///
/// A document without the list `toggles` is an error. A toggle that cannot be read is left out with a
/// warning; a payload that cannot be read is, and its toggle counts.
///
/// Source: [docs.getunleash.io](https://docs.getunleash.io/reference/api/unleash/frontend-api).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unleash;

/// Fields of Unleash's context; anything else is a property.
const FIELDS: [&str; 6] = ["appName", "currentTime", "environment", "remoteAddress", "sessionId", "userId"];

impl Engine for Unleash {
    fn name(&self) -> &'static str {
        "unleash"
    }

    fn reports(&self) -> Kinds {
        Kinds::TOGGLES
    }

    fn names_every_toggle(&self) -> bool {
        false
    }

    fn request(&self, context: &Context) -> Request {
        context.iter().fold(Request::get(), |request, (name, value)| {
            if FIELDS.contains(&&**name) {
                request.query(name, value)
            } else {
                request.query(&format!("properties[{name}]"), value)
            }
        })
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Json::parse(self.name(), body)?;
        let root = document.root();
        let toggles = root.field("toggles")?;
        let mut report = Report::builder(Spelling::Exact);
        let mut decoded = Decoded::default();
        for entry in toggles.items()? {
            match read(&entry, &mut decoded) {
                Ok((name, toggle)) => report.toggle(name, toggle),
                Err(reason) => decoded.leave_out(reason),
            }
        }
        Ok(decoded.with(report))
    }
}

fn read<'d>(entry: &'d Cursor<'d>, decoded: &mut Decoded) -> Result<(Cow<'d, str>, Toggle), DecodeError> {
    let name = entry.field("name")?.text()?;
    let on = entry.field("enabled")?.bool()?;
    let read = notice(entry, decoded);
    let notice = decoded.part(read).unwrap_or_default();
    Ok((name, Toggle::from(on).with_notice(notice)))
}

fn notice(entry: &Cursor<'_>, decoded: &mut Decoded) -> Result<Notice, DecodeError> {
    let none = Ok(Notice::default());
    let Some(variant) = entry.optional("variant")? else { return none };
    if !variant.optional("enabled")?.is_some_and(|enabled| enabled.kind() == Kind::True) {
        return none;
    }
    let Some(payload) = variant.optional("payload")? else { return none };
    let value = payload.field("value")?;
    match &*payload.field("type")?.text()? {
        "string" => Ok(Notice { message: Some(value.words()?), ends_at: None }),
        "json" => {
            // A document within the document: its places are told from its own root.
            let text = value.text()?;
            let inner = Json::parse(Unleash.name(), text.as_bytes()).map_err(|error| {
                value.complain(format!("expected JSON in the payload; {}", error.problem))
            })?;
            inner.root().notice(decoded)
        }
        _ => none,
    }
}
