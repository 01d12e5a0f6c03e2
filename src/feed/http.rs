//! Requests through the browser: the one place that calls `fetch`.

use gloo_net::http::{Headers, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{RequestCache, RequestCredentials, RequestInit};

use super::FeedError;
use super::http_date::parse_http_date;
use super::request::Credentials;
use super::transport::{Fetch, FetchFailure, FetchRequest, FetchResponse, ServerDate, Transport};

/// The browser's `fetch`.
pub(super) struct Browser;

impl Transport for Browser {
    fn fetch<'a>(&'a self, request: FetchRequest<'a>) -> Fetch<'a> {
        Box::pin(fetch(request))
    }
}

impl From<gloo_net::Error> for FetchFailure {
    fn from(error: gloo_net::Error) -> Self {
        // A JavaScript error's own words, without the name of its class.
        let words = match error {
            gloo_net::Error::JsError(error) => error.message,
            other => other.to_string(),
        };
        FeedError::network(&words).into()
    }
}

/// More than any list of toggles: reading it would only hold the page up.
const MOST_BYTES: usize = 8 << 20;

/// Sends one request, and reads its response.
async fn fetch(request: FetchRequest<'_>) -> Result<FetchResponse, FetchFailure> {
    let (etag, elapsed) = (request.etag, request.elapsed);
    let asked_at = elapsed();
    let reply = send(request).await?;
    let date = date(&reply.headers(), asked_at, elapsed());
    match reply.status() {
        // Only an answer to our own `If-None-Match` may say that nothing changed.
        304 if etag.is_some() => Ok(FetchResponse { body: None, etag: etag.map(str::to_owned), date }),
        200..=299 => {
            let told = reply.headers().get("Content-Length").and_then(|length| length.parse().ok());
            if told.is_some_and(|length: usize| length > MOST_BYTES) {
                return Err(FeedError::TooLarge.into());
            }
            let body = reply.binary().await?;
            if body.len() > MOST_BYTES {
                return Err(FeedError::TooLarge.into());
            }
            Ok(FetchResponse { body: Some(body), etag: reply.headers().get("ETag"), date })
        }
        status => Err(FetchFailure {
            error: FeedError::Status(status),
            retry_after: reply.headers().get("Retry-After"),
            date,
        }),
    }
}

/// `Date` is when the answer was made; a cache on the way says how old it has become.
fn date(headers: &Headers, asked_at: i64, answered_at: i64) -> Option<ServerDate> {
    let made = parse_http_date(headers.get("Date")?.trim())?;
    let age = headers.get("Age").and_then(|age| age.trim().parse().ok()).unwrap_or(0);
    let date = made.checked_add_signed(chrono::TimeDelta::try_seconds(age)?)?;
    Some(ServerDate { date, asked_at, answered_at, is_aged: age > 0 })
}

/// A URL with a query added to what it has.
fn with_query(url: &str, query: &str) -> String {
    if query.is_empty() {
        return url.to_owned();
    }
    let (url, fragment) = url.split_at(url.find('#').unwrap_or(url.len()));
    let joint = if url.contains('?') { '&' } else { '?' };
    format!("{url}{joint}{query}{fragment}")
}

// Asked by hand: gloo's builder panics on a header that no header may be, takes every URL apart and puts it
// together again for a query that it has not got, and makes a `Request` where the browser makes one as well.
async fn send(request: FetchRequest<'_>) -> Result<Response, FetchFailure> {
    let FetchRequest { url, query, engine, headers: own, credentials, etag, signal, .. } = request;
    let headers = web_sys::Headers::new().map_err(network_error)?;
    if engine.body.is_some() {
        headers.set("Content-Type", "application/json").map_err(network_error)?;
    }
    for (name, value) in &engine.headers {
        headers.set(name, value).map_err(network_error)?;
    }
    for (name, value) in own {
        headers.set(name, value).map_err(network_error)?;
    }
    if let Some(etag) = etag {
        headers.set("If-None-Match", etag).map_err(network_error)?;
    }
    let url = with_query(&with_query(url, engine.query_string()), query);
    let init = RequestInit::new();
    init.set_headers(&headers);
    // The browser's own cache would answer in the server's place, or turn its 304 into a 200 with a body to
    // read again.
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
    let answer = JsFuture::from(window.fetch_with_str_and_init(&url, &init)).await.map_err(network_error)?;
    answer.dyn_into::<web_sys::Response>().map(Response::from).map_err(network_error)
}

fn network_error(error: JsValue) -> FetchFailure {
    let reason = error.dyn_ref::<js_sys::Error>().map(|error| String::from(error.message()));
    FeedError::network(reason.as_deref().unwrap_or("the browser refused the request")).into()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_added_to_whatever_the_url_has() {
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
