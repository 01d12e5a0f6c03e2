//! `/admin/ofrep` and `/admin/streams`: replace fields of OFREP's document, and control its event streams.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::StatusCode,
    routing::{get, put},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::{
    body::{Nullable, Object},
    error::Error,
    fault,
    space::{Space, Spaces},
    streams::{Counts, Message},
};

const TIMES_LIMIT: usize = 100_000;

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new()
        .route("/admin/ofrep", put(set_fields).delete(remove_fields))
        .route("/admin/streams", get(counts).post(send).put(set_refusal).delete(break_all))
}

async fn set_fields(
    space: Space,
    Nullable(fields): Nullable<Map<String, Value>>,
) -> Json<Option<Map<String, Value>>> {
    let mut state = space.state();
    state.ofrep = fields.clone().unwrap_or_default();
    state.announce_change();
    Json(fields)
}

async fn remove_fields(space: Space) -> StatusCode {
    let mut state = space.state();
    if !state.ofrep.is_empty() {
        state.ofrep.clear();
        state.announce_change();
    }
    StatusCode::NO_CONTENT
}

async fn counts(space: Space) -> Json<Counts> {
    Json(space.state().streams.counts())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Event {
    data: String,
    times: Option<usize>,
}

/// Sends an event to all open streams. The response has their number.
async fn send(space: Space, Object(Event { data, times }): Object<Event>) -> Result<Json<Counts>, Error> {
    let times = times.unwrap_or(1);
    if !(1..=TIMES_LIMIT).contains(&times) {
        return Err(Error::bad_request(format!("times must be a number from 1 to {TIMES_LIMIT}.")));
    }
    let message = Message::raw(&data, times);
    let state = space.state();
    for listener in state.streams.listeners() {
        listener.send(message.clone());
    }
    Ok(Json(state.streams.counts()))
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Refusal {
    status: Option<u16>,
}

async fn set_refusal(space: Space, Object(refusal): Object<Refusal>) -> Result<Json<Refusal>, Error> {
    let status = refusal.status.map(fault::parse_status).transpose()?;
    space.state().streams.refusal = status;
    Ok(Json(refusal))
}

async fn break_all(space: Space) -> StatusCode {
    space.state().streams.break_all();
    StatusCode::NO_CONTENT
}
