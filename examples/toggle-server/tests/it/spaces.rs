//! Tests that spaces are independent of each other.

use std::collections::BTreeMap;

use serde_json::json;
use toggle_server::Config;

use crate::server::Server;

#[tokio::test]
async fn each_has_toggles_fault_and_log_of_its_own() {
    let toggles = BTreeMap::from([("preset".to_owned(), true)]);
    let server = Server::start_with(Config { toggles, ..Config::default() }).await;
    server.set("/space/a/admin/toggles/key", json!({"on": true})).await;
    server.set("/space/b/admin/toggles/key", json!({"on": false})).await;
    server.set("/space/b/admin/fault", json!({"status": 503})).await;

    assert_eq!(server.get("/space/a/toggles").await.json(), json!({"key": true}));
    assert_eq!(server.get("/space/b/toggles").await.status, 503);
    assert_eq!(server.get("/toggles").await.json(), json!({"preset": true}));
    assert_eq!(server.get("/space/c/toggles").await.json(), json!({}));
    assert_eq!(server.get("/space/a/v0/feature_toggles").await.status, 200);
    assert_eq!(server.get("/space/a/admin/toggles/key").await.json(), json!({"on": true}));

    let asked = async |space: &str| {
        let log = server.get(&format!("{space}/admin/requests")).await.json();
        log.as_array().unwrap().iter().map(|entry| entry["path"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(asked("/space/a").await, ["/toggles", "/v0/feature_toggles"]);
    assert_eq!(asked("/space/b").await, ["/toggles"]);
    assert_eq!(asked("").await, ["/toggles"]);

    server.delete("/space/b/admin/fault").await;
    server.delete("/space/a/admin/toggles/key").await;
    assert_eq!(server.get("/space/b/toggles").await.json(), json!({"key": false}));
}

#[tokio::test]
async fn each_has_windows_statuses_and_a_status_page_of_its_own() {
    let server = Server::start().await;
    server.set("/space/a/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 0})).await;
    server.set("/space/a/admin/components/c", json!({"name": "C", "status": "operational"})).await;
    server.set("/space/a/admin/incidents/i", json!({"name": "I", "status": "identified"})).await;
    let summary = async |space: &str| server.get(&format!("{space}/api/v2/summary.json")).await.json();
    let counts = |summary: serde_json::Value| {
        ["components", "incidents", "scheduled_maintenances"]
            .map(|list| summary[list].as_array().unwrap().len())
    };
    assert_eq!(counts(summary("/space/a").await), [2, 1, 1]);
    assert_eq!(counts(summary("/space/b").await), [0, 0, 0]);
    assert_eq!(counts(summary("").await), [0, 0, 0]);
    server.set("/space/a/admin/backend_statuses/s", json!({"status": "critical"})).await;
    let statuses = async |space: &str| {
        let document = server.get(&format!("{space}/v0/backend_statuses")).await.json();
        document["data"]["attributes"]["statuses"].as_array().unwrap().len()
    };
    assert_eq!((statuses("/space/a").await, statuses("/space/b").await), (1, 0));
    server.post("/space/b/admin/windows/w/end").await.assert_error(404);
    assert_eq!(server.post("/space/a/admin/windows/w/end").await.status, 200);
}

#[tokio::test]
async fn each_has_an_event_stream_of_its_own() {
    let server = Server::start().await;
    server.set("/space/a/admin/ofrep", json!({"flags": []})).await;
    let document = server.post_with("/space/a/ofrep/v1/evaluate/flags", "{}").await.json();
    let url = document["eventStreams"][0]["url"].as_str().unwrap();
    let path = url.strip_prefix(&format!("http://{}", server.address)).unwrap();
    assert_eq!(path, "/space/a/ofrep/v1/events");
    let _stream = server.request("GET", path).send().await.unwrap();
    assert_eq!(server.get("/space/a/admin/streams").await.json(), json!({"open": 1, "opened": 1}));
    assert_eq!(server.get("/space/b/admin/streams").await.json(), json!({"open": 0, "opened": 0}));
    assert_eq!(server.get("/admin/streams").await.json(), json!({"open": 0, "opened": 0}));
}

#[tokio::test]
async fn refuses_a_bad_name() {
    let server = Server::start().await;
    for name in ["a.b", "a%20b", "%C3%A9", "%ff", "a%2Fb", &*"n".repeat(65)] {
        server.get(&format!("/space/{name}/toggles")).await.assert_error(400);
        server.put(&format!("/space/{name}/admin/toggles/key"), "{\"on\":true}").await.assert_error(400);
    }
    let longest = format!("/space/{}/toggles", "aZ0-_xyz".repeat(8));
    assert_eq!(server.get(&longest).await.status, 200);
}

#[tokio::test]
async fn there_are_at_most_a_thousand() {
    let server = Server::start().await;
    for n in 0..1000 {
        assert_eq!(server.get(&format!("/space/{n}/toggles")).await.status, 200);
    }
    server.get("/space/one-more/toggles").await.assert_error(400);
    assert_eq!(server.get("/space/7/toggles").await.status, 200);
    assert_eq!(server.get("/toggles").await.status, 200);
}
