//! `GET /v0/backend_statuses`: the status of every service, and the windows that are not over, in one document. The
//! request header `X-Key-Inflection: camel` makes its keys camelCase.
//!
//! Modelled on <https://github.com/department-of-veterans-affairs/vets-api>,
//! `app/controllers/v0/backend_statuses_controller.rb` and its serializer. There the id of a window is a number. Here
//! an id that is no number is text.

use std::sync::Arc;

use axum::{Router, response::IntoResponse, routing::get};
use serde::Serialize;

use super::{
    inflection::Inflection,
    maintenance_windows::{self, open_windows},
};
use crate::{
    backend_status::{BackendStatus, Status},
    space::{Space, Spaces},
    time,
};

const KIND: &str = "pagerduty_external_services_responses";

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/v0/backend_statuses", get(backend_statuses))
}

#[derive(Serialize)]
struct Document {
    data: Data,
}

#[derive(Serialize)]
struct Data {
    /// Empty in vets-api, too.
    id: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    attributes: Attributes,
}

#[derive(Serialize)]
struct Attributes {
    reported_at: String,
    statuses: Vec<Entry>,
    maintenance_windows: Vec<MaintenanceWindow>,
}

#[derive(Serialize)]
struct Entry {
    service: String,
    service_id: String,
    status: Status,
    last_incident_timestamp: Option<String>,
}

#[derive(Serialize)]
struct MaintenanceWindow {
    id: Id,
    #[serde(flatten)]
    attributes: maintenance_windows::Attributes,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Id {
    Number(u32),
    Text(String),
}

impl From<String> for Id {
    fn from(id: String) -> Self {
        match id.parse::<u32>() {
            // "007" and "+7" are other ids than "7".
            Ok(number) if number.to_string() == id => Self::Number(number),
            _ => Self::Text(id),
        }
    }
}

impl From<&BackendStatus> for Entry {
    fn from(entry: &BackendStatus) -> Self {
        Self {
            service: entry.service.clone(),
            service_id: entry.service_id.clone(),
            status: entry.status,
            last_incident_timestamp: entry.last_incident_timestamp.as_ref().map(time::utc),
        }
    }
}

async fn backend_statuses(space: Space, inflection: Inflection) -> impl IntoResponse {
    let mut state = space.state();
    let attributes = Attributes {
        reported_at: time::utc(&state.backend_statuses.reported_at(time::now())),
        statuses: state.backend_statuses.entries().map(Entry::from).collect(),
        maintenance_windows: open_windows(&state)
            .map(|(id, attributes)| MaintenanceWindow { id: id.into(), attributes })
            .collect(),
    };
    inflection.respond(Document { data: Data { id: "", kind: KIND, attributes } })
}
