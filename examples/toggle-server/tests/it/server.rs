//! A server for one test, and shorthands for the requests that tests send.

use std::future::pending;

use reqwest::{Client, Method, RequestBuilder, Response, StatusCode, header::HeaderMap};
use serde_json::Value;
use toggle_server::{Config, app, serve};
use tokio::net::TcpListener;

pub(crate) struct Server {
    client: Client,
    /// `127.0.0.1:` and the port.
    pub(crate) address: String,
}

/// A response with its whole body.
#[derive(Debug)]
pub(crate) struct FullResponse {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::start_with(Config::default()).await
    }

    pub(crate) async fn start_with(config: Config) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap().to_string();
        tokio::spawn(serve(listener, app(config), pending()));
        Self { client: client(), address }
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> RequestBuilder {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        self.client.request(method, format!("http://{}{path}", self.address))
    }

    pub(crate) async fn get(&self, path: &str) -> FullResponse {
        FullResponse::of(self.request("GET", path)).await
    }

    pub(crate) async fn put(&self, path: &str, body: impl Into<String>) -> FullResponse {
        FullResponse::of(self.request("PUT", path).body(body.into())).await
    }

    pub(crate) async fn post(&self, path: &str) -> FullResponse {
        FullResponse::of(self.request("POST", path)).await
    }

    pub(crate) async fn post_with(&self, path: &str, body: impl Into<String>) -> FullResponse {
        FullResponse::of(self.request("POST", path).body(body.into())).await
    }

    pub(crate) async fn delete(&self, path: &str) -> FullResponse {
        FullResponse::of(self.request("DELETE", path)).await
    }

    /// Sends a `PUT` that must succeed.
    pub(crate) async fn set(&self, path: &str, body: Value) {
        let stored = self.put(path, body.to_string()).await;
        assert_eq!(stored.status, 200, "{stored:?}");
    }
}

impl FullResponse {
    pub(crate) async fn of(request: RequestBuilder) -> Self {
        let response: Response = request.send().await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        Self { status, headers, body: response.text().await.unwrap() }
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    /// Asserts that this is an error of that status, with one sentence in JSON.
    #[track_caller]
    pub(crate) fn assert_error(&self, status: u16) {
        assert_eq!(self.status, status, "{self:?}");
        assert_eq!(self.header("content-type"), Some("application/json"), "{self:?}");
        let json = self.json();
        let sentence = json["error"].as_str().unwrap_or_else(|| panic!("no sentence: {self:?}"));
        assert!(sentence.ends_with('.'), "{sentence}");
        assert_eq!(json.as_object().unwrap().len(), 1, "{self:?}");
    }
}

/// A client that ignores proxies of the environment.
pub(crate) fn client() -> Client {
    Client::builder().no_proxy().build().unwrap()
}
