//! OFREP, the OpenFeature Remote Evaluation Protocol.

use std::time::Duration;

use super::Engine;
use crate::feed::fields;
use crate::feed::request::{Context, Request};
use crate::feed::{DecodeError, Decoded, DecodedBuilder, EventStream};
use crate::json::{Document, Kind, Value, Writer};
use crate::model::{Kinds, Toggle};

/// OFREP, the OpenFeature Remote Evaluation Protocol, version 0.3: bulk evaluation, with event streams.
///
/// Many feature-flag systems and relays implement it.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let feed = Feed::ofrep("https://flags.example.gov")
///     .header("Authorization", "Bearer front-end-token")
///     .context("targetingKey", "anonymous");
/// # let _ = feed;
/// ```
///
/// A flag with a boolean value is a toggle. A flag without a value means the default in code, which here is off. A
/// flag with a value of another type is not a toggle. The flag's metadata may carry the notice: `message`, and
/// `starts_at` and `ends_at` in RFC 3339. If the response lists event streams, the page connects to them: a change
/// then reaches it at once, and polling slows down to every five minutes while all streams are open.
///
/// # On bad input
///
/// A document without the array `flags`, or of which nothing can be read, is an error. A flag that cannot be
/// read, or that the server could not evaluate (`errorCode`), keeps its last known state, with a warning. A
/// flag whose value is no longer a boolean keeps it without one. Metadata or streams that cannot be read are
/// left out with a warning, and their flag counts. Streams of unknown types are ignored.
///
/// Source: [github.com/open-feature/protocol](https://github.com/open-feature/protocol).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ofrep;

impl Engine for Ofrep {
    fn name(&self) -> &'static str {
        "ofrep"
    }

    fn reports(&self) -> Kinds {
        Kinds::TOGGLES
    }

    fn request(&self, context: &Context) -> Request {
        let mut body = Writer::default();
        body.open('{').name("context").open('{');
        for (name, value) in context {
            body.name(name).string(value);
        }
        body.close('}').close('}');
        Request::post(body.finish())
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Document::parse(self.name(), body)?;
        let root = document.root();
        let flags = root.field("flags")?;
        let mut decoded = Decoded::builder();
        flags.items()?.for_each(|flag| self::flag(flag, &mut decoded));
        let streams = root.optional("eventStreams")?;
        let streams = decoded.ok_or_warn(streams.map(Value::items).transpose()).flatten();
        for entry in streams.into_iter().flatten() {
            if let Some(stream) = decoded.ok_or_warn(stream(entry)).flatten() {
                decoded.stream(stream);
            }
        }
        decoded.build()
    }
}

fn flag(flag: Value<'_>, decoded: &mut DecodedBuilder) {
    let key = match flag.field("key").and_then(|key| key.text()) {
        Ok(key) => key,
        Err(error) => return decoded.unreadable_toggle(None, error),
    };
    match evaluation(flag) {
        Ok(Evaluation::Toggle(on)) => {
            let notice = match flag.optional("metadata") {
                Ok(Some(metadata)) => fields::notice(metadata, decoded),
                _ => Default::default(),
            };
            decoded.toggle(key, Toggle::from(on).with_notice(notice));
        }
        Ok(Evaluation::CodeDefault) => decoded.other_entry(),
        Ok(Evaluation::OtherType) => decoded.non_boolean_toggle(&key),
        Err(error) => decoded.unreadable_toggle(Some(&key), error),
    }
}

/// What the server evaluated a flag to.
enum Evaluation {
    Toggle(bool),
    /// No value: the default in code applies, which is off.
    CodeDefault,
    /// A value that is not a boolean: the flag is not a toggle, unless it was one before.
    OtherType,
}

fn evaluation(flag: Value<'_>) -> Result<Evaluation, DecodeError> {
    if let Some(code) = flag.optional("errorCode")? {
        let name = code.text().unwrap_or_default();
        return Err(code.error(format!("expected a value, found the error {name}")));
    }
    match flag.optional("value")? {
        Some(value) if value.kind() == Kind::Bool => Ok(Evaluation::Toggle(value.bool()?)),
        Some(_) => Ok(Evaluation::OtherType),
        // The protocol knows no `null`: the flag's state is unknown.
        None if flag.has("value") => Ok(Evaluation::OtherType),
        None => Ok(Evaluation::CodeDefault),
    }
}

fn stream(entry: Value<'_>) -> Result<Option<EventStream>, DecodeError> {
    if entry.field("type")?.text()? != "sse" {
        return Ok(None);
    }
    let seconds = entry.optional("inactivityDelaySec")?.and_then(|seconds| seconds.count().ok());
    let inactivity = seconds.and_then(|seconds| seconds.try_into().ok()).map(Duration::from_secs);
    let stream = |url: &str| {
        let stream = EventStream::new(url);
        Ok(Some(match inactivity {
            Some(inactivity) => stream.with_inactivity(inactivity),
            None => stream,
        }))
    };
    if let Some(url) = entry.optional("url")? {
        return stream(&url.text()?);
    }
    let endpoint = entry.field("endpoint")?;
    let uri = endpoint.field("requestUri")?.text()?;
    match endpoint.optional("origin")? {
        Some(origin) => stream(&format!("{}{uri}", origin.text()?.trim_end_matches('/'))),
        None => stream(&uri),
    }
}
