//! `GET /v0/global_downtime.json`: the windows of the whole site, as a bare list without services.
//!
//! VA's pages read such a list from a bucket of files, so that it is there while the API is not. Like a file, it keeps
//! a window that is over until somebody removes it.

use std::sync::Arc;

use axum::{Json, Router, routing::get};
use serde::Serialize;

use crate::{
    space::{Space, Spaces},
    time,
    window::Window,
};

/// The service key that stands for the whole site.
const GLOBAL: &str = "global";

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/v0/global_downtime.json", get(global_downtime))
}

#[derive(Serialize)]
struct Period {
    start_time: String,
    end_time: Option<String>,
}

async fn global_downtime(space: Space) -> Json<Vec<Period>> {
    let state = space.state();
    let global = state.windows.values().filter(|window| window.services.iter().any(|key| key == GLOBAL));
    let period = |window: &Window| Period {
        start_time: time::utc(&window.starts_at),
        end_time: window.ends_at.as_ref().map(time::utc),
    };
    Json(global.map(period).collect())
}
