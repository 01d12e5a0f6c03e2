//! Tests the log of requests to engines.

use chrono::DateTime;
use serde_json::{Value, json};
use tokio::{io::AsyncWriteExt, net::TcpStream};

use crate::server::{FullResponse, Server};

async fn log(server: &Server) -> Vec<Value> {
    match server.get("/admin/requests").await.json() {
        Value::Array(entries) => entries,
        other => panic!("not a list: {other}"),
    }
}

#[tokio::test]
async fn lists_requests_oldest_first() {
    let server = Server::start().await;
    let tag = server.get("/toggles").await.header("etag").unwrap().to_owned();
    FullResponse::of(server.request("GET", "/toggles").header("if-none-match", &tag)).await;
    server.get("/v0/feature_toggles?features=a%2Cb&x").await;
    server.get("/admin/toggles").await;
    server.get("/nothing").await;

    let mut entries = log(&server).await;
    for entry in &mut entries {
        let at = entry.as_object_mut().unwrap().remove("at").unwrap();
        let at = at.as_str().unwrap();
        DateTime::parse_from_rfc3339(at).unwrap();
        assert_eq!(at.len(), "2026-05-02T20:00:00.000Z".len(), "to the millisecond: {at}");
    }
    let entry = |path: &str, query: &str, if_none_match: Value, status: u16| {
        json!({
            "method": "GET", "path": path, "query": query, "if_none_match": if_none_match, "status": status,
        })
    };
    assert_eq!(
        entries,
        [
            entry("/toggles", "", Value::Null, 200),
            entry("/toggles", "", tag.into(), 304),
            entry("/v0/feature_toggles", "features=a%2Cb&x", Value::Null, 200),
        ]
    );

    assert_eq!(server.delete("/admin/requests").await.status, 204);
    assert_eq!(log(&server).await, [] as [Value; 0]);
}

#[tokio::test]
async fn has_the_status_of_a_fault() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"status": 503})).await;
    server.get("/toggles").await;
    assert_eq!(log(&server).await[0]["status"], 503);
}

#[tokio::test]
async fn an_aborted_request_has_no_status() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"delay_ms": 60_000, "times": 1})).await;
    let mut client = TcpStream::connect(&server.address).await.unwrap();
    client.write_all(b"GET /toggles HTTP/1.1\r\nHost: test\r\n\r\n").await.unwrap();
    while log(&server).await.is_empty() {}
    drop(client);

    server.get("/toggles").await;
    let statuses: Vec<_> = log(&server).await.iter().map(|entry| entry["status"].clone()).collect();
    assert_eq!(statuses, [Value::Null, json!(200)]);
}

#[tokio::test]
async fn a_response_after_clearing_changes_no_entry() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"delay_ms": 500, "status": 503, "times": 1})).await;
    let delayed = tokio::spawn(server.request("GET", "/toggles").send());
    while log(&server).await.is_empty() {}
    server.delete("/admin/requests").await;
    server.get("/toggles").await;
    assert_eq!(delayed.await.unwrap().unwrap().status(), 503);
    let entries = log(&server).await;
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0]["status"], 200);
}

#[tokio::test]
async fn keeps_the_latest_thousand() {
    let server = Server::start().await;
    for n in 0..1002 {
        server.get(&format!("/toggles?{n}")).await;
    }
    let entries = log(&server).await;
    assert_eq!(entries.len(), 1000);
    assert_eq!(entries[0]["query"], "2");
    assert_eq!(entries[999]["query"], "1001");
}
