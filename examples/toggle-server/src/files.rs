//! Serves a built front end at `/` from a folder.

use std::path::PathBuf;

use axum::{
    Router,
    handler::HandlerWithoutStateExt,
    http::{HeaderValue, StatusCode, header},
    middleware,
    response::{IntoResponse, Response},
};
use tower_http::services::ServeDir;

use crate::error::Error;

pub(crate) fn routes(dir: PathBuf) -> Router {
    let files = ServeDir::new(dir)
        .call_fallback_on_method_not_allowed(true)
        .fallback(Error::no_such_path.into_service());
    Router::new().fallback_service(files).layer(middleware::map_response(finish))
}

async fn finish(mut response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    // A 404 is ours and has a message already. Other errors, such as for an impossible range, have none.
    if failed && status != StatusCode::NOT_FOUND {
        let reason = status.canonical_reason().unwrap_or("something is wrong with it");
        return Error::new(status, format!("The file cannot be served: {reason}.")).into_response();
    }
    // A build replaces files under the same names, so a browser must revalidate them each time.
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
