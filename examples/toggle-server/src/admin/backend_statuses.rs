//! `/admin/backend_statuses`: set which services work, for vets-api.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::StatusCode,
    routing::{any, get, put},
};

use super::Id;
use crate::{
    backend_status::{BackendStatus, Request},
    body::Object,
    error::Error,
    space::{Space, Spaces},
};

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new()
        .route("/admin/backend_statuses", get(all))
        .route("/admin/backend_statuses/", any(async |_: Id| {}))
        .route("/admin/backend_statuses/{id}", put(set).delete(remove))
}

async fn all(space: Space) -> Json<Vec<BackendStatus>> {
    Json(space.state().backend_statuses.entries().cloned().collect())
}

/// Adds the status of a service, or replaces it.
async fn set(
    space: Space,
    Id(id): Id,
    Object(request): Object<Request>,
) -> Result<Json<BackendStatus>, Error> {
    let status = request.backend_status(id)?;
    space.state().backend_statuses.set(status.clone());
    Ok(Json(status))
}

async fn remove(space: Space, Id(id): Id) -> StatusCode {
    space.state().backend_statuses.remove(&id);
    StatusCode::NO_CONTENT
}
