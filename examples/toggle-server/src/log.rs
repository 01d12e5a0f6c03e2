//! The log of requests to engines, by which tests check what a client did.

use std::collections::VecDeque;

use axum::http::StatusCode;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};

/// The oldest entries are dropped beyond this number.
const LOG_LIMIT: usize = 1000;

/// The latest requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    next: u64,
}

/// One request, logged on arrival. It has no status until a response is sent, and never gets one if the client
/// aborts it.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    #[serde(skip)]
    id: EntryId,
    method: String,
    path: String,
    query: String,
    if_none_match: Option<String>,
    status: Option<u16>,
    #[serde(serialize_with = "to_milliseconds")]
    at: DateTime<Utc>,
}

/// Identifies an entry until its response is sent. Ids are never reused, so a response that comes after
/// [`Log::clear`] changes no other entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EntryId(u64);

impl Log {
    /// Logs a request that has just arrived.
    pub(crate) fn on_request(
        &mut self,
        method: String,
        path: String,
        query: String,
        if_none_match: Option<String>,
    ) -> EntryId {
        let id = EntryId(self.next);
        self.next += 1;
        if self.entries.len() == LOG_LIMIT {
            self.entries.pop_front();
        }
        let at = Utc::now();
        self.entries.push_back(Entry { id, method, path, query, if_none_match, status: None, at });
        id
    }

    /// Logs the status of the response to that request.
    pub(crate) fn on_response(&mut self, id: EntryId, status: StatusCode) {
        // Search from the newest entry, because most responses follow soon after their request.
        if let Some(entry) = self.entries.iter_mut().rfind(|entry| entry.id == id) {
            entry.status = Some(status.as_u16());
        }
    }

    pub(crate) fn entries(&self) -> Vec<Entry> {
        self.entries.iter().cloned().collect()
    }

    pub(crate) fn clear(&mut self) {
        self.entries.clear();
    }
}

fn to_milliseconds<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&at.to_rfc3339_opts(SecondsFormat::Millis, true))
}
