//! How a feed's requests reach a server: through the browser, or through what a test hands in.

use std::pin::Pin;
use std::rc::Rc;

use web_sys::AbortSignal;

use super::request::{Credentials, Request};
use super::{DecodeError, FeedError};
use crate::model::Timestamp;

/// Tells how much time has passed, in milliseconds: see `Clock::elapsed`.
pub(crate) type Elapsed<'a> = &'a dyn Fn() -> i64;

/// What time it is by a server's clock.
#[derive(Clone, Copy)]
pub(crate) struct ServerDate {
    /// The answer's `Date` with its `Age`.
    pub(crate) date: Timestamp,
    /// The time that had passed when the request went out, and when the headers were here. The body may take
    /// any time after that.
    pub(crate) asked_at: i64,
    pub(crate) answered_at: i64,
    /// A cache on the way has answered.
    pub(crate) is_aged: bool,
}

/// What a server answered, short of a failure.
pub(crate) struct FetchResponse {
    /// The document; `None` when the one already known still holds.
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) etag: Option<String>,
    /// What time it is by the server's clock, where a script may read it.
    pub(crate) date: Option<ServerDate>,
}

/// A failure, and how long the server wants to be left alone.
pub(crate) struct FetchFailure {
    pub(crate) error: FeedError,
    pub(crate) retry_after: Option<String>,
    /// What time it is by the server's clock, which a date to retry after is told by.
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

/// Sends requests. Every feed carries its own transport, so nothing here needs to know who made it.
pub(crate) trait Transport {
    fn fetch<'a>(&'a self, request: FetchRequest<'a>) -> Fetch<'a>;

    /// Calls `poll` whenever the transport knows that the response changed, until `poll` returns `false`. The
    /// browser does not know.
    fn on_change(&self, _poll: Box<dyn Fn() -> bool>) {}
}
