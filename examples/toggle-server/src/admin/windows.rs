//! `/admin/windows`: sets, ends and removes maintenance windows.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::StatusCode,
    routing::{any, get, post},
};

use super::Id;
use crate::{
    body::Object,
    error::Error,
    space::{Space, Spaces},
    time,
    window::{Request, Window},
};

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new()
        .route("/admin/windows", get(all))
        .route("/admin/windows/", any(async |_: Id| {}))
        .route("/admin/windows/{id}", get(one).put(set).delete(remove))
        .route("/admin/windows/{id}/end", post(end))
}

async fn all(space: Space) -> Json<Vec<Window>> {
    Json(space.state().windows.values().cloned().collect())
}

async fn one(space: Space, Id(id): Id) -> Result<Json<Window>, Error> {
    match space.state().windows.get(&id) {
        Some(window) => Ok(Json(window.clone())),
        None => Err(no_such_window(&id)),
    }
}

/// Adds a window, or replaces the one with that id.
async fn set(space: Space, Id(id): Id, Object(request): Object<Request>) -> Result<Json<Window>, Error> {
    let window = request.window(id.clone(), time::now())?;
    space.state().windows.insert(id, window.clone());
    Ok(Json(window))
}

async fn end(space: Space, Id(id): Id) -> Result<Json<Window>, Error> {
    match space.state().windows.get_mut(&id) {
        Some(window) => {
            window.end(time::now())?;
            Ok(Json(window.clone()))
        }
        None => Err(no_such_window(&id)),
    }
}

async fn remove(space: Space, Id(id): Id) -> StatusCode {
    space.state().windows.remove(&id);
    StatusCode::NO_CONTENT
}

fn no_such_window(id: &str) -> Error {
    Error::not_found(format!("There is no window {id:?}."))
}
