//! PagerDuty: `GET /maintenance_windows?filter=open&limit=25&offset=0`, in pages.
//!
//! After <https://github.com/PagerDuty/api-schema>, `reference/REST/openapiv3.json`. A site uses
//! it through a proxy of its own, which adds the token; this is the stand-in for both.

use std::sync::Arc;

use axum::{Json, Router, extract::RawQuery, routing::get};
use serde::Serialize;

use crate::{
    error::Error,
    space::{Space, Spaces},
    time,
    window::{Phase, Window, label},
};

const DEFAULT_LIMIT: usize = 25;
const LIMIT: usize = 100;

/// The end of a window whose end is open. In this protocol `end_time` is required and never null, so people who do not
/// know the end set one far away. This is the last second that RFC 3339 can express, and later than the start of any
/// window.
const NO_END: &str = "9999-12-31T23:59:59Z";

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/maintenance_windows", get(maintenance_windows))
}

#[derive(Serialize)]
struct Document {
    maintenance_windows: Vec<Outage>,
    limit: usize,
    offset: usize,
    more: bool,
    /// Only sent on request, which is not supported here.
    total: Option<usize>,
}

#[derive(Serialize)]
struct Outage {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    summary: String,
    start_time: String,
    end_time: String,
    description: String,
    services: Vec<Service>,
}

#[derive(Serialize)]
struct Service {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    summary: String,
}

async fn maintenance_windows(space: Space, RawQuery(query): RawQuery) -> Result<Json<Document>, Error> {
    let Query { phases, limit, offset } = Query::parse(&query.unwrap_or_default())?;
    let now = time::now();
    let state = space.state();
    let mut rest = state.windows.values().filter(|window| phases.contains(&window.phase(now))).skip(offset);
    let maintenance_windows = rest.by_ref().take(limit).map(Outage::from).collect();
    let more = rest.next().is_some();
    Ok(Json(Document { maintenance_windows, limit, offset, more, total: None }))
}

struct Query {
    phases: &'static [Phase],
    limit: usize,
    offset: usize,
}

impl Query {
    fn parse(query: &str) -> Result<Self, Error> {
        let mut parsed =
            Self { phases: &[Phase::Past, Phase::Ongoing, Phase::Future], limit: DEFAULT_LIMIT, offset: 0 };
        for (param, value) in form_urlencoded::parse(query.as_bytes()) {
            match &*param {
                "filter" => parsed.phases = phases(&value)?,
                // A larger limit than the largest counts as the largest. The response has the limit in force.
                "limit" => parsed.limit = number(&param, &value, 1)?.min(LIMIT),
                "offset" => parsed.offset = number(&param, &value, 0)?,
                _ => {}
            }
        }
        Ok(parsed)
    }
}

fn phases(filter: &str) -> Result<&'static [Phase], Error> {
    Ok(match filter {
        "past" => &[Phase::Past],
        "future" => &[Phase::Future],
        "ongoing" => &[Phase::Ongoing],
        "open" => &[Phase::Ongoing, Phase::Future],
        "all" => &[Phase::Past, Phase::Ongoing, Phase::Future],
        _ => {
            let sentence = format!("filter must be past, future, ongoing, open or all, not {filter:?}.");
            return Err(Error::bad_request(sentence));
        }
    })
}

fn number(param: &str, value: &str, least: usize) -> Result<usize, Error> {
    let number = value.parse().ok().filter(|number| *number >= least);
    let sentence = || Error::bad_request(format!("{param} must be a number from {least}, not {value:?}."));
    number.ok_or_else(sentence)
}

impl From<&Window> for Outage {
    fn from(window: &Window) -> Self {
        let service =
            |key: &String| Service { id: key.clone(), kind: "service_reference", summary: label(key) };
        Self {
            id: window.id.clone(),
            kind: "maintenance_window",
            summary: window.title(),
            start_time: time::rfc3339(&window.starts_at),
            end_time: window.ends_at.as_ref().map_or_else(|| NO_END.to_owned(), time::rfc3339),
            description: window.message.clone().unwrap_or_default(),
            services: window.services.iter().map(service).collect(),
        }
    }
}
