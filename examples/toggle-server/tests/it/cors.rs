//! Tests CORS: pages of every origin may use the server.

use serde_json::json;

use crate::server::{FullResponse, Server};

/// The items of a list header, in lower case, as header names are case-insensitive.
fn items(response: &FullResponse, name: &str) -> Vec<String> {
    let list = response.header(name).unwrap_or_else(|| panic!("no {name}: {response:?}"));
    list.split(',').map(|item| item.trim().to_lowercase()).collect()
}

#[tokio::test]
async fn lets_any_origin_read_answers_and_errors() {
    let server = Server::start().await;
    server.set("/space/faulty/admin/fault", json!({"status": 500})).await;
    for path in [
        "/toggles",
        "/windows",
        "/v0/maintenance_windows",
        "/v0/backend_statuses",
        "/v0/contact_information",
        "/maintenance_windows?limit=none",
        "/api/v2/summary.json",
        "/admin/toggles",
        "/admin/windows/none",
        "/space/a/toggles",
        "/space/faulty/toggles",
        "/nothing",
    ] {
        let response =
            FullResponse::of(server.request("GET", path).header("origin", "http://elsewhere.test")).await;
        assert_eq!(response.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(items(&response, "access-control-expose-headers"), ["etag", "date", "retry-after"]);
    }
}

#[tokio::test]
async fn answers_preflights() {
    let server = Server::start().await;
    for path in [
        "/toggles",
        "/ofrep/v1/evaluate/flags",
        "/v0/contact_information",
        "/admin/toggles/key",
        "/admin/windows/id/end",
        "/space/a/v0/maintenance_windows",
        "/nothing",
    ] {
        let preflight = server
            .request("OPTIONS", path)
            .header("origin", "http://elsewhere.test")
            .header("access-control-request-method", "PUT")
            .header("access-control-request-headers", "if-none-match");
        let response = FullResponse::of(preflight).await;
        assert_eq!(response.status, 200);
        assert_eq!(response.header("access-control-allow-origin"), Some("*"));
        assert_eq!(items(&response, "access-control-allow-methods"), ["get", "put", "post", "delete"]);
        assert_eq!(
            items(&response, "access-control-allow-headers"),
            [
                "if-none-match",
                "content-type",
                "authorization",
                "x-key-inflection",
                "x-api-key",
                "last-event-id"
            ]
        );
        assert_eq!(response.header("access-control-max-age"), Some("3600"));
    }
    assert_eq!(server.get("/admin/requests").await.json(), json!([]), "preflights are not logged");
}

#[tokio::test]
async fn a_fault_withholds_cors_headers_from_engines() {
    let server = Server::start().await;
    server.set("/space/a/admin/fault", json!({"cors": false})).await;
    let preflight = async |path: &str| {
        let request = server.request("OPTIONS", path).header("origin", "http://elsewhere.test");
        FullResponse::of(request.header("access-control-request-method", "GET")).await
    };
    let is_open = |response: &FullResponse| {
        response.headers.keys().any(|name| name.as_str().starts_with("access-control-"))
    };
    let refused = preflight("/space/a/toggles").await;
    refused.assert_error(403);
    assert!(!is_open(&refused));
    for path in ["/toggles", "/space/a/admin/fault", "/space/b/toggles"] {
        let response = preflight(path).await;
        assert!(response.status == 200 && is_open(&response), "{path}");
    }

    let request = server.request("GET", "/space/a/toggles").header("origin", "http://elsewhere.test");
    let real = FullResponse::of(request).await;
    assert_eq!((real.status.as_u16(), real.body.as_str(), is_open(&real)), (200, "{}", false));
    server.set("/space/a/admin/fault", json!({"cors": false, "paths": ["/windows"]})).await;
    assert!(!is_open(&preflight("/space/a/windows").await));
    assert!(is_open(&preflight("/space/a/toggles").await), "another path");

    server.set("/space/a/admin/fault", json!({"cors": false, "status": 503, "times": 1})).await;
    assert!(!is_open(&preflight("/space/a/toggles").await), "a preflight does not count");
    let instead = server.get("/space/a/toggles").await;
    assert_eq!((instead.status.as_u16(), is_open(&instead)), (503, false));
    assert!(is_open(&server.get("/space/a/toggles").await));
    assert!(is_open(&preflight("/space/a/toggles").await));
}
