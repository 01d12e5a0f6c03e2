//! toggle-server as PagerDuty: its endpoint answers only to a token, and can be held up.

use std::future::pending;

use axum::{
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header},
    middleware::{Next, from_fn_with_state},
    response::{IntoResponse, Response},
};
use reqwest::Client;
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::watch};

use crate::http::{FullResponse, client};

pub(crate) const TOKEN: &str = "u+correct-horse-battery";

pub(crate) struct Upstream {
    client: Client,
    pub(crate) url: String,
    gate: watch::Sender<bool>,
}

impl Upstream {
    pub(crate) async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (gate, open) = watch::channel(true);
        let app = toggle_server::app(toggle_server::Config::default());
        let app = app.layer(from_fn_with_state(open, like_pagerduty));
        tokio::spawn(toggle_server::serve(listener, app, pending()));
        Self { client: client(), url, gate }
    }

    /// Sends a `PUT` that must succeed.
    pub(crate) async fn set(&self, path: &str, body: Value) {
        let request = self.client.put(format!("{}{path}", self.url)).body(body.to_string());
        let stored = FullResponse::of(request).await;
        assert_eq!(stored.status, 200, "{stored:?}");
    }

    pub(crate) async fn delete(&self, path: &str) {
        let deleted = FullResponse::of(self.client.delete(format!("{}{path}", self.url))).await;
        assert_eq!(deleted.status, 204, "{deleted:?}");
    }

    /// Adds a window that began long ago, and whose end is open.
    pub(crate) async fn add_window(&self, id: &str, services: &[&str]) {
        let window =
            json!({"services": services, "starts_at": "2026-05-02T20:00:00Z", "message": "db-7, ask @dave"});
        self.set(&format!("/admin/windows/{id}"), window).await;
    }

    pub(crate) async fn fail(&self, fault: Value) {
        self.set("/admin/fault", fault).await;
    }

    pub(crate) async fn recover(&self) {
        self.delete("/admin/fault").await;
    }

    /// The queries of the requests for windows so far, oldest first.
    pub(crate) async fn queries(&self) -> Vec<String> {
        let log = FullResponse::of(self.client.get(format!("{}/admin/requests", self.url))).await.json();
        let entries = log.as_array().unwrap().iter();
        entries.map(|entry| entry["query"].as_str().unwrap().to_owned()).collect()
    }

    /// Holds up responses with windows until [`Self::open`].
    pub(crate) fn close(&self) {
        self.gate.send_replace(false);
    }

    pub(crate) fn open(&self) {
        self.gate.send_replace(true);
    }
}

async fn like_pagerduty(
    State(mut open): State<watch::Receiver<bool>>,
    request: Request,
    next: Next,
) -> Response {
    if !request.uri().path().ends_with("/maintenance_windows") {
        return next.run(request).await;
    }
    if let Some(refusal) = refusal(request.headers()) {
        return refusal.into_response();
    }
    let response = next.run(request).await;
    open.wait_for(|open| *open).await.unwrap();
    response
}

/// PagerDuty wants a token, and the version of its API.
fn refusal(headers: &HeaderMap) -> Option<StatusCode> {
    let sent = |name| headers.get(name).map(|value| value.to_str().unwrap());
    if sent(header::AUTHORIZATION) != Some(&*format!("Token token={TOKEN}")) {
        return Some(StatusCode::UNAUTHORIZED);
    }
    let accepted = sent(header::ACCEPT) == Some("application/vnd.pagerduty+json;version=2");
    (!accepted).then_some(StatusCode::NOT_ACCEPTABLE)
}
