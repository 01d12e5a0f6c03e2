//! The engines: one file for each protocol, and the middleware that all of them share.
//!
//! To add an engine, write a file with `routes()` and add a line to [`routes`]. Logging, faults, ETags and CORS then
//! apply to it.

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
    contact_information, cors,
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
        .merge(contact_information::routes())
        .route_layer(middleware::from_fn_with_state(Arc::clone(spaces), front))
        .merge(ofrep::event_routes())
        .method_not_allowed_fallback(Error::no_such_method)
        .layer(cors::layer())
        .layer(middleware::from_fn_with_state(Arc::clone(spaces), cors::withhold))
}

/// The middleware of every engine, and of the form: logs the request, applies the fault to the response if there is one, and logs
/// the status.
async fn front(space: Space, request: Request, next: Next) -> Response {
    let headers = request.headers().clone();
    let (ticket, fault) = {
        let mut state = space.state();
        let ticket = state.log.on_request(
            request.method().to_string(),
            request.uri().path().to_owned(),
            request.uri().query().unwrap_or_default().to_owned(),
            headers
                .get(header::IF_NONE_MATCH)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()),
        );
        // Take the fault on arrival, so that of several requests in flight the first ones get it.
        (ticket, Fault::take(&mut state.fault, request.uri().path()))
    };
    let mut response = etag::conditional(&headers, next.run(request).await).await;
    if let Some(effect) = fault {
        // Delay after making the response, so that it has the state at the time of the request. A client must be able
        // to drop such a late response.
        tokio::time::sleep(effect.delay).await;
        response = effect.apply(response).await;
    }
    space.state().log.on_response(ticket, response.status());
    response
}
