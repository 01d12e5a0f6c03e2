//! The error type: a status, and one sentence that is sent as JSON.

use axum::{
    Json,
    http::{Method, StatusCode, Uri},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// An error response.
#[derive(Debug)]
pub(crate) struct Error {
    status: StatusCode,
    sentence: String,
}

#[derive(Serialize)]
struct Body {
    error: String,
}

impl Error {
    pub(crate) fn new(status: StatusCode, sentence: impl Into<String>) -> Self {
        Self { status, sentence: sentence.into() }
    }

    pub(crate) fn bad_request(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, sentence)
    }

    pub(crate) fn not_found(sentence: impl Into<String>) -> Self {
        Self::new(StatusCode::NOT_FOUND, sentence)
    }

    /// The handler for unknown paths.
    pub(crate) async fn no_such_path(uri: Uri) -> Self {
        Self::not_found(format!("There is nothing at {}.", uri.path()))
    }

    /// The handler for a known path with another method.
    pub(crate) async fn no_such_method(method: Method, uri: Uri) -> Self {
        let sentence = format!("{} does not answer {method}.", uri.path());
        Self::new(StatusCode::METHOD_NOT_ALLOWED, sentence)
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        (self.status, Json(Body { error: self.sentence })).into_response()
    }
}
