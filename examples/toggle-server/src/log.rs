//! The log of requests to engines, for tests that ask what a client did.

use std::collections::VecDeque;

use axum::http::StatusCode;
use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Serialize, Serializer};

/// Older entries make room for newer ones.
const LOG_LIMIT: usize = 1000;

/// The latest requests, oldest first.
#[derive(Debug, Default)]
pub(crate) struct Log {
    entries: VecDeque<Entry>,
    next: u64,
}

/// One request. It is entered on arrival: without a status it is unanswered, for the time being or,
/// if the client gave up on it, for ever.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Entry {
    #[serde(skip)]
    ticket: Ticket,
    method: String,
    path: String,
    query: String,
    if_none_match: Option<String>,
    status: Option<u16>,
    #[serde(serialize_with = "to_milliseconds")]
    at: DateTime<Utc>,
}

/// What an entry is found by once its answer is known. Never given out twice, so an answer that
/// outlives [`Log::clear`] lands nowhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Ticket(u64);

impl Log {
    /// Enters a request that arrived now.
    pub(crate) fn arrived(
        &mut self,
        method: String,
        path: String,
        query: String,
        if_none_match: Option<String>,
    ) -> Ticket {
        let ticket = Ticket(self.next);
        self.next += 1;
        if self.entries.len() == LOG_LIMIT {
            self.entries.pop_front();
        }
        let at = Utc::now();
        self.entries.push_back(Entry { ticket, method, path, query, if_none_match, status: None, at });
        ticket
    }

    /// Enters the answer to that request.
    pub(crate) fn answered(&mut self, ticket: Ticket, status: StatusCode) {
        // From the newest: most answers follow their request closely.
        if let Some(entry) = self.entries.iter_mut().rfind(|entry| entry.ticket == ticket) {
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
