//! The engines: one file a protocol, and what all of them go through on their way out.
//!
//! An engine is a file with `routes()` and a line in [`routes`]; logging, faults, ETags and CORS come by
//! themselves.

pub(crate) mod ofrep;
mod pagerduty;
mod plain;
mod statuspage;
mod vets_api;

use std::sync::Arc;

use axum::{
    Router,
    extract::Request,
    http::header,
    middleware::{self, Next},
    response::Response,
};

use crate::{
    cors,
    error::Error,
    etag,
    fault::Fault,
    space::{Space, Spaces},
};

pub(crate) fn routes(spaces: &Arc<Spaces>) -> Router<Arc<Spaces>> {
    Router::new()
        .merge(plain::routes())
        .merge(vets_api::routes())
        .merge(pagerduty::routes())
        .merge(statuspage::routes())
        .merge(ofrep::routes())
        .route_layer(middleware::from_fn_with_state(Arc::clone(spaces), front))
        .merge(ofrep::event_routes())
        .method_not_allowed_fallback(Error::no_such_method)
        .layer(cors::layer())
        .layer(middleware::from_fn_with_state(Arc::clone(spaces), cors::withhold))
}

/// The way of every engine's answer: logged on arrival, answered, spoiled by the fault if there is
/// one, and logged as sent.
async fn front(space: Space, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let (ticket, fault) = {
        let mut state = space.state();
        let ticket = state.log.arrived(
            request.method().to_string(),
            request.uri().path().to_owned(),
            request.uri().query().unwrap_or_default().to_owned(),
            headers
                .get(header::IF_NONE_MATCH)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
        );
        // Taken on arrival, so that of several requests under way the first ones get it.
        (ticket, Fault::take(&mut state.fault))
    };
    let mut response = etag::conditional(&headers, next.run(request).await).await;
    if let Some(effect) = fault {
        // The delay comes after the answer is made: a late answer tells of the time it was asked
        // at, which is what a client must be able to drop.
        tokio::time::sleep(effect.delay).await;
        response = effect.spoil(response).await;
    }
    space.state().log.answered(ticket, response.status());
    response
}
