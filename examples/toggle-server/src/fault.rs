//! Faults: make the engines of a space misbehave on purpose.

mod delivery;
mod repeat;

use std::{collections::BTreeMap, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, Serialize};

use self::{delivery::Delivery, repeat::Repeat};
use crate::{body::Object, cors, error::Error};

const DELAY_LIMIT_MS: u64 = 60_000;

/// The request that sets a fault. Every field is optional, but at least one must have an effect.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_type: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_bytes: Option<Vec<u8>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    body_repeat: Option<Object<Repeat>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    headers: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    delay_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reset_after: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    drip_ms: Option<u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cors: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    times: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    paths: Option<Vec<String>>,
}

/// A fault that is in force.
#[derive(Debug, Clone)]
pub(crate) struct Fault {
    /// How many responses it still applies to; `None`: until it is removed.
    remaining: Option<u32>,
    /// The paths it applies to; `None`: all.
    paths: Option<Vec<String>>,
    effect: Effect,
}

/// What a fault does to one response.
#[derive(Debug, Clone)]
pub(crate) struct Effect {
    pub(crate) delay: Duration,
    /// Headers that replace those of the response.
    pub(crate) headers: HeaderMap,
    pub(crate) source: Source,
    delivery: Delivery,
    /// Whether the response has CORS headers.
    cors: bool,
}

/// Where the response comes from.
#[derive(Debug, Clone)]
pub(crate) enum Source {
    /// The engine.
    Engine,
    /// The fault itself.
    Fault { status: StatusCode, content_type: Option<HeaderValue>, body: Bytes },
}

impl Fault {
    /// Returns the effect on the next response at that path and counts that response. Removes the fault after its
    /// last one.
    pub(crate) fn take(fault: &mut Option<Self>, path: &str) -> Option<Effect> {
        let Self { remaining, effect, .. } = fault.as_mut().filter(|fault| fault.applies_to(path))?;
        let effect = effect.clone();
        if let Some(remaining) = remaining {
            *remaining = remaining.saturating_sub(1);
            if *remaining == 0 {
                *fault = None;
            }
        }
        Some(effect)
    }

    pub(crate) fn withholds_cors(&self, path: &str) -> bool {
        !self.effect.cors && self.applies_to(path)
    }

    fn applies_to(&self, path: &str) -> bool {
        self.paths.as_ref().is_none_or(|paths| paths.iter().any(|named| named == path))
    }
}

impl Effect {
    /// Turns an engine's response into the faulty one.
    pub(crate) async fn apply(self, real: Response) -> Response {
        let mut response = match self.source {
            Source::Engine => real,
            Source::Fault { status, content_type, body } => {
                // Without this a browser may cache a 404 or 410 beyond the end of the fault.
                let mut response = (status, [(header::CACHE_CONTROL, "no-cache")]).into_response();
                if let Some(content_type) = content_type {
                    response.headers_mut().insert(header::CONTENT_TYPE, content_type);
                }
                if !matches!(status, StatusCode::NO_CONTENT | StatusCode::NOT_MODIFIED) {
                    *response.body_mut() = Body::from(body);
                }
                response
            }
        };
        response.headers_mut().extend(self.headers);
        if !self.cors {
            response.extensions_mut().insert(cors::Withheld);
        }
        self.delivery.deliver(response).await
    }
}

impl TryFrom<Request> for Fault {
    type Error = Error;

    fn try_from(request: Request) -> Result<Self, Error> {
        let Request { status, content_type, headers, delay_ms, times, paths, cors, .. } = request;
        let body = body(request.body, request.body_bytes, request.body_repeat)?;
        let delivery = delivery(request.reset_after, request.drip_ms)?;
        let cors = cors.unwrap_or(true);
        let replaces_response = status.is_some() || content_type.is_some() || body.is_some();
        let is_whole = matches!(delivery, Delivery::Whole);
        if !replaces_response && headers.is_none() && delay_ms.is_none() && is_whole && cors {
            return Err(Error::bad_request(
                "A fault needs at least one of status, content_type, body, body_bytes, body_repeat, headers, \
                 delay_ms, reset_after, drip_ms and a false cors.",
            ));
        }
        if times == Some(0) {
            return Err(Error::bad_request("times must be 1 or more, or absent for no limit."));
        }
        paths.as_deref().map_or(Ok(()), check_paths)?;
        let delay_ms = delay_ms.unwrap_or(0);
        if delay_ms > DELAY_LIMIT_MS {
            return Err(Error::bad_request(format!("delay_ms must be at most {DELAY_LIMIT_MS}.")));
        }
        let source = if replaces_response { source(status, content_type, body)? } else { Source::Engine };
        let headers = headers
            .into_iter()
            .flatten()
            .map(|(name, value)| parse_header(&name, &value))
            .collect::<Result<_, _>>()?;
        let effect = Effect { delay: Duration::from_millis(delay_ms), headers, source, delivery, cors };
        Ok(Self { remaining: times, paths, effect })
    }
}

