//! The log: one JSON object in a line for each event.
//!
//! No event holds the token, a query, a header, or anything that PagerDuty sent.

use std::{
    io::Write,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};
use chrono::{SecondsFormat, Utc};
use serde::Serialize;
use tokio::time::Instant;

use crate::routes::CACHE_STATUS;

/// What can happen. Times are in milliseconds.
#[derive(Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(crate) enum Event<'a> {
    Listening {
        url: &'a str,
    },
    Request {
        method: &'a str,
        path: &'a str,
        status: u16,
        ms: u128,
        age: Option<&'a str>,
        cache: Option<&'a str>,
    },
    Fetched {
        windows: usize,
        ms: u128,
    },
    FetchFailed {
        reason: &'a str,
        ms: u128,
    },
    Stopped,
}

#[derive(Serialize)]
struct Line<'a> {
    at: String,
    #[serde(flatten)]
    event: &'a Event<'a>,
}

/// Where the lines go.
#[derive(Clone)]
pub struct Log(Arc<Mutex<dyn Write + Send>>);

impl Log {
    /// A log that writes to `writer`, such as standard output.
    pub fn to(writer: impl Write + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(writer)))
    }

    pub(crate) fn write(&self, event: &Event<'_>) {
        let at = Utc::now().to_rfc3339_opts(SecondsFormat::Millis, true);
        // An event has only texts and numbers, so JSON can hold it.
        let Ok(mut line) = serde_json::to_vec(&Line { at, event }) else { return };
        line.push(b'\n');
        let mut writer = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // If the writer is closed, there is nowhere to report that, and readers still need the windows.
        let _ = writer.write_all(&line).and_then(|()| writer.flush());
    }
}

/// Middleware that logs each request.
pub(crate) async fn requests(State(log): State<Log>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    // Without the query, which anybody may fill with anything.
    let path = request.uri().path().to_owned();
    let response = next.run(request).await;
    let text =
        |value: Option<&'_ HeaderValue>| value.and_then(|value| value.to_str().ok()).map(str::to_owned);
    log.write(&Event::Request {
        method: method.as_str(),
        path: &path,
        status: response.status().as_u16(),
        ms: started.elapsed().as_millis(),
        age: text(response.headers().get(header::AGE)).as_deref(),
        cache: text(response.headers().get(CACHE_STATUS)).as_deref(),
    });
    response
}
