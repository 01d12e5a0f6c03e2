use std::borrow::Cow;
use std::time::Duration;

use super::{Decoded, Engine, EventStream};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json, Kind, quoted};
use crate::feed::request::{Context, Request};
use crate::model::{Kinds, Report, Spelling, Toggle};

/// OFREP, OpenFeature's remote evaluation protocol, version 0.3: bulk evaluation, with event streams.
///
/// Many feature-flag systems and relays speak it.
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
/// A flag with a boolean value is a toggle. One without a value means the default in code, which here is
/// off; one of another type is no toggle. The flag's metadata may carry the notice: `message`, and
/// `ends_at` in RFC 3339. An answer that names event streams is followed by them: a flip then reaches
/// the page at once, and polling slows down to every five minutes while all streams are open.
///
/// # On bad input
///
/// A document without the list `flags` is an error. A flag that cannot be read, or that the server could
/// not evaluate (`errorCode`), is left out with a warning. Streams of unknown types are ignored.
///
/// Source: [github.com/open-feature/protocol](https://github.com/open-feature/protocol).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ofrep;

/// How long a stream of a hidden page stays open where the server does not say.
const INACTIVITY: Duration = Duration::from_secs(120);

impl Engine for Ofrep {
    fn name(&self) -> &'static str {
        "ofrep"
    }

    fn reports(&self) -> Kinds {
        Kinds::TOGGLES
    }

    fn request(&self, context: &Context) -> Request {
        let fields: Vec<String> =
            context.iter().map(|(name, value)| format!("{}:{}", quoted(name), quoted(value))).collect();
        Request::post(format!(r#"{{"context":{{{}}}}}"#, fields.join(",")))
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Json::parse(self.name(), body)?;
        let root = document.root();
        let flags = root.field("flags")?;
        let mut report = Report::builder(Spelling::Exact);
        let mut decoded = Decoded::default();
        for flag in flags.items()? {
            match read(&flag, &mut decoded) {
                Ok(Some((key, toggle))) => report.toggle(key, toggle),
                Ok(None) => {}
                Err(reason) => decoded.leave_out(reason),
            }
        }
        if let Some(streams) = root.optional("eventStreams")? {
            for entry in streams.items()? {
                let stream = decoded.part(stream(&entry)).flatten();
                decoded.streams.extend(stream);
            }
        }
        Ok(decoded.with(report))
    }
}

fn read<'d>(
    flag: &'d Cursor<'d>,
    decoded: &mut Decoded,
) -> Result<Option<(Cow<'d, str>, Toggle)>, DecodeError> {
    let key = flag.field("key")?.text()?;
    if let Some(code) = flag.optional("errorCode")? {
        return Err(code.complain(format!("expected a value, found the error {}", code.text()?)));
    }
    let Some(value) = flag.optional("value")? else { return Ok(None) };
    if !matches!(value.kind(), Kind::True | Kind::False) {
        return Ok(None);
    }
    let on = value.bool()?;
    let notice = match flag.optional("metadata")? {
        Some(metadata) => metadata.notice(decoded)?,
        None => Default::default(),
    };
    Ok(Some((key, Toggle::from(on).with_notice(notice))))
}

fn stream(entry: &Cursor<'_>) -> Result<Option<EventStream>, DecodeError> {
    if entry.field("type")?.text()? != "sse" {
        return Ok(None);
    }
    let inactivity = match entry.optional("inactivityDelaySec")? {
        Some(seconds) => Duration::from_secs(seconds.count()?.try_into().unwrap_or(u64::MAX)),
        None => INACTIVITY,
    };
    if let Some(url) = entry.optional("url")? {
        return Ok(Some(EventStream { url: url.text()?.into(), inactivity }));
    }
    let endpoint = entry.field("endpoint")?;
    let uri = endpoint.field("requestUri")?.text()?;
    let url = match endpoint.optional("origin")? {
        Some(origin) => format!("{}{uri}", origin.text()?.trim_end_matches('/')),
        None => uri.into_owned(),
    };
    Ok(Some(EventStream { url: url.into(), inactivity }))
}
