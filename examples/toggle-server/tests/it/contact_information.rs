//! Tests the endpoint of the form: it accepts JSON, and fails and recovers with a fault.

use serde_json::json;

use crate::server::{FullResponse, Server};

const FORM: &str = "/v0/contact_information";
const HEALTH: &str = "/v0/contact_information/health";

#[tokio::test]
async fn accepts_json_and_is_healthy() {
    let server = Server::start().await;
    for body in ["{}", "{\"account\":\"123\",\"routing\":{\"number\":[1]}}"] {
        let saved = server.post_with(FORM, body).await;
        assert_eq!((saved.status.as_u16(), saved.json()), (200, json!({"saved": true})));
    }
    let health = server.get(HEALTH).await;
    assert_eq!((health.status.as_u16(), health.json()), (200, json!({"status": "ok"})));
    let log = server.get("/admin/requests").await.json();
    let paths: Vec<_> = log.as_array().unwrap().iter().map(|entry| entry["path"].clone()).collect();
    assert_eq!(paths, [FORM, FORM, HEALTH]);
}

#[tokio::test]
async fn refuses_what_is_not_a_json_object() {
    let server = Server::start().await;
    for body in ["", "null", "[]", "\"text\"", "{\"account\":", "account=123"] {
        server.post_with(FORM, body).await.assert_error(400);
    }
    server.get(FORM).await.assert_error(405);
    server.post_with(HEALTH, "{}").await.assert_error(405);
}

#[tokio::test]
async fn fails_while_the_rest_works_and_then_recovers() {
    let server = Server::start().await;
    let fault = json!({"status": 503, "headers": {"Retry-After": "3"}, "paths": [FORM, HEALTH]});
    server.set("/admin/fault", fault).await;
    let failed = server.post_with(FORM, "{}").await;
    assert_eq!((failed.status.as_u16(), failed.header("retry-after")), (503, Some("3")));
    assert_eq!(server.get(HEALTH).await.status, 503);
    assert_eq!(server.get("/toggles").await.status, 200);

    server.delete("/admin/fault").await;
    assert_eq!(server.get(HEALTH).await.json(), json!({"status": "ok"}));
    assert_eq!(server.post_with(FORM, "{}").await.json(), json!({"saved": true}));
}

#[tokio::test]
async fn a_login_page_may_answer_for_it() {
    let server = Server::start().await;
    let page = "<!DOCTYPE html><title>Sign in</title>";
    server.set("/admin/fault", json!({"content_type": "text/html", "body": page, "paths": [HEALTH]})).await;
    let health = server.get(HEALTH).await;
    assert_eq!((health.status.as_u16(), health.body.as_str()), (200, page));
    assert_eq!(health.header("content-type"), Some("text/html"));
    assert_eq!(server.post_with(FORM, "{}").await.json(), json!({"saved": true}));

    let redirect = json!({"status": 302, "headers": {"Location": "/login"}, "paths": [HEALTH]});
    server.set("/admin/fault", redirect).await;
    server.get(HEALTH).await.assert_error(404);
}

#[tokio::test]
async fn a_page_of_another_origin_may_send_the_form_and_read_retry_after() {
    let server = Server::start().await;
    let preflight = server
        .request("OPTIONS", FORM)
        .header("origin", "http://elsewhere.test")
        .header("access-control-request-method", "POST")
        .header("access-control-request-headers", "content-type");
    let preflight = FullResponse::of(preflight).await;
    assert!(preflight.header("access-control-allow-methods").unwrap().contains("POST"));
    assert!(preflight.header("access-control-allow-headers").unwrap().contains("content-type"));
    server.set("/admin/fault", json!({"status": 503, "headers": {"Retry-After": "3"}})).await;
    let failed =
        FullResponse::of(server.request("POST", FORM).header("origin", "http://elsewhere.test")).await;
    assert_eq!(failed.header("access-control-allow-origin"), Some("*"));
    assert!(failed.header("access-control-expose-headers").unwrap().contains("retry-after"));
}
