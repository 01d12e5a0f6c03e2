//! A proxy for one test.

use std::{
    future::pending,
    io,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{extract::Request, middleware};
use pagerduty_proxy::{Config, Log, app, serve};
use reqwest::{Client, Method, RequestBuilder};
use tokio::{net::TcpListener, time};

use crate::{
    http::{FullResponse, client},
    upstream::{TOKEN, Upstream},
};

pub(crate) const WINDOWS: &str = "/maintenance_windows?filter=open";

pub(crate) struct Proxy {
    client: Client,
    url: String,
    arrived: Arc<AtomicUsize>,
}

/// The configuration that tests share: `bank` and `mail` are allowed.
pub(crate) fn config(upstream: &Upstream, more: &str) -> String {
    let url = &upstream.url;
    format!(
        "token_env = 'PAGERDUTY_TOKEN'\nservices = ['bank', 'mail']\npagerduty_url = '{url}'\n\
         listen = '127.0.0.1:0'\n{more}\n"
    )
}

impl Proxy {
    pub(crate) async fn start(upstream: &Upstream) -> Self {
        Self::start_with(upstream, "").await
    }

    pub(crate) async fn start_with(upstream: &Upstream, more: &str) -> Self {
        Self::start_with_token(upstream, more, TOKEN).await
    }

    pub(crate) async fn start_with_token(upstream: &Upstream, more: &str, token: &str) -> Self {
        let config = Config::parse(&config(upstream, more), |_| Some(token.into())).unwrap();
        let listener = TcpListener::bind(config.listen).await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let arrived = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&arrived);
        let log = Log::to(io::sink());
        let app =
            app(config, log.clone()).unwrap().layer(middleware::map_request(move |request: Request| {
                count.fetch_add(1, Ordering::Relaxed);
                async { request }
            }));
        tokio::spawn(serve(listener, app, log, pending()));
        Self { client: client(), url, arrived }
    }

    /// How many requests have arrived.
    pub(crate) fn arrived(&self) -> usize {
        self.arrived.load(Ordering::Relaxed)
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        self.client.request(method, format!("{}{path}", self.url))
    }

    pub(crate) async fn get(&self, path: &str) -> FullResponse {
        FullResponse::of(self.request(Method::GET, path)).await
    }

    pub(crate) async fn windows(&self) -> FullResponse {
        self.get(WINDOWS).await
    }
}

/// Jumps ahead in time, as the proxy measures it.
pub(crate) async fn pass(seconds: u64) {
    time::pause();
    time::advance(Duration::from_secs(seconds)).await;
    time::resume();
}
