//! Asks PagerDuty for its open maintenance windows, and keeps what readers may see.
//!
//! After <https://developer.pagerduty.com/api-reference/b3A6Mjc0ODEzOQ-list-maintenance-windows>.

use std::{
    collections::{BTreeSet, HashSet},
    error::Error as _,
    fmt::Write as _,
    time::Duration,
};

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use reqwest::{Client, Response, Url, redirect};
use serde::{Deserialize, Serialize};

use crate::{config::is_loopback, token::Token};

/// The largest page that PagerDuty sends.
const PAGE_SIZE: usize = 100;

/// PagerDuty lists at most 10,000 entries.
const MAX_PAGES: usize = 100;

/// The size of all pages together; the feed of a page reads no more either.
const MAX_BYTES: usize = 8 << 20;

/// Where the windows come from, and which of them readers may see.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    pub(crate) endpoint: Url,
    pub(crate) token: Token,
    /// The ids of the services to list.
    pub(crate) services: BTreeSet<String>,
    pub(crate) show_descriptions: bool,
    /// How long all pages together may take.
    pub(crate) timeout: Duration,
}

/// Fetches the windows of a [`Source`].
#[derive(Debug)]
pub(crate) struct PagerDuty {
    client: Client,
    source: Source,
}

/// Why there are no windows. The reason is for the log, and holds nothing that PagerDuty sent.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) reason: String,
    /// How long PagerDuty asks to be left alone.
    pub(crate) retry_after: Option<Duration>,
}

impl Failure {
    fn new(reason: impl Into<String>) -> Self {
        Self { reason: reason.into(), retry_after: None }
    }
}

impl From<reqwest::Error> for Failure {
    fn from(error: reqwest::Error) -> Self {
        let error = error.without_url();
        let mut reason = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            // Writing to a `String` cannot fail.
            let _ = write!(reason, ": {cause}");
            source = cause.source();
        }
        Self::new(reason)
    }
}

/// A page of PagerDuty's list, as it is read, and the only page that is served.
#[derive(Deserialize, Serialize)]
struct Page {
    maintenance_windows: Vec<Window>,
    more: bool,
}

/// A window, as it is read and as it is served.
///
/// It has no field for PagerDuty's `summary`, because that repeats the description or names all services.
#[derive(Debug, Deserialize, Serialize)]
struct Window {
    id: String,
    #[serde(rename(serialize = "type"), skip_deserializing, default = "window_type")]
    kind: &'static str,
    start_time: String,
    end_time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    services: Vec<Service>,
}

#[derive(Debug, Deserialize, Serialize)]
struct Service {
    id: String,
    #[serde(rename(serialize = "type"), skip_deserializing, default = "service_type")]
    kind: &'static str,
    summary: Option<String>,
}

fn window_type() -> &'static str {
    "maintenance_window"
}

fn service_type() -> &'static str {
    "service_reference"
}

/// The document that readers get: all windows, in one page.
#[derive(Debug)]
pub(crate) struct Document {
    pub(crate) body: Vec<u8>,
    /// How many windows it lists.
    pub(crate) count: usize,
}

impl Document {
    fn new(windows: Vec<Window>) -> Result<Self, Failure> {
        let count = windows.len();
        let body = serde_json::to_vec(&Page { maintenance_windows: windows, more: false });
        let body = body.map_err(|error| Failure::new(format!("windows that JSON cannot hold: {error}")))?;
        Ok(Self { body, count })
    }
}

impl PagerDuty {
    /// # Errors
    ///
    /// If the system's certificates cannot be read.
    pub(crate) fn new(source: Source) -> Result<Self, String> {
        let mut client = Client::builder()
            // A redirect would take the token elsewhere.
            .redirect(redirect::Policy::none())
            // Shared by the pages of a list. Until the next list, PagerDuty may close the connection.
            .pool_idle_timeout(source.timeout)
            .user_agent(concat!("yew-outage-pagerduty-proxy/", env!("CARGO_PKG_VERSION")));
        if is_loopback(&source.endpoint) {
            client = client.no_proxy();
        }
        let client = client.build().map_err(|error| format!("cannot prepare requests: {error}."))?;
        Ok(Self { client, source })
    }

    /// Fetches all pages.
    pub(crate) async fn fetch(&self) -> Result<Document, Failure> {
        let timeout = self.source.timeout;
        tokio::time::timeout(timeout, self.fetch_pages())
            .await
            .unwrap_or_else(|_| Err(Failure::new(format!("no answer within {} s", timeout.as_secs()))))
    }

    async fn fetch_pages(&self) -> Result<Document, Failure> {
        let mut windows = Vec::new();
        let mut seen = HashSet::new();
        let mut offset = 0;
        let mut bytes_left = MAX_BYTES;
        for _ in 0..MAX_PAGES {
            let body = self.fetch_page(offset, bytes_left).await?;
            bytes_left -= body.len();
            let page = parse(&body)?;
            let count = page.maintenance_windows.len();
            // A window that was added meanwhile moves others to the next page, where they come again.
            windows
                .extend(page.maintenance_windows.into_iter().filter(|window| seen.insert(window.id.clone())));
            if !page.more {
                return Document::new(
                    windows.into_iter().filter_map(|window| self.visible(window)).collect(),
                );
            }
            if count == 0 {
                return Err(Failure::new("an empty page that is not the last one"));
            }
            offset += count;
        }
        Err(Failure::new(format!("more than {MAX_PAGES} pages")))
    }

    async fn fetch_page(&self, offset: usize, limit: usize) -> Result<Vec<u8>, Failure> {
        let mut url = self.source.endpoint.clone();
        url.set_query(Some(&format!("filter=open&limit={PAGE_SIZE}&offset={offset}")));
        let request = self
            .client
            .get(url)
            .header(header::AUTHORIZATION, self.source.token.header())
            .header(header::ACCEPT, HeaderValue::from_static("application/vnd.pagerduty+json;version=2"));
        let response = request.send().await?;
        let status = response.status();
        if status != StatusCode::OK {
            let retry_after = retry_after(response.headers());
            return Err(Failure { reason: format!("status {}", status.as_u16()), retry_after });
        }
        read(response, limit).await
    }

    /// The part of a window that readers may see, if there is one.
    fn visible(&self, mut window: Window) -> Option<Window> {
        window.services.retain(|service| self.source.services.contains(&service.id));
        if !self.source.show_descriptions {
            window.description = None;
        }
        (!window.services.is_empty()).then_some(window)
    }
}

/// Every window counts: a list without one that cannot be read would call its services available.
fn parse(body: &[u8]) -> Result<Page, Failure> {
    serde_json::from_slice(body).map_err(|error| {
        // Not the error itself, which may quote the body.
        let place = format!("line {}, column {}", error.line(), error.column());
        Failure::new(format!("not a list of maintenance windows ({place})"))
    })
}

async fn read(mut response: Response, limit: usize) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > limit {
            return Err(Failure::new(format!("more than {} MiB", MAX_BYTES >> 20)));
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body)
}

/// In seconds: `Retry-After`, or what PagerDuty sends when it limits the rate.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let value = headers.get(header::RETRY_AFTER).or_else(|| headers.get("ratelimit-reset"))?;
    value.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}
