//! OFREP 0.3: `POST /ofrep/v1/evaluate/flags` for all flags, `POST /ofrep/v1/evaluate/flags/{key}` for
//! one, and `GET /ofrep/v1/events` for the event stream that the first lists.
//!
//! After <https://github.com/open-feature/protocol>, `service/openapi.yaml` and ADR 0008. The context is
//! checked and then ignored: a toggle here is the same for everyone.

use std::sync::Arc;

use axum::{
    Extension, Json, Router,
    body::Bytes,
    extract::{RawPathParams, rejection::BytesRejection},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::{
    etag,
    space::{Space, Spaces},
    state::{State, Toggle},
    streams::{Stopping, Stream},
    time,
};

const INACTIVITY_DELAY_SEC: u32 = 120;

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new()
        .route("/ofrep/v1/evaluate/flags", post(all_flags))
        .route("/ofrep/v1/evaluate/flags/{key}", post(one_flag))
}

/// The event stream's route, without the shared middleware. An endless response has no ETag. Faults and the log
/// ignore it, because a client reconnects when it likes, which would disturb the counts of a test.
pub(super) fn event_routes() -> Router<Arc<Spaces>> {
    Router::new().route("/ofrep/v1/events", get(events))
}

/// Why an evaluation failed.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Failure {
    #[serde(skip)]
    status: StatusCode,
    /// The key of the flag, if a single flag was requested.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<String>,
    error_code: &'static str,
    error_details: String,
}

impl Failure {
    fn new(status: StatusCode, error_code: &'static str, error_details: impl Into<String>) -> Self {
        Self { status, key: None, error_code, error_details: error_details.into() }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        (self.status, Json(self)).into_response()
    }
}

async fn all_flags(
    space: Space,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Json<Map<String, Value>>, Failure> {
    check_request(body)?;
    let url = stream_url(&space, &headers);
    Ok(Json(document(&space.state(), &url)))
}

async fn one_flag(
    space: Space,
    params: RawPathParams,
    body: Result<Bytes, BytesRejection>,
) -> Result<(StatusCode, Json<Value>), Failure> {
    let key = params.iter().find(|(param, _)| *param == "key").map_or("", |(_, key)| key);
    let failure = |failure| Failure { key: Some(key.to_owned()), ..failure };
    check_request(body).map_err(failure)?;
    let flags = document(&space.state(), "").remove("flags");
    let flag = flags.as_ref().and_then(Value::as_array).into_iter().flatten().find(|flag| flag["key"] == key);
    let not_found =
        || Failure::new(StatusCode::NOT_FOUND, "FLAG_NOT_FOUND", format!("There is no flag {key:?}."));
    let flag = flag.ok_or_else(|| failure(not_found()))?;
    let status = match flag.get("errorCode") {
        None => StatusCode::OK,
        Some(code) if code == "FLAG_NOT_FOUND" => StatusCode::NOT_FOUND,
        Some(_) => StatusCode::BAD_REQUEST,
    };
    Ok((status, Json(flag.clone())))
}

fn check_request(body: Result<Bytes, BytesRejection>) -> Result<(), Failure> {
    let unreadable = |rejection: BytesRejection| {
        Failure::new(rejection.status(), "GENERAL", "The body is too large or incomplete.")
    };
    let refused = |code, details: String| Failure::new(StatusCode::BAD_REQUEST, code, details);
    let request: Map<String, Value> = serde_json::from_slice(&body.map_err(unreadable)?)
        .map_err(|error| refused("PARSE_ERROR", format!("The body is not a JSON object: {error}.")))?;
    match request.get("context") {
        None | Some(Value::Object(_)) => Ok(()),
        Some(_) => Err(refused("INVALID_CONTEXT", "The context is not an object.".to_owned())),
    }
}

/// The response for all flags; `url` is that of the event stream that it lists.
fn document(state: &State, url: &str) -> Map<String, Value> {
    let stream = json!({"type": "sse", "url": url, "inactivityDelaySec": INACTIVITY_DELAY_SEC});
    let flags = state.toggles.iter().map(|(key, toggle)| flag(key, toggle)).collect();
    let mut document = Map::from_iter([
        ("flags".to_owned(), flags),
        ("metadata".to_owned(), json!({})),
        ("eventStreams".to_owned(), json!([stream])),
    ]);
    document.extend(state.ofrep.clone());
    document.retain(|_, value| !value.is_null());
    document
}

fn flag(key: &str, Toggle { on, notice }: &Toggle) -> Value {
    let mut metadata = Map::new();
    if let Some(message) = notice.as_ref().and_then(|notice| notice.message.as_ref()) {
        metadata.insert("message".to_owned(), json!(message));
    }
    if let Some(ends_at) = notice.as_ref().and_then(|notice| notice.ends_at.as_ref()) {
        metadata.insert("ends_at".to_owned(), json!(time::rfc3339(ends_at)));
    }
    let variant = if *on { "on" } else { "off" };
    json!({"key": key, "value": on, "reason": "STATIC", "variant": variant, "metadata": metadata})
}

/// The ETag of the response for all flags.
pub(crate) fn tag(state: &State, url: &str) -> String {
    etag::tag(&serde_json::to_vec(&document(state, url)).unwrap_or_default())
}

/// The URL of the event stream. Absolute, because `EventSource` would resolve a relative one against the page. Relative
/// to the root only for a client that sends no `Host`.
fn stream_url(space: &Space, headers: &HeaderMap) -> String {
    let origin = match headers.get(header::HOST).and_then(|host| host.to_str().ok()) {
        Some(host) => format!("http://{host}"),
        None => String::new(),
    };
    format!("{origin}{}/ofrep/v1/events", space.prefix())
}

async fn events(space: Space, headers: HeaderMap, stopping: Option<Extension<Stopping>>) -> Response {
    if let Some(status) = space.state().streams.refusal {
        return (status, [(header::CACHE_CONTROL, "no-store")]).into_response();
    }
    let url = stream_url(&space, &headers);
    let last_seen = headers.get("last-event-id").map(|id| id.to_str().unwrap_or_default());
    let stream = Stream::open(space, url, last_seen, stopping.map(|Extension(stopping)| stopping));
    let headers = [(header::CONTENT_TYPE, "text/event-stream"), (header::CACHE_CONTROL, "no-store")];
    (headers, stream.into_body()).into_response()
}
