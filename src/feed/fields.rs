//! The fields that engines share: messages, links, times, ids, services, outages and notices.
//!
//! A message, a link or an end that cannot be read is left out with a warning, and its entry counts.

use std::rc::Rc;

use super::{DecodeError, DecodedBuilder};
use crate::json::{Kind, Value};
use crate::model::{Impact, Notice, Outage, Timestamp, is_blank};

/// The maximum length of a message, in characters. A notice is a few sentences; a hundred kilobytes are a
/// mistake or malice.
const MAX_MESSAGE: usize = 2_000;

/// Cuts a message to the maximum length.
pub(super) fn truncated(text: &str) -> Rc<str> {
    match text.char_indices().nth(MAX_MESSAGE) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// A message to readers. A blank one counts as none.
pub(super) fn message(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
    let text = entry.optional(name).and_then(|field| field.map(Value::text).transpose());
    decoded.ok_or_warn(text)?.filter(|text| !is_blank(text)).map(|text| truncated(&text))
}

/// An address to read more at. Following another scheme than `http` or `https` could run code, so such a link
/// counts as missing.
pub(super) fn link(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
    let text = entry.optional(name).and_then(|field| field.map(Value::text).transpose());
    decoded.ok_or_warn(text)?.filter(|link| is_web(link)).map(Into::into)
}

pub(crate) fn is_web(link: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme))
}

/// An optional time that the entry can do without.
pub(super) fn time(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Timestamp> {
    let time = entry.optional(name).and_then(|field| field.map(Value::timestamp).transpose());
    decoded.ok_or_warn(time)?
}

/// The end of an outage. One that cannot be read, or is not after the start, leaves the end open.
pub(super) fn end(
    entry: Value<'_>,
    name: &str,
    start: Option<Timestamp>,
    decoded: &mut DecodedBuilder,
) -> Option<Timestamp> {
    let end = time(entry, name, decoded)?;
    if start.is_none_or(|start| start < end) {
        return Some(end);
    }
    if let Ok(Some(field)) = entry.optional(name) {
        decoded.warn(field.error("expected an end after the start, found one that is not"));
    }
    None
}

/// An id: a string, or a number as the document writes it.
pub(super) fn id(field: Value<'_>) -> Result<Rc<str>, DecodeError> {
    match field.kind() {
        Kind::Number => Ok(field.raw().into()),
        _ => Ok(field.text()?.into()),
    }
}

/// An id that may be missing.
pub(super) fn optional_id(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
    let id = entry.optional(name).and_then(|field| field.map(id).transpose());
    decoded.ok_or_warn(id)?
}

/// Adds the id and the display name of something to `names`. One of the two is enough.
pub(super) fn id_and_name(entry: Value<'_>, name: &str, names: &mut Vec<Rc<str>>) -> Result<(), DecodeError> {
    let id = entry.field("id").and_then(self::id);
    let name = entry.optional(name)?.and_then(|field| self::id(field).ok());
    if let (Err(error), None) = (&id, &name) {
        return Err(error.clone());
    }
    names.extend(id.into_iter().chain(name));
    Ok(())
}

/// The services of an outage.
pub(super) struct Services {
    pub(super) names: Vec<Rc<str>>,
    /// Why the first unreadable service cannot be read.
    pub(super) error: Option<DecodeError>,
}

impl Services {
    /// Reads an array of services. `read_one` adds the names of one of them.
    pub(super) fn read(
        list: Result<Value<'_>, DecodeError>,
        read_one: fn(Value<'_>, &mut Vec<Rc<str>>) -> Result<(), DecodeError>,
    ) -> Self {
        let mut services = Self { names: Vec::new(), error: None };
        let read = |list: Value<'_>| {
            // A single name instead of an array counts, and there may be more services that cannot be read.
            if list.kind() == Kind::String {
                read_one(list, &mut services.names)?;
                return Err(list.expected("an array"));
            }
            for entry in list.items()? {
                if let Err(error) = read_one(entry, &mut services.names) {
                    services.error.get_or_insert(error);
                }
            }
            if services.names.is_empty() && services.error.is_none() {
                return Err(list.error("expected at least one service, found none"));
            }
            Ok(())
        };
        if let Err(error) = list.and_then(read) {
            services.error.get_or_insert(error);
        }
        services
    }
}

/// The parts of an outage, as most engines have them.
pub(super) struct OutageEntry<'a> {
    pub(super) entry: Value<'a>,
    pub(super) id: Option<Rc<str>>,
    pub(super) services: Services,
    pub(super) planned: bool,
    pub(super) impact: Impact,
    /// The names of the fields with its start and its end.
    pub(super) times: [&'a str; 2],
    pub(super) message: Option<Rc<str>>,
    pub(super) link: Option<Rc<str>>,
}

impl OutageEntry<'_> {
    /// Adds the outage to the document: as an outage, as an unreadable one, or, if only some of its services
    /// can be read, as both.
    pub(super) fn add(self, decoded: &mut DecodedBuilder) {
        let Self { entry, id, services, planned, impact, times: [start, end], message, link } = self;
        let Services { names, error } = services;
        let starts_at = match entry.optional(start).and_then(|field| match field {
            // An incident is on, even if nobody says since when. A plan without a start says nothing.
            None if !planned => Ok(None),
            _ => entry.field(start)?.timestamp().map(Some),
        }) {
            Ok(time) => time,
            Err(error) => return decoded.unreadable_outage(id, names, error),
        };
        let has_id = id.is_some();
        // An outage without an id is identified by its start and its first service.
        let generated_id = || {
            let start = starts_at.map_or(0, |start| start.timestamp());
            format!("{start} {}", names.first().map_or("", |name| &**name)).into()
        };
        let id = id.unwrap_or_else(generated_id);
        if let Some(error) = error {
            decoded.unreadable_outage(has_id.then(|| id.clone()), Vec::new(), error);
            if names.is_empty() {
                return;
            }
        }
        let ends_at = self::end(entry, end, starts_at, decoded);
        let services = names.into();
        let outage = Outage { id, services, planned, impact, starts_at, ends_at, message, link };
        // A plan is on at its times. An incident is on for as long as it is listed, and its end is an estimate.
        if planned {
            decoded.outage(outage);
        } else {
            decoded.ongoing(outage);
        }
    }
}

/// The notice of a toggle, with the field names that plain JSON, OFREP and Unleash share.
pub(super) fn notice(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Notice {
    if entry.kind() != Kind::Object {
        decoded.warn(entry.expected("an object"));
        return Notice::default();
    }
    Notice {
        message: message(entry, "message", decoded),
        starts_at: time(entry, "starts_at", decoded),
        ends_at: time(entry, "ends_at", decoded),
    }
}
