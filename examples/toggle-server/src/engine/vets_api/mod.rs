//! The vets-api engine: feature toggles, the statuses of services, and maintenance windows.

mod backend_statuses;
mod feature_toggles;
mod global_downtime;
mod inflection;
mod maintenance_windows;
mod mobile_maintenance_windows;

use std::sync::Arc;

use axum::Router;

use crate::space::Spaces;

pub(super) fn routes() -> Router<Arc<Spaces>> {
    feature_toggles::routes()
        .merge(backend_statuses::routes())
        .merge(maintenance_windows::routes())
        .merge(mobile_maintenance_windows::routes())
        .merge(global_downtime::routes())
}
