//! What one space holds: toggles, windows, what a status page adds, a fault perhaps, the log of
//! requests, and who listens for changes.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{
    engine::ofrep,
    error::Error,
    fault::Fault,
    log::Log,
    page::{Component, Incident},
    streams::{self, Streams},
    time,
    window::Window,
};

/// More than any real key, name or message needs; it keeps a runaway test from filling the memory.
const KEY_LIMIT: usize = 200;
const NAME_LIMIT: usize = 200;
const MESSAGE_LIMIT: usize = 10_000;

/// The state of one space. Sorted, so that the same things always give the same bytes.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) toggles: BTreeMap<String, Toggle>,
    pub(crate) windows: BTreeMap<String, Window>,
    pub(crate) components: BTreeMap<String, Component>,
    pub(crate) incidents: BTreeMap<String, Incident>,
    /// Fields of OFREP's document that are told as they are here; `null` leaves one out.
    pub(crate) ofrep: Map<String, Value>,
    pub(crate) fault: Option<Fault>,
    pub(crate) log: Log,
    pub(crate) streams: Streams,
}

impl State {
    /// The services that windows name. One that several name comes several times.
    pub(crate) fn services(&self) -> impl Iterator<Item = &String> {
        self.windows.values().flat_map(|window| &window.services)
    }

    /// To be called after every change of what OFREP tells: the event streams tell of it.
    pub(crate) fn toggles_changed(&mut self) {
        self.streams.changed();
        for listener in self.streams.listeners() {
            listener.send(streams::Message::once(self.refetch_event(listener.url())));
        }
    }

    /// The newest event, for the stream of that URL: its tag is that of the document which names it.
    pub(crate) fn refetch_event(&self, url: &str) -> String {
        self.streams.refetch_event(&ofrep::tag(self, url))
    }
}

/// A named on/off value; its name is the key it is stored under.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Toggle {
    pub(crate) on: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) notice: Option<Notice>,
}

/// Words and an end time that travel with a toggle.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Notice {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    /// Told with the offset it was given in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) ends_at: Option<DateTime<FixedOffset>>,
}

impl Notice {
    /// A notice that passed every check, or nothing if it says nothing.
    pub(crate) fn new(message: Option<String>, ends_at: Option<&str>) -> Result<Option<Self>, Error> {
        check_message(message.as_deref())?;
        let ends_at = ends_at.map(|text| time::parse("ends_at", text)).transpose()?;
        let says_something = message.is_some() || ends_at.is_some();
        Ok(says_something.then_some(Self { message, ends_at }))
    }
}

/// Refuses what cannot be a key; `kind` is what the sentence calls it.
pub(crate) fn check_key(kind: &str, key: &str) -> Result<(), Error> {
    check_text(kind, key, KEY_LIMIT)
}

/// Refuses what cannot be a name, if there is any.
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

/// Refuses what is too long for a message, if there is any.
pub(crate) fn check_message(message: Option<&str>) -> Result<(), Error> {
    if message.is_some_and(|message| message.chars().count() > MESSAGE_LIMIT) {
        return Err(Error::bad_request(format!("A message has at most {MESSAGE_LIMIT} characters.")));
    }
    Ok(())
}
