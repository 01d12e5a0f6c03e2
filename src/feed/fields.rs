//! The fields that engines share. What only decorates an entry is left out with a warning if it cannot be read.

use std::rc::Rc;

use super::{DecodeError, DecodedBuilder};
use crate::json::{Kind, Value};
use crate::model::{MaintenanceWindow, Notice, Timestamp, is_blank};

/// How many characters of a message are shown. A notice has a few sentences; a hundred kilobytes are a
/// mistake, or malice.
const MOST_WORDS: usize = 2_000;

/// A text that somebody wrote for readers, cut short where it is too long for an alert.
pub(super) fn cut(text: &str) -> Rc<str> {
    match text.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{}…", &text[..end]).into(),
        None => text.into(),
    }
}

/// Words for readers. Blank ones are none.
pub(super) fn words(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
    let text = entry.optional(name).and_then(|field| field.map(Value::text).transpose());
    decoded.ok_or_warn(text)?.filter(|text| !is_blank(text)).map(|text| cut(&text))
}

/// An address to read more at. One of another scheme than the web's could run code when it is followed: it
/// counts as missing.
pub(super) fn link(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
    let text = entry.optional(name).and_then(|field| field.map(Value::text).transpose());
    decoded.ok_or_warn(text)?.filter(|link| is_web(link)).map(Into::into)
}

pub(crate) fn is_web(link: &str) -> bool {
    ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme))
}

/// A time that only tells when something is expected.
pub(super) fn time(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Timestamp> {
    let time = entry.optional(name).and_then(|field| field.map(Value::timestamp).transpose());
    decoded.ok_or_warn(time)?
}

/// The end of a window. One that cannot be read, or does not come after the start, leaves the end open.
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

/// A name that a system gives its things: a string, or a number as it is written.
pub(super) fn id(field: Value<'_>) -> Result<Rc<str>, DecodeError> {
    match field.kind() {
        Kind::Number => Ok(field.raw().into()),
        _ => Ok(field.text()?.into()),
    }
}

/// The same of a field that may be missing.
pub(super) fn optional_id(entry: Value<'_>, name: &str, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
    let id = entry.optional(name).and_then(|field| field.map(id).transpose());
    decoded.ok_or_warn(id)?
}

/// The id of a thing and the name that people know it by, of which one is enough.
pub(super) fn id_and_name(entry: Value<'_>, name: &str, names: &mut Vec<Rc<str>>) -> Result<(), DecodeError> {
    let id = entry.field("id").and_then(|field| self::id(field));
    let name = entry.optional(name)?.and_then(|field| self::id(field).ok());
    if let (Err(reason), None) = (&id, &name) {
        return Err(reason.clone());
    }
    names.extend(id.into_iter().chain(name));
    Ok(())
}

/// The services in a list, each read by `each`, and why some could not be read.
pub(super) struct Services {
    pub(super) names: Vec<Rc<str>>,
    pub(super) unread: Option<DecodeError>,
}

impl Services {
    pub(super) fn read(
        list: Result<Value<'_>, DecodeError>,
        each: fn(Value<'_>, &mut Vec<Rc<str>>) -> Result<(), DecodeError>,
    ) -> Self {
        let mut services = Self { names: Vec::new(), unread: None };
        let read = |list: Value<'_>| {
            // One name without a list around it counts, and may stand for more than can be read.
            if list.kind() == Kind::String {
                each(list, &mut services.names)?;
                return Err(list.expected("an array"));
            }
            for entry in list.items()? {
                if let Err(reason) = each(entry, &mut services.names) {
                    services.unread.get_or_insert(reason);
                }
            }
            if services.names.is_empty() && services.unread.is_none() {
                return Err(list.error("expected at least one service, found none"));
            }
            Ok(())
        };
        if let Err(reason) = list.and_then(read) {
            services.unread.get_or_insert(reason);
        }
        services
    }
}

/// A window by its times, as most engines have one.
pub(super) struct Window<'a> {
    pub(super) entry: Value<'a>,
    pub(super) id: Option<Rc<str>>,
    pub(super) services: Services,
    /// The names of the fields that hold its start and its end.
    pub(super) times: [&'a str; 2],
    pub(super) message: Option<Rc<str>>,
    pub(super) link: Option<Rc<str>>,
}

impl Window<'_> {
    /// Adds the window, or names it as far as that is possible.
    pub(super) fn add(self, decoded: &mut DecodedBuilder) {
        let Self { entry, id, services: Services { names, unread }, times: [start, end], message, link } =
            self;
        let starts_at = match entry.field(start).and_then(|field| field.timestamp()) {
            Ok(time) => time,
            Err(reason) => return decoded.unreadable_window(id, names, reason),
        };
        let is_named = id.is_some();
        // A window that nobody named is told apart by what it is: its start and its first service.
        let made_up =
            || format!("{} {}", starts_at.timestamp(), names.first().map_or("", |name| &**name)).into();
        let id = id.unwrap_or_else(made_up);
        if let Some(reason) = unread {
            decoded.unreadable_window(is_named.then(|| id.clone()), Vec::new(), reason);
            if names.is_empty() {
                return;
            }
        }
        let ends_at = self::end(entry, end, Some(starts_at), decoded);
        let services = names.into();
        decoded.window(MaintenanceWindow {
            id,
            services,
            starts_at: Some(starts_at),
            ends_at,
            message,
            link,
        });
    }
}

/// The notice that travels with a toggle, under the names that plain JSON, OFREP and Unleash share.
pub(super) fn notice(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Notice {
    if entry.kind() != Kind::Object {
        decoded.warn(entry.expected("an object"));
        return Notice::default();
    }
    Notice { message: words(entry, "message", decoded), ends_at: time(entry, "ends_at", decoded) }
}
