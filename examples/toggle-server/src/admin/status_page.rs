//! `/admin/components` and `/admin/incidents`: set what only Statuspage serves.

use std::sync::Arc;

use axum::{
    Json, Router,
    http::StatusCode,
    routing::{any, get, put},
};

use super::Id;
use crate::{
    body::Object,
    error::Error,
    space::{Space, Spaces},
    status_page::{Component, ComponentRequest, Incident, IncidentRequest},
    time,
};

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new()
        .route("/admin/components", get(components))
        .route("/admin/components/", any(async |_: Id| {}))
        .route("/admin/components/{id}", put(set_component).delete(remove_component))
        .route("/admin/incidents", get(incidents))
        .route("/admin/incidents/", any(async |_: Id| {}))
        .route("/admin/incidents/{id}", put(set_incident).delete(remove_incident))
}

async fn components(space: Space) -> Json<Vec<Component>> {
    Json(space.state().components.values().cloned().collect())
}

async fn set_component(
    space: Space,
    Id(id): Id,
    Object(request): Object<ComponentRequest>,
) -> Result<Json<Component>, Error> {
    let component = request.component(id.clone(), time::now())?;
    space.state().components.insert(id, component.clone());
    Ok(Json(component))
}

/// Incidents that name the component stay, but no longer list it.
async fn remove_component(space: Space, Id(id): Id) -> StatusCode {
    space.state().components.remove(&id);
    StatusCode::NO_CONTENT
}

async fn incidents(space: Space) -> Json<Vec<Incident>> {
    Json(space.state().incidents.values().cloned().collect())
}

async fn set_incident(
    space: Space,
    Id(id): Id,
    Object(request): Object<IncidentRequest>,
) -> Result<Json<Incident>, Error> {
    let mut state = space.state();
    let incident = request.incident(id.clone(), &state, time::now())?;
    state.incidents.insert(id, incident.clone());
    Ok(Json(incident))
}

async fn remove_incident(space: Space, Id(id): Id) -> StatusCode {
    space.state().incidents.remove(&id);
    StatusCode::NO_CONTENT
}
