//! Tests which pages may read the responses, and the errors of wrong requests.

use reqwest::{Method, header};

use crate::{
    http::FullResponse,
    proxy::{Proxy, WINDOWS},
    upstream::Upstream,
};

const PAGE: &str = "https://www.example.gov";

async fn allowed(proxy: &Proxy, method: Method, path: &str, origin: &str) -> (FullResponse, bool) {
    let request = proxy
        .request(method, path)
        .header(header::ORIGIN, origin)
        .header(header::ACCESS_CONTROL_REQUEST_METHOD, "GET")
        .header(header::ACCESS_CONTROL_REQUEST_HEADERS, "if-none-match");
    let response = FullResponse::of(request).await;
    let allowed = response.header("access-control-allow-origin") == Some(origin);
    (response, allowed)
}

#[tokio::test]
async fn pages_of_configured_origins_may_read_every_response() {
    let upstream = Upstream::start().await;
    let proxy = Proxy::start_with(&upstream, &format!("origins = ['https://a.example.gov', '{PAGE}']")).await;
    for path in [WINDOWS, "/healthz", "/nothing"] {
        let (response, is_allowed) = allowed(&proxy, Method::GET, path, PAGE).await;
        assert!(is_allowed, "{response:?}");
        let exposed = response.header("access-control-expose-headers").unwrap();
        for name in ["etag", "date", "age", "retry-after"] {
            assert!(exposed.split(',').any(|item| item.trim() == name), "{exposed}");
        }
        assert!(response.header("vary").unwrap().contains("origin"), "{response:?}");
        assert!(!allowed(&proxy, Method::GET, path, "https://evil.example").await.1);
    }
    let (preflight, is_allowed) = allowed(&proxy, Method::OPTIONS, WINDOWS, PAGE).await;
    assert!(is_allowed, "{preflight:?}");
    assert_eq!(preflight.header("access-control-allow-headers"), Some("if-none-match"));
}

#[tokio::test]
async fn no_other_origin_is_allowed_by_default() {
    let upstream = Upstream::start().await;
    let proxy = Proxy::start(&upstream).await;
    let (response, is_allowed) = allowed(&proxy, Method::GET, WINDOWS, PAGE).await;
    assert_eq!(response.status, 200);
    assert!(!is_allowed);
}

#[tokio::test]
async fn wrong_requests_get_an_error_in_json() {
    let upstream = Upstream::start().await;
    let proxy = Proxy::start(&upstream).await;
    proxy.get("/services").await.assert_error(404);
    FullResponse::of(proxy.request(Method::POST, WINDOWS)).await.assert_error(405);
    assert!(upstream.queries().await.is_empty());
}
