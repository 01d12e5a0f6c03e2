//! Unleash's frontend API.

use super::Engine;
use crate::feed::fields;
use crate::feed::request::{Context, Request};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::{Kinds, Notice, Toggle, is_blank};

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
/// The response lists only toggles that are on. The variant of a toggle may carry its notice: a payload of
/// type `json` with `message`, `starts_at` and `ends_at` (RFC 3339), or one of type `string`, which is the message.
/// Context that is not one of Unleash's own fields is sent as a property.
///
/// # On bad input
///
/// A document without the array `toggles`, or of which nothing can be read, is an error. A toggle that cannot
/// be read keeps its last known state, with a warning. A payload that cannot be read is left out with a
/// warning, and its toggle counts.
///
/// Source: [docs.getunleash.io](https://docs.getunleash.io/reference/api/unleash/frontend-api).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unleash;

/// The fields of Unleash's context. Anything else is a property.
const CONTEXT_FIELDS: [&str; 6] =
    ["appName", "currentTime", "environment", "remoteAddress", "sessionId", "userId"];

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
            if CONTEXT_FIELDS.contains(&&**name) {
                request.query(name, value)
            } else {
                request.query(&format!("properties[{name}]"), value)
            }
        })
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Document::parse(self.name(), body)?;
        let root = document.root();
        let toggles = root.field("toggles")?;
        let mut decoded = Decoded::builder();
        toggles.items()?.for_each(|entry| toggle(entry, &mut decoded));
        decoded.build()
    }
}

fn toggle(entry: Value<'_>, decoded: &mut DecodedBuilder) {
    let name = match entry.field("name").and_then(|name| name.text()) {
        Ok(name) => name,
        Err(error) => return decoded.unreadable_toggle(None, error),
    };
    match entry.field("enabled").and_then(|enabled| enabled.bool()) {
        Ok(on) => {
            let notice = notice(entry, decoded);
            let notice = decoded.ok_or_warn(notice).unwrap_or_default();
            decoded.toggle(name, Toggle::from(on).with_notice(notice));
        }
        Err(error) => decoded.unreadable_toggle(Some(&name), error),
    }
}

fn notice(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Result<Notice, DecodeError> {
    let none = Ok(Notice::default());
    let Some(variant) = entry.optional("variant")? else { return none };
    if !variant.optional("enabled")?.is_some_and(|enabled| enabled.bool().is_ok_and(|on| on)) {
        return none;
    }
    let Some(payload) = variant.optional("payload")? else { return none };
    let value = payload.field("value")?;
    match &*payload.field("type")?.text()? {
        "string" => Ok(Notice { message: fields::message(payload, "value", decoded), ..Notice::default() }),
        "json" => {
            let text = value.text()?;
            if is_blank(&text) {
                return none;
            }
            // A document within the document: its errors name places from its own root.
            let inner = Document::parse(Unleash.name(), text.as_bytes())
                .map_err(|error| value.error(format!("expected JSON in the payload; {}", error.problem)))?;
            Ok(fields::notice(inner.root(), decoded))
        }
        _ => none,
    }
}
