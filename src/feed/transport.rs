//! The seam between feeds and the network: the browser, or a script in tests.

use std::any::Any;
use std::pin::Pin;
use std::rc::Rc;

use web_sys::AbortSignal;

use super::request::{Credentials, Request};
use super::{DecodeError, FeedError};
use crate::model::Timestamp;

/// The time that has passed, in milliseconds: see `Clock::elapsed`.
pub(crate) type Elapsed<'a> = &'a dyn Fn() -> i64;

/// The time by a server's clock.
#[derive(Clone, Copy)]
pub(crate) struct ServerDate {
    /// The response's `Date` plus its `Age`.
    pub(crate) date: Timestamp,
    /// When the request was sent, in milliseconds of the time that has passed.
    pub(crate) sent_at: i64,
    /// When the headers arrived, likewise. The body may take any time after that.
    pub(crate) received_at: i64,
    /// Whether the response came from a cache on the way.
    pub(crate) is_aged: bool,
}

/// A good response.
pub(crate) struct FetchResponse {
    /// The document; `None` if the last one still holds.
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) etag: Option<String>,
    /// The time by the server's clock, if a script may read it.
    pub(crate) date: Option<ServerDate>,
}

/// A failed request.
pub(crate) struct FetchFailure {
    pub(crate) error: FeedError,
    /// The `Retry-After` header.
    pub(crate) retry_after: Option<String>,
    /// The time by the server's clock. A date in `Retry-After` is compared with it.
    pub(crate) date: Option<ServerDate>,
}

impl From<FeedError> for FetchFailure {
    fn from(error: FeedError) -> Self {
        Self { error, retry_after: None, date: None }
    }
}

impl From<DecodeError> for FetchFailure {
    fn from(error: DecodeError) -> Self {
        FeedError::from(error).into()
    }
}

/// A request in flight.
pub(crate) type Fetch<'a> = Pin<Box<dyn Future<Output = Result<FetchResponse, FetchFailure>> + 'a>>;

/// One request of a feed.
pub(crate) struct FetchRequest<'a> {
    pub(crate) url: &'a str,
    /// Added to the URL's own query, after that of the engine.
    pub(crate) query: &'a str,
    /// What the engine adds.
    pub(crate) engine: Request,
    /// The author's headers, which win over the engine's.
    pub(crate) headers: &'a [(Rc<str>, Rc<str>)],
    pub(crate) credentials: Credentials,
    /// The ETag of the last response, if its document is still there.
    pub(crate) etag: Option<&'a str>,
    pub(crate) signal: Option<&'a AbortSignal>,
    pub(crate) elapsed: Elapsed<'a>,
}

/// An event stream of a feed.
pub(crate) struct StreamRequest<'a> {
    /// The feed's URL, which a relative address is relative to.
    pub(crate) feed_url: &'a str,
    pub(crate) address: &'a str,
    pub(crate) credentials: Credentials,
}

/// An event of a stream.
pub(crate) enum StreamEvent {
    /// It is open, for the first time or again.
    Open,
    /// It was cut, and the browser is reconnecting.
    Reconnecting,
    /// It is closed for good: the server refuses it.
    Closed,
    /// Fetch again, with this added to the query.
    Refetch(String),
}

/// An open stream. Dropping it closes it.
pub(crate) struct Stream(#[expect(dead_code, reason = "held for its Drop")] Box<dyn Any>);

impl Stream {
    /// A stream that is closed when `source` is dropped.
    pub(crate) fn new(source: impl Any) -> Self {
        Self(Box::new(source))
    }
}

/// Sends requests and opens event streams. Every feed carries its own transport, so nothing here needs to know who made it.
pub(crate) trait Transport {
    fn fetch<'a>(&'a self, request: FetchRequest<'a>) -> Fetch<'a>;

    /// Opens an event stream; `None` if the address is refused, or by default.
    fn open_stream(&self, _: StreamRequest<'_>, _on_event: Rc<dyn Fn(StreamEvent)>) -> Option<Stream> {
        None
    }

    /// Calls `poll` whenever the transport knows that the response changed, until `poll` returns `false`. The
    /// browser does not know.
    fn on_change(&self, _poll: Box<dyn Fn() -> bool>) {}
}
