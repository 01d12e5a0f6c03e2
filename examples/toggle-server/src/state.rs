//! The state of one space: toggles, windows, statuses, status page entries, the fault, the log of requests and the open
//! event streams.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    backend_status::BackendStatuses,
    engine::ofrep,
    error::Error,
    fault::Fault,
    log::Log,
    status_page::{Component, Incident},
    streams::{self, Streams},
    time,
    window::Window,
};

/// More than any real key, name or message needs. The limits keep a runaway test from filling the memory.
const KEY_LIMIT: usize = 200;
const NAME_LIMIT: usize = 200;
const MESSAGE_LIMIT: usize = 10_000;

/// The state of one space. Its maps are sorted, so that equal states give equal bytes.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) toggles: BTreeMap<String, Toggle>,
    pub(crate) windows: BTreeMap<String, Window>,
    pub(crate) backend_statuses: BackendStatuses,
    pub(crate) components: BTreeMap<String, Component>,
    pub(crate) incidents: BTreeMap<String, Incident>,
    /// Fields that replace those of OFREP's document; `null` leaves a field out.
    pub(crate) ofrep: Map<String, Value>,
    pub(crate) fault: Option<Fault>,
    pub(crate) log: Log,
    pub(crate) streams: Streams,
}

impl State {
    /// The services of all windows. A service of several windows appears several times.
    pub(crate) fn services(&self) -> impl Iterator<Item = &String> {
        self.windows.values().flat_map(|window| &window.services)
    }

    /// Announces a change to the event streams. Call it after every change of OFREP's document.
    pub(crate) fn announce_change(&mut self) {
        self.streams.on_change();
        for listener in self.streams.listeners() {
            listener.send(streams::Message::once(self.refetch_event(listener.url())));
        }
    }

    /// The newest event for the stream at `url`. Its ETag is that of the document that lists this URL.
    pub(crate) fn refetch_event(&self, url: &str) -> String {
        self.streams.refetch_event(&ofrep::tag(self, url))
    }
}

/// An on/off value. Its key is that of the map.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Toggle {
    pub(crate) on: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notice: Option<Notice>,
}

/// A message and an end time of a toggle.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Notice {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    /// Served with the offset in which it was set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ends_at: Option<DateTime<FixedOffset>>,
}

impl Notice {
    /// Checks a notice. `None` if it is empty.
    pub(crate) fn new(message: Option<String>, ends_at: Option<&str>) -> Result<Option<Self>, Error> {
        check_message(message.as_deref())?;
        let ends_at = ends_at.map(|text| time::parse("ends_at", text)).transpose()?;
        let has_content = message.is_some() || ends_at.is_some();
        Ok(has_content.then_some(Self { message, ends_at }))
    }
}

/// Checks a key. `kind` is its name in the error.
pub(crate) fn check_key(kind: &str, key: &str) -> Result<(), Error> {
    check_text(kind, key, KEY_LIMIT)
}

/// Checks an optional name.
pub(crate) fn check_name(name: Option<&str>) -> Result<(), Error> {
    name.map_or(Ok(()), |name| check_text("name", name, NAME_LIMIT))
}

fn check_text(kind: &str, text: &str, limit: usize) -> Result<(), Error> {
    if text.trim().is_empty() {
        return Err(Error::bad_request(format!("The {kind} must not be empty.")));
    }
    if text.chars().count() > limit {
        return Err(Error::bad_request(format!("The {kind} has at most {limit} characters.")));
    }
    Ok(())
}

/// Checks the length of an optional message.
pub(crate) fn check_message(message: Option<&str>) -> Result<(), Error> {
    if message.is_some_and(|message| message.chars().count() > MESSAGE_LIMIT) {
        return Err(Error::bad_request(format!("A message has at most {MESSAGE_LIMIT} characters.")));
    }
    Ok(())
}
