//! `GET /v0/maintenance_windows`: the windows that are not over, as JSON:API. The request header
//! `X-Key-Inflection: camel` makes the names of attributes camelCase.
//!
//! Modelled on <https://github.com/department-of-veterans-affairs/vets-api>,
//! `app/controllers/v0/maintenance_windows_controller.rb`, its model and its serializer. There a window
//! has one service, so a window with several services is listed once for each. In vets-api a window without an end,
//! which the database and the serializer allow, fails the comparison `end_time > now` and is never listed. Here it is
//! listed, because it is not over and clients must be able to parse it.

use std::sync::Arc;

use axum::{Json, Router, http::HeaderMap, routing::get};
use serde::Serialize;

use crate::{
    space::{Space, Spaces},
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
#[serde(untagged)]
enum Attributes {
    Snake {
        external_service: String,
        start_time: String,
        end_time: Option<String>,
        description: Option<String>,
    },
    #[serde(rename_all = "camelCase")]
    Camel {
        external_service: String,
        start_time: String,
        end_time: Option<String>,
        description: Option<String>,
    },
}

async fn maintenance_windows(space: Space, headers: HeaderMap) -> Json<Document> {
    let camel = headers.get("x-key-inflection").is_some_and(|value| value == "camel");
    let now = time::now();
    let state = space.state();
    let open = state.windows.values().filter(|window| window.phase(now) != Phase::Past);
    Json(Document { data: open.flat_map(|window| resources(window, camel)).collect() })
}

fn resources(window: &Window, camel: bool) -> impl Iterator<Item = Resource> {
    window.services.iter().map(move |service| {
        // JSON:API requires that type and id are unique.
        let id = match window.services.len() {
            1 => window.id.clone(),
            _ => format!("{}:{service}", window.id),
        };
        let external_service = service.clone();
        let start_time = time::utc(&window.starts_at);
        let end_time = window.ends_at.as_ref().map(time::utc);
        let description = window.message.clone();
        let attributes = if camel {
            Attributes::Camel { external_service, start_time, end_time, description }
        } else {
            Attributes::Snake { external_service, start_time, end_time, description }
        };
        Resource { id, kind: "maintenance_windows", attributes }
    })
}
