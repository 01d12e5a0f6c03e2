//! How a feed's requests reach a server: through the browser, or through what a test hands in.

use std::pin::Pin;

use web_sys::AbortSignal;

use super::Feed;
use super::http::{self, Elapsed, FetchFailure, FetchResponse};

/// A request in flight.
pub(crate) type Fetch<'a> = Pin<Box<dyn Future<Output = Result<FetchResponse, FetchFailure>> + 'a>>;

/// One request of a feed.
pub(crate) struct FetchRequest<'a> {
    pub(crate) feed: &'a Feed,
    pub(crate) url: &'a str,
    /// Added to the URL's own query.
    pub(crate) query: &'a str,
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

/// The browser's `fetch`.
pub(super) struct Browser;

impl Transport for Browser {
    fn fetch<'a>(&'a self, request: FetchRequest<'a>) -> Fetch<'a> {
        Box::pin(http::fetch(request))
    }
}
