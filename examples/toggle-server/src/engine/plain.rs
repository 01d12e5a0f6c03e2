//! Plain JSON: `GET /toggles` answers `{"key": true, "other": {"on": true, "message": "…"}}`, and with
//! windows `{"toggles": {…}, "windows": [{"id": "…", "services": ["…"], …}]}`. `GET /windows` answers the
//! windows alone.
//!
//! Every window is told, those that are over too: what time it is, is the client's to know.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, Router, routing::get};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use crate::{
    space::{Space, Spaces},
    state::{Notice, Toggle},
    window,
};

/// The key under which a document may hold its toggles, to have room for windows beside them.
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
    // A toggle that happens to be called "toggles" would pass for the wrapper, were there none.
    Json(if windows.is_empty() && !toggles.contains_key(RESERVED) {
        Document::Bare(toggles)
    } else {
        Document::Wrapped { toggles, windows }
    })
}

async fn windows(space: Space) -> Json<Windows> {
    Json(Windows { windows: space.state().windows.values().map(Window::from).collect() })
}