/// Refuses paths that no request can have, which would make the fault one that never happens.
fn check_paths(paths: &[String]) -> Result<(), Error> {
    if paths.is_empty() {
        return Err(Error::bad_request("paths must name at least one path, or be absent for all."));
    }
    let is_possible =
        |path: &String| path.starts_with('/') && !path.starts_with("/space/") && !path.contains('?');
    match paths.iter().find(|path| !is_possible(path)) {
        None => Ok(()),
        Some(path) => Err(Error::bad_request(format!(
            "paths has {path:?}, but a path begins with a slash and has neither its space nor a query."
        ))),
    }
}

/// The body of the fault, from the one field of the three that is set.
fn body(
    text: Option<String>,
    bytes: Option<Vec<u8>>,
    repeat: Option<Object<Repeat>>,
) -> Result<Option<Bytes>, Error> {
    Ok(match (text, bytes, repeat) {
        (None, None, None) => None,
        (Some(text), None, None) => Some(text.into()),
        (None, Some(bytes), None) => Some(bytes.into()),
        (None, None, Some(Object(repeat))) => Some(repeat.bytes()?),
        _ => return Err(Error::bad_request("body, body_bytes and body_repeat exclude each other.")),
    })
}

fn delivery(reset_after: Option<usize>, drip_ms: Option<u64>) -> Result<Delivery, Error> {
    Ok(match (reset_after, drip_ms) {
        (None, None) => Delivery::Whole,
        (Some(count), None) => Delivery::ResetAfter(count),
        (None, Some(ms @ 1..=DELAY_LIMIT_MS)) => Delivery::Drip(Duration::from_millis(ms)),
        (None, Some(_)) => {
            return Err(Error::bad_request(format!("drip_ms must be a number from 1 to {DELAY_LIMIT_MS}.")));
        }
        (Some(_), Some(_)) => return Err(Error::bad_request("reset_after and drip_ms exclude each other.")),
    })
}

/// Checks that a status is one that a response can have.
pub(crate) fn parse_status(status: u16) -> Result<StatusCode, Error> {
    // 1xx statuses are interim responses, and statuses above 599 have no meaning.
    StatusCode::from_u16(status)
        .ok()
        .filter(|status| (200..=599).contains(&status.as_u16()))
        .ok_or_else(|| Error::bad_request("status must be a number from 200 to 599."))
}

fn source(status: Option<u16>, content_type: Option<String>, body: Option<Bytes>) -> Result<Source, Error> {
    let status = parse_status(status.unwrap_or(200))?;
    let content_type = match content_type {
        Some(text) => Some(parse_header("content-type", &text)?.1),
        // A body is JSON by default, so that a fault with broken JSON needs no `content_type`.
        None => body.is_some().then(|| HeaderValue::from_static("application/json")),
    };
    Ok(Source::Fault { status, content_type, body: body.unwrap_or_default() })
}

fn parse_header(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Error> {
    let invalid = |why: &str| Error::bad_request(format!("The header {name:?} {why}."));
    let parsed = HeaderName::try_from(name).map_err(|_| invalid("has no valid name"))?;
    // These headers delimit the body: a wrong one would break the connection, not only the response.
    if matches!(parsed, header::CONTENT_LENGTH | header::TRANSFER_ENCODING) {
        return Err(invalid("is the server's own and cannot be set"));
    }
    let value = HeaderValue::try_from(value).map_err(|_| invalid("has no valid value"))?;
    Ok((parsed, value))
}
