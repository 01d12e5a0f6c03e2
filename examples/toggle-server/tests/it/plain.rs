//! Tests plain JSON, and the ETags that all engines share.

use std::collections::BTreeMap;

use serde_json::json;
use toggle_server::Config;

use crate::server::{FullResponse, Server};

#[tokio::test]
async fn serves_bare_values_and_notices() {
    let server = Server::start().await;
    assert_eq!(server.get("/toggles").await.json(), json!({}));

    let ends_at = "2026-05-02T20:00:00-04:00";
    server.set("/admin/toggles/bare", json!({"on": true})).await;
    server.set("/admin/toggles/empty_notice", json!({"on": false, "notice": {}})).await;
    server
        .set("/admin/toggles/full", json!({"on": true, "notice": {"message": "Soon.", "ends_at": ends_at}}))
        .await;
    server.set("/admin/toggles/message", json!({"on": false, "notice": {"message": "Soon."}})).await;

    let response = server.get("/toggles").await;
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(
        response.json(),
        json!({
            "bare": true,
            "empty_notice": false,
            "full": {"on": true, "message": "Soon.", "ends_at": ends_at},
            "message": {"on": false, "message": "Soon."},
        })
    );
}

#[tokio::test]
async fn a_toggle_called_toggles_is_not_mistaken_for_the_wrapper() {
    let server = Server::start().await;
    server.set("/admin/toggles/toggles", json!({"on": true, "notice": {"message": "Soon."}})).await;
    assert_eq!(
        server.get("/toggles").await.json(),
        json!({"toggles": {"toggles": {"on": true, "message": "Soon."}}})
    );
}

#[tokio::test]
async fn serves_windows_beside_the_toggles() {
    let server = Server::start().await;
    assert_eq!(server.get("/windows").await.json(), json!({"windows": []}));
    server.set("/admin/toggles/key", json!({"on": true})).await;
    let (past, later) = ("2026-05-01T00:00:00Z", "2026-05-02T20:00:00.5-04:00");
    server
        .set(
            "/admin/windows/b",
            json!({"services": ["evss", "dd"], "starts_at": past, "ends_at": later, "message": "Soon.", "name": "B"}),
        )
        .await;
    server.set("/admin/windows/a", json!({"services": ["evss"], "starts_at": past})).await;

    let windows = json!([
        {"id": "a", "services": ["evss"], "starts_at": past, "ends_at": null},
        {
            "id": "b", "services": ["evss", "dd"], "starts_at": past,
            "ends_at": "2026-05-02T20:00:00.500-04:00", "message": "Soon.",
        },
    ]);
    let response = server.get("/toggles").await;
    assert_eq!(response.json(), json!({"toggles": {"key": true}, "windows": windows}));
    assert!(response.header("etag").is_some());
    assert_eq!(server.get("/windows").await.json(), json!({"windows": windows}));

    server.delete("/admin/windows/a").await;
    server.delete("/admin/windows/b").await;
    assert_eq!(server.get("/toggles").await.body, "{\"key\":true}");
}

#[tokio::test]
async fn starts_with_the_toggles_of_its_config() {
    let toggles = BTreeMap::from([("a".to_owned(), true), ("b".to_owned(), false)]);
    let server = Server::start_with(Config { toggles, ..Config::default() }).await;
    assert_eq!(server.get("/toggles").await.json(), json!({"a": true, "b": false}));
}

#[tokio::test]
async fn answers_304_while_nothing_changes() {
    let server = Server::start().await;
    let first = server.get("/toggles").await;
    assert_eq!(first.header("cache-control"), Some("no-cache"));
    assert!(first.header("date").is_some());
    let tag = first.header("etag").unwrap().to_owned();
    assert!(tag.starts_with('"') && tag.ends_with('"'), "a strong tag, not {tag}");

    let asked = |method: &str, tags: &str| {
        FullResponse::of(server.request(method, "/toggles").header("if-none-match", tags))
    };
    for tags in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let response = asked("GET", &tags).await;
        assert_eq!(response.status, 304, "{tags}");
        assert_eq!(response.body, "");
        assert_eq!(response.header("etag"), Some(tag.as_str()));
        assert_eq!(response.header("cache-control"), Some("no-cache"));
        assert!(response.header("date").is_some());
        assert_eq!(response.header("content-type"), None);
    }
    assert_eq!(asked("GET", "\"other\"").await.status, 200);
    assert_eq!(asked("HEAD", &tag).await.status, 304);
    assert_eq!(asked("HEAD", "\"other\"").await.header("etag"), Some(tag.as_str()));

    server.set("/admin/toggles/new", json!({"on": true})).await;
    let changed = asked("GET", &tag).await;
    assert_eq!(changed.status, 200);
    assert_ne!(changed.header("etag"), Some(tag.as_str()));

    server.delete("/admin/toggles/new").await;
    assert_eq!(asked("GET", &tag).await.status, 304, "the same bytes have the same tag");
}

#[tokio::test]
async fn answers_get_only() {
    let server = Server::start().await;
    let response = server.put("/toggles", "{}").await;
    response.assert_error(405);
    assert_eq!(response.header("allow"), Some("GET,HEAD"));
}
