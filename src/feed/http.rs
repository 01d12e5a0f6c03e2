//! Requests through the browser: the one place that calls `fetch`.

use std::rc::Rc;

use gloo_net::http::{Headers, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestCredentials, RequestInit};

use super::FeedError;
use super::http_date::parse_http_date;
use super::request::Credentials;
use super::stream;
use super::transport::{
    Fetch, FetchFailure, FetchRequest, FetchResponse, ServerDate, Stream, StreamEvent, StreamRequest,
    Transport,
};

/// The browser's `fetch` and `EventSource`.
pub(super) struct Browser;

impl Transport for Browser {
    fn fetch<'a>(&'a self, request: FetchRequest<'a>) -> Fetch<'a> {
        Box::pin(fetch(request))
    }

    fn open_stream(&self, request: StreamRequest<'_>, on_event: Rc<dyn Fn(StreamEvent)>) -> Option<Stream> {
        stream::open(request, on_event)
    }
}

impl From<gloo_net::Error> for FetchFailure {
    fn from(error: gloo_net::Error) -> Self {
        // Only the message of a JavaScript error, without the name of its class.
        let message = match error {
            gloo_net::Error::JsError(error) => error.message,
            other => other.to_string(),
        };
        FeedError::network(&message).into()
    }
}

/// A longer response is no list of toggles, and reading it would hold the page up.
const MAX_BYTES: usize = 8 << 20;

/// Sends one request, and reads its response.
async fn fetch(request: FetchRequest<'_>) -> Result<FetchResponse, FetchFailure> {
    let (etag, elapsed) = (request.etag, request.elapsed);
    let sent_at = elapsed();
    let response = send(request).await?;
    let date = date(&response.headers(), sent_at, elapsed());
    match response.status() {
        // A 304 counts only if the request had `If-None-Match`.
        304 if etag.is_some() => Ok(FetchResponse { body: None, etag: etag.map(str::to_owned), date }),
        200..=299 => {
            let length = response.headers().get("Content-Length").and_then(|length| length.parse().ok());
            if length.is_some_and(|length: usize| length > MAX_BYTES) {
                return Err(FeedError::TooLarge.into());
            }
            let body = response.binary().await?;
            if body.len() > MAX_BYTES {
                return Err(FeedError::TooLarge.into());
            }
            Ok(FetchResponse { body: Some(body), etag: response.headers().get("ETag"), date })
        }
        status => Err(FetchFailure {
            error: FeedError::Status(status),
            retry_after: response.headers().get("Retry-After"),
            date,
        }),
    }
}

/// The time by the server's clock: `Date` says when the response was made, and `Age` how long a cache has held it.
fn date(headers: &Headers, sent_at: i64, received_at: i64) -> Option<ServerDate> {
    let made = parse_http_date(headers.get("Date")?.trim())?;
    let age = headers.get("Age").and_then(|age| age.trim().parse().ok()).unwrap_or(0);
    let date = made.checked_add_signed(chrono::TimeDelta::try_seconds(age)?)?;
    Some(ServerDate { date, sent_at, received_at, is_aged: age > 0 })
}

/// The URL with this added to its query.
fn with_query(url: &str, query: &str) -> String {
    if query.is_empty() {
        return url.to_owned();
    }
    let (url, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{query}{fragment}")
}

// Calls `fetch` directly. The request builder of gloo-net panics on invalid headers, parses every URL again even
// without a query, and creates a `Request` that the browser would create anyway.
async fn send(request: FetchRequest<'_>) -> Result<Response, FetchFailure> {
    let FetchRequest { url, query, engine, headers: author_headers, credentials, etag, signal, .. } = request;
    let headers = web_sys::Headers::new().map_err(network_error)?;
    if engine.body.is_some() {
        headers.set("Content-Type", "application/json").map_err(network_error)?;
    }
    for (name, value) in &engine.headers {
        headers.set(name, value).map_err(network_error)?;
    }
    for (name, value) in author_headers {
        headers.set(name, value).map_err(network_error)?;
    }
    if let Some(etag) = etag {
        headers.set("If-None-Match", etag).map_err(network_error)?;
    }
    let url = with_query(&with_query(url, engine.query_string()), query);
    let init = RequestInit::new();
    init.set_headers(&headers);
    // The browser's cache would respond in the server's place, or turn a 304 into a 200 with a body to decode
    // again.
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(match credentials {
        Credentials::Omit => RequestCredentials::Omit,
        Credentials::SameOrigin => RequestCredentials::SameOrigin,
        Credentials::Include => RequestCredentials::Include,
    });
    init.set_signal(signal);
    if let Some(body) = engine.body {
        init.set_method("POST");
        init.set_body(&body.into());
    }
    let window = web_sys::window().ok_or_else(|| network_error(JsValue::UNDEFINED))?;
    let response =
        JsFuture::from(window.fetch_with_str_and_init(&url, &init)).await.map_err(network_error)?;
    response.dyn_into::<web_sys::Response>().map(Response::from).map_err(network_error)
}

fn network_error(error: JsValue) -> FetchFailure {
    let reason = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    FeedError::network(reason.as_deref().unwrap_or("the browser refused the request")).into()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_added_to_that_of_the_url() {
        for (url, with) in [
            ("/windows", "/windows?offset=25"),
            ("/windows?filter=open", "/windows?filter=open&offset=25"),
            ("https://a.example/windows?x#top", "https://a.example/windows?x&offset=25#top"),
            ("#", "?offset=25#"),
        ] {
            assert_eq!(with_query(url, "offset=25"), with);
            assert_eq!(with_query(url, ""), url);
        }
    }
}
