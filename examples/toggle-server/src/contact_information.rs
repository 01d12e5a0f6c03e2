//! `/v0/contact_information`: what a page's form sends its data to. Faults apply to it as they do to engines, so that a test
//! can make it fail and recover.
//!
//! It keeps nothing of what it receives, as that looks like bank details.

use std::sync::Arc;

use axum::{
    Json, Router,
    routing::{get, post},
};
use serde::Serialize;
use serde_json::{Map, Value};

use crate::{body::Object, space::Spaces};

pub(crate) fn routes() -> Router<Arc<Spaces>> {
    Router::new()
        .route("/v0/contact_information", post(save))
        // What a page asks to learn whether the service works again, without sending the form.
        .route("/v0/contact_information/health", get(health))
}

#[derive(Serialize)]
struct Saved {
    saved: bool,
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
}

/// Accepts every JSON object, because what a form has to contain is not the point here.
async fn save(Object(_): Object<Map<String, Value>>) -> Json<Saved> {
    Json(Saved { saved: true })
}

async fn health() -> Json<Health> {
    Json(Health { status: "ok" })
}
