//! The vets-api engine: feature toggles and maintenance windows.

mod feature_toggles;
mod maintenance_windows;

use std::sync::Arc;

use axum::Router;

use crate::space::Spaces;

pub(super) fn routes() -> Router<Arc<Spaces>> {
    feature_toggles::routes().merge(maintenance_windows::routes())
}
