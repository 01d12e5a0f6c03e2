//! CORS headers: every origin is allowed, unless a fault withholds them.

use std::time::Duration;

use axum::{
    extract::Request,
    http::{HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use tower_http::cors::{Any, CorsLayer};

use crate::{error::Error, fault::Fault, space::Space};

/// How long a browser may cache the response to a preflight.
const PREFLIGHT_AGE: Duration = Duration::from_secs(3600);

/// The prefix of every CORS header's name.
const PREFIX: &str = "access-control-";

/// Allows every origin, because the pages under test come from another port.
pub(crate) fn layer() -> CorsLayer {
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::PUT, Method::POST, Method::DELETE])
        .allow_headers([
            header::IF_NONE_MATCH,
            header::CONTENT_TYPE,
            header::AUTHORIZATION,
            HeaderName::from_static("x-key-inflection"),
            HeaderName::from_static("x-api-key"),
            HeaderName::from_static("last-event-id"),
        ])
        .expose_headers([header::ETAG, header::DATE, header::RETRY_AFTER])
        .max_age(PREFLIGHT_AGE)
}

/// Marks a response that must be sent without CORS headers.
#[derive(Debug, Clone)]
pub(crate) struct Withheld;

/// Middleware around [`layer`]: refuses preflights while a fault withholds CORS headers, and removes the headers
/// from responses to which such a fault applied.
pub(crate) async fn withhold(space: Result<Space, Error>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let withholds = |fault: &Fault| fault.withholds_cors(path);
    let refused = |space: Space| space.state().fault.as_ref().is_some_and(withholds);
    if request.method() == Method::OPTIONS && space.is_ok_and(refused) {
        return Error::new(StatusCode::FORBIDDEN, "The fault in force refuses preflights.").into_response();
    }
    let mut response = next.run(request).await;
    if response.extensions_mut().remove::<Withheld>().is_some() {
        let headers = response.headers_mut();
        let names: Vec<_> =
            headers.keys().filter(|name| name.as_str().starts_with(PREFIX)).cloned().collect();
        for name in names {
            headers.remove(name);
        }
    }
    response
}
