//! `GET /mobile/v0/maintenance_windows`: for each service the window that is not over and starts first, as JSON:API.
//!
//! Modelled on <https://github.com/department-of-veterans-affairs/vets-api>,
//! `modules/mobile/app/controllers/mobile/v0/maintenance_windows_controller.rb` and its serializer. There the id
//! depends on nothing but the service, services have names of their own, and the app always requests camelCase. Here
//! the id is the service, services keep their names, and the response is always in camelCase.

use std::{collections::BTreeMap, sync::Arc};

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
    Router::new().route("/mobile/v0/maintenance_windows", get(maintenance_windows))
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
struct Attributes {
    service: String,
    start_time: String,
    end_time: Option<String>,
}

async fn maintenance_windows(space: Space) -> impl IntoResponse {
    let state = space.state();
    let resource = |(service, window): (&String, &Window)| Resource {
        id: service.clone(),
        kind: "maintenance_window",
        attributes: Attributes {
            service: service.clone(),
            start_time: time::utc(&window.starts_at),
            end_time: window.ends_at.as_ref().map(time::utc),
        },
    };
    Inflection::CAMEL.respond(Document { data: first_windows(&state).into_iter().map(resource).collect() })
}

fn first_windows(state: &State) -> BTreeMap<&String, &Window> {
    let now = time::now();
    let mut first = BTreeMap::new();
    for window in state.windows.values().filter(|window| window.phase(now) != Phase::Past) {
        for service in &window.services {
            let entry = first.entry(service).or_insert(window);
            if window.starts_at < entry.starts_at {
                *entry = window;
            }
        }
    }
    first
}
