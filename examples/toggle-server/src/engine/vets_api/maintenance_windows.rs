//! `GET /v0/maintenance_windows`: the windows that are not over, as JSON:API. The request header
//! `X-Key-Inflection: camel` makes the names of attributes camelCase.
//!
//! Modelled on <https://github.com/department-of-veterans-affairs/vets-api>,
//! `app/controllers/v0/maintenance_windows_controller.rb`, its model and its serializer. There a window
//! has one service, so a window with several services is listed once for each. In vets-api a window without an end,
//! which the database and the serializer allow, fails the comparison `end_time > now` and is never listed. Here it is
//! listed, because it is not over and clients must be able to parse it.

use std::sync::Arc;

use axum::{Router, response::IntoResponse, routing::get};
use serde::Serialize;

use super::inflection::Inflection;
use crate::{
    space::{Space, Spaces},
    state::State,
    time,
    window::{Phase, Window},
};

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/v0/maintenance_windows", get(maintenance_windows))
}

#[derive(Serialize)]
struct Document {
    data: Vec<Resource>,
}

#[derive(Serialize)]
struct Resource {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    attributes: Attributes,
}

#[derive(Serialize)]
pub(super) struct Attributes {
    external_service: String,
    start_time: String,
    end_time: Option<String>,
    description: Option<String>,
}

async fn maintenance_windows(space: Space, inflection: Inflection) -> impl IntoResponse {
    let state = space.state();
    let resource = |(id, attributes)| Resource { id, kind: "maintenance_windows", attributes };
    inflection.respond(Document { data: open_windows(&state).map(resource).collect() })
}

/// The id and the attributes of every window that is not over, once for each of its services.
pub(super) fn open_windows(state: &State) -> impl Iterator<Item = (String, Attributes)> {
    let now = time::now();
    state.windows.values().filter(move |window| window.phase(now) != Phase::Past).flat_map(per_service)
}

fn per_service(window: &Window) -> impl Iterator<Item = (String, Attributes)> {
    window.services.iter().map(|service| {
        // JSON:API requires that type and id are unique.
        let id = match window.services.len() {
            1 => window.id.clone(),
            _ => format!("{}:{service}", window.id),
        };
        let attributes = Attributes {
            external_service: service.clone(),
            start_time: time::utc(&window.starts_at),
            end_time: window.ends_at.as_ref().map(time::utc),
            description: window.message.clone(),
        };
        (id, attributes)
    })
}
