//! What one space holds: toggles, a fault perhaps, and the log of requests.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use crate::{error::Error, fault::Fault, log::Log};

/// More than any real key or message needs; it keeps a runaway test from filling the memory.
const KEY_LIMIT: usize = 200;
const MESSAGE_LIMIT: usize = 10_000;

/// The state of one space. Sorted, so that the same toggles always give the same bytes.
#[derive(Debug, Default)]
pub(crate) struct State {
    pub(crate) toggles: BTreeMap<String, Toggle>,
    pub(crate) fault: Option<Fault>,
    pub(crate) log: Log,
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
        if message.as_ref().is_some_and(|message| message.chars().count() > MESSAGE_LIMIT) {
            return Err(Error::bad_request(format!("A message has at most {MESSAGE_LIMIT} characters.")));
        }
        let ends_at = ends_at.map(DateTime::parse_from_rfc3339).transpose().map_err(|_| {
            Error::bad_request(
                "ends_at must be a date and time with an offset, such as 2026-05-02T20:00:00-04:00.",
            )
        })?;
        let says_something = message.is_some() || ends_at.is_some();
        Ok(says_something.then_some(Self { message, ends_at }))
    }
}

/// Refuses a key that no toggle can have.
pub(crate) fn check_key(key: &str) -> Result<(), Error> {
    if key.trim().is_empty() {
        return Err(Error::bad_request("A toggle's key must not be empty."));
    }
    if key.chars().count() > KEY_LIMIT {
        return Err(Error::bad_request(format!("A toggle's key has at most {KEY_LIMIT} characters.")));
    }
    Ok(())
}
