//! The one place where the network enters.

use gloo_net::http::{Headers, Request, RequestBuilder};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, RequestCache, RequestCredentials};

use super::{Credentials, Feed, FeedError};

/// What a server answered, short of a failure.
pub(crate) struct Reply {
    /// The document; `None` when the one already known still holds.
    pub(crate) body: Option<Vec<u8>>,
    pub(crate) etag: Option<String>,
}

/// A failure, and how long the server wants to be left alone.
pub(crate) struct Refusal {
    pub(crate) error: FeedError,
    pub(crate) retry_after: Option<String>,
}

impl From<FeedError> for Refusal {
    fn from(error: FeedError) -> Self {
        Self { error, retry_after: None }
    }
}

impl From<gloo_net::Error> for Refusal {
    fn from(error: gloo_net::Error) -> Self {
        FeedError::Network(error.to_string()).into()
    }
}

/// Asks once. `etag` is that of the document the caller still holds.
pub(crate) async fn ask(
    feed: &Feed,
    url: &str,
    etag: Option<&str>,
    signal: &AbortSignal,
) -> Result<Reply, Refusal> {
    let reply = request(feed, url, etag, signal)?.send().await?;
    match reply.status() {
        // Only an answer to our own `If-None-Match` may say that nothing changed.
        304 if etag.is_some() => Ok(Reply { body: None, etag: etag.map(str::to_owned) }),
        200..=299 => {
            let etag = reply.headers().get("ETag");
            Ok(Reply { body: Some(reply.binary().await?), etag })
        }
        status => {
            Err(Refusal { error: FeedError::Status(status), retry_after: reply.headers().get("Retry-After") })
        }
    }
}

fn request(
    feed: &Feed,
    url: &str,
    etag: Option<&str>,
    signal: &AbortSignal,
) -> Result<RequestBuilder, Refusal> {
    // gloo's own `header` panics on a name or value that no header may have.
    let headers = web_sys::Headers::new().map_err(refused)?;
    for (name, value) in feed.headers() {
        headers.set(name, value).map_err(refused)?;
    }
    if let Some(etag) = etag {
        headers.set("If-None-Match", etag).map_err(refused)?;
    }
    Ok(Request::get(url)
        .headers(Headers::from_raw(headers))
        // The browser's own cache would answer in the server's place, or turn its 304 into a 200 with
        // a body to read again.
        .cache(RequestCache::NoStore)
        .credentials(match feed.sent_credentials() {
            Credentials::Omit => RequestCredentials::Omit,
            Credentials::SameOrigin => RequestCredentials::SameOrigin,
            Credentials::Include => RequestCredentials::Include,
        })
        .abort_signal(Some(signal)))
}

fn refused(error: JsValue) -> Refusal {
    let reason = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    FeedError::Network(reason.unwrap_or_else(|| "the browser refused the request".to_owned())).into()
}
