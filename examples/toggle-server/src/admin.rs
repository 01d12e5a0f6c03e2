//! `/admin`: people and tests set toggles, windows, statuses and faults here, and read the log.

mod backend_statuses;
mod ofrep;
mod status_page;
mod windows;

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    Json, Router,
    extract::{DefaultBodyLimit, FromRequestParts, RawPathParams},
    http::{StatusCode, request::Parts},
    routing::{any, get, put},
};
use serde::Deserialize;

use crate::{
    body::Object,
    error::Error,
    fault::{self, Fault},
    log::Entry,
    space::{Space, Spaces},
    state::{Notice, Toggle, check_key},
};

/// Large enough for the longest message with every character escaped, and for a fault with a long body.
const BODY_LIMIT: usize = 1 << 20;

pub(crate) fn routes() -> Router<Arc<Spaces>> {
    Router::new()
        .route("/admin/toggles", get(all_toggles))
        // A path parameter never matches an empty segment, so empty keys and ids have a route of their own.
        .route("/admin/toggles/", any(async |_: Key| {}))
        .route("/admin/toggles/{key}", get(one_toggle).put(set_toggle).delete(remove_toggle))
        .merge(windows::routes())
        .merge(backend_statuses::routes())
        .merge(status_page::routes())
        .merge(ofrep::routes())
        .route("/admin/fault", put(set_fault).delete(remove_fault))
        .route("/admin/requests", get(requests).delete(clear_requests))
        .method_not_allowed_fallback(Error::no_such_method)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
}

/// The valid `{key}` of the path.
struct Key(String);

/// The valid `{id}` of the path.
struct Id(String);

impl<S: Send + Sync> FromRequestParts<S> for Key {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        param(parts, state, "key").await.map(Self)
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        param(parts, state, "id").await.map(Self)
    }
}

async fn param<S: Send + Sync>(parts: &mut Parts, state: &S, name: &str) -> Result<String, Error> {
    // Not `Path`, which would include the space's name.
    let params = RawPathParams::from_request_parts(parts, state)
        .await
        .map_err(|_| Error::bad_request(format!("The {name} is not valid UTF-8 once decoded.")))?;
    let value = params.iter().find(|(param, _)| *param == name).map_or("", |(_, value)| value);
    check_key(name, value)?;
    Ok(value.to_owned())
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ToggleRequest {
    on: bool,
    notice: Option<Object<NoticeRequest>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoticeRequest {
    message: Option<String>,
    ends_at: Option<String>,
}

impl TryFrom<ToggleRequest> for Toggle {
    type Error = Error;

    fn try_from(ToggleRequest { on, notice }: ToggleRequest) -> Result<Self, Error> {
        let notice = match notice {
            Some(Object(NoticeRequest { message, ends_at })) => Notice::new(message, ends_at.as_deref())?,
            None => None,
        };
        Ok(Self { on, notice })
    }
}

async fn all_toggles(space: Space) -> Json<BTreeMap<String, Toggle>> {
    Json(space.state().toggles.clone())
}

async fn one_toggle(space: Space, Key(key): Key) -> Result<Json<Toggle>, Error> {
    match space.state().toggles.get(&key) {
        Some(toggle) => Ok(Json(toggle.clone())),
        None => Err(Error::not_found(format!("There is no toggle {key:?}."))),
    }
}

async fn set_toggle(
    space: Space,
    Key(key): Key,
    Object(request): Object<ToggleRequest>,
) -> Result<Json<Toggle>, Error> {
    let toggle = Toggle::try_from(request)?;
    let mut state = space.state();
    state.toggles.insert(key, toggle.clone());
    state.announce_change();
    Ok(Json(toggle))
}

/// Idempotent: removing a toggle that does not exist succeeds.
async fn remove_toggle(space: Space, Key(key): Key) -> StatusCode {
    let mut state = space.state();
    if state.toggles.remove(&key).is_some() {
        state.announce_change();
    }
    StatusCode::NO_CONTENT
}

async fn set_fault(
    space: Space,
    Object(request): Object<fault::Request>,
) -> Result<Json<fault::Request>, Error> {
    let fault = Fault::try_from(request.clone())?;
    space.state().fault = Some(fault);
    Ok(Json(request))
}

async fn remove_fault(space: Space) -> StatusCode {
    space.state().fault = None;
    StatusCode::NO_CONTENT
}

async fn requests(space: Space) -> Json<Vec<Entry>> {
    Json(space.state().log.entries())
}

async fn clear_requests(space: Space) -> StatusCode {
    space.state().log.clear();
    StatusCode::NO_CONTENT
}
