//! Plain JSON: `GET /toggles` answers `{"key": true, "other": {"on": true, "message": "…"}}`.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, Router, routing::get};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;

use crate::{
    space::{Space, Spaces},
    state::{Notice, Toggle},
};

/// The key under which a document may hold its toggles, to have room for windows beside them.
const RESERVED: &str = "toggles";

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/toggles", get(toggles))
}

#[derive(Serialize)]
#[serde(untagged)]
enum Document {
    Bare(BTreeMap<String, Value>),
    Wrapped { toggles: BTreeMap<String, Value> },
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
    let toggles: BTreeMap<_, _> =
        space.state().toggles.iter().map(|(key, toggle)| (key.clone(), toggle.into())).collect();
    // A toggle that happens to be called "toggles" would pass for the wrapper, were there none.
    Json(if toggles.contains_key(RESERVED) { Document::Wrapped { toggles } } else { Document::Bare(toggles) })
}
