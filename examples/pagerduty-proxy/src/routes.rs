//! The endpoints: the windows, and the state of the proxy.

use std::{sync::Arc, time::Duration};

use axum::{
    Json, Router,
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    middleware,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{TimeDelta, Utc};
use serde_json::json;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::{
    cache::{Cache, Hit, Miss},
    config::Config,
    log::{self, Log},
};

/// Says how long a document is still fresh; less than zero if it is stale (RFC 9211).
pub(crate) const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");

/// How long a browser may cache the response to a preflight.
const PREFLIGHT_AGE: Duration = Duration::from_secs(3600);

#[derive(Clone)]
struct Proxy {
    cache: Arc<Cache>,
    fresh_for: Duration,
    cache_control: HeaderValue,
}

pub(crate) fn routes(cache: Arc<Cache>, config: Config, log: Log) -> Result<Router, String> {
    let (fresh, stale) = (config.fresh_for.as_secs(), config.stale_for.as_secs());
    let cache_control = format!("public, max-age={fresh}, stale-if-error={stale}");
    let cache_control = HeaderValue::try_from(cache_control).map_err(|error| format!("{error}."))?;
    let windows = Router::new()
        .route("/maintenance_windows", get(maintenance_windows))
        .route("/healthz", get(health))
        .method_not_allowed_fallback(no_such_method)
        .fallback(no_such_path)
        .with_state(Proxy { cache, fresh_for: config.fresh_for, cache_control });
    Ok(windows.layer(cors(config.origins)).layer(middleware::from_fn_with_state(log, log::requests)))
}

fn cors(origins: Vec<HeaderValue>) -> CorsLayer {
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET])
        .allow_headers([header::IF_NONE_MATCH])
        // What a feed reads. It corrects the reader's clock by `Date` and `Age`.
        .expose_headers([header::ETAG, header::DATE, header::AGE, header::RETRY_AFTER, CACHE_STATUS])
        .max_age(PREFLIGHT_AGE)
}

/// The query is not read: there is one document, and it has no pages.
async fn maintenance_windows(State(proxy): State<Proxy>, request: HeaderMap) -> Response {
    let Hit { snapshot, age } = match proxy.cache.get().await {
        Ok(hit) => hit,
        Err(Miss { retry_after }) => return unavailable(retry_after),
    };
    let age = age.as_secs();
    let ttl = i128::from(proxy.fresh_for.as_secs()) - i128::from(age);
    let headers = [
        // When PagerDuty was asked: a cache passes on the date of what it holds. `Age` later is now.
        (header::DATE, http_date_before(age)),
        (header::AGE, age.to_string()),
        (header::ETAG, snapshot.etag.clone()),
        (CACHE_STATUS, format!("pagerduty-proxy; ttl={ttl}")),
    ];
    let control = [(header::CACHE_CONTROL, proxy.cache_control)];
    if snapshot.is_named_in(&request) {
        return (StatusCode::NOT_MODIFIED, headers, control).into_response();
    }
    let kind = [(header::CONTENT_TYPE, "application/json")];
    (headers, control, kind, snapshot.body.clone()).into_response()
}

/// Why is for the log only: readers can do nothing about it.
fn unavailable(retry_after: Duration) -> Response {
    let seconds = retry_after.as_secs() + u64::from(retry_after.subsec_nanos() > 0);
    let headers = [(header::RETRY_AFTER, seconds.to_string())];
    (headers, error(StatusCode::BAD_GATEWAY, "PagerDuty cannot be read at the moment.")).into_response()
}

/// Never waits for PagerDuty, so that a slow answer does not make the proxy look dead.
async fn health(State(proxy): State<Proxy>) -> Response {
    let Some(age) = proxy.cache.age() else {
        return error(StatusCode::SERVICE_UNAVAILABLE, "PagerDuty has not answered yet.");
    };
    let body = json!({"age_seconds": age.as_secs(), "stale": age >= proxy.fresh_for});
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}

async fn no_such_path(uri: Uri) -> Response {
    error(StatusCode::NOT_FOUND, &format!("There is nothing at {}.", uri.path()))
}

async fn no_such_method(method: Method, uri: Uri) -> Response {
    error(StatusCode::METHOD_NOT_ALLOWED, &format!("{} does not answer {method}.", uri.path()))
}

fn error(status: StatusCode, sentence: &str) -> Response {
    (status, [(header::CACHE_CONTROL, "no-store")], Json(json!({"error": sentence}))).into_response()
}

fn http_date_before(seconds: u64) -> String {
    let age = i64::try_from(seconds).ok().and_then(TimeDelta::try_seconds).unwrap_or_default();
    let date = Utc::now().checked_sub_signed(age).unwrap_or_default();
    date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}
