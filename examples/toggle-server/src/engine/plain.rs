//! Plain JSON: `GET /toggles` serves `{"key": true, "other": {"on": true, "message": "…"}}`, and with
//! windows `{"toggles": {…}, "windows": [{"id": "…", "services": ["…"], …}]}`. `GET /windows` serves the
//! windows alone.
//!
//! Past windows are included, because the client decides by its own clock.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, Router, routing::get};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use crate::{
    space::{Space, Spaces},
    state::{Notice, Toggle},
    window,
};

/// The key that wraps the toggles in a document that has windows, too.
const RESERVED: &str = "toggles";

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/toggles", get(toggles)).route("/windows", get(windows))
}

#[derive(Serialize)]
#[serde(untagged)]
enum Document {
    Bare(BTreeMap<String, Value>),
    Wrapped {
        toggles: BTreeMap<String, Value>,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        windows: Vec<Window>,
    },
}

#[derive(Serialize)]
struct Windows {
    windows: Vec<Window>,
}

#[derive(Serialize)]
struct Window {
    id: String,
    services: Vec<String>,
    starts_at: DateTime<FixedOffset>,
    ends_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
}

impl From<&window::Window> for Window {
    fn from(window: &window::Window) -> Self {
        let window::Window { id, services, starts_at, ends_at, message, .. } = window.clone();
        Self { id, services, starts_at, ends_at, message }
    }
}

#[derive(Serialize)]
#[serde(untagged)]
enum Value {
    Bare(bool),
    WithNotice {
        on: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        message: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        ends_at: Option<DateTime<FixedOffset>>,
    },
}

impl From<&Toggle> for Value {
    fn from(toggle: &Toggle) -> Self {
        match toggle.notice.clone() {
            None => Self::Bare(toggle.on),
            Some(Notice { message, ends_at }) => Self::WithNotice { on: toggle.on, message, ends_at },
        }
    }
}

async fn toggles(space: Space) -> Json<Document> {
    let state = space.state();
    let toggles: BTreeMap<_, _> =
        state.toggles.iter().map(|(key, toggle)| (key.clone(), toggle.into())).collect();
    let windows: Vec<_> = state.windows.values().map(Window::from).collect();
    // Without the wrapper, a toggle that is called "toggles" would look like one.
    Json(if windows.is_empty() && !toggles.contains_key(RESERVED) {
        Document::Bare(toggles)
    } else {
        Document::Wrapped { toggles, windows }
    })
}

async fn windows(space: Space) -> Json<Windows> {
    Json(Windows { windows: space.state().windows.values().map(Window::from).collect() })
}
