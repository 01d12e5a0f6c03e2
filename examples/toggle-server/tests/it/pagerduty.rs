//! Tests PagerDuty's paged maintenance windows.

use serde_json::{Value, json};

use crate::server::{FullResponse, Server};

fn ids(response: &FullResponse) -> Vec<Value> {
    let windows = &response.json()["maintenance_windows"];
    windows.as_array().unwrap().iter().map(|window| window["id"].clone()).collect()
}

#[tokio::test]
async fn lists_windows_with_their_services() {
    let server = Server::start().await;
    assert_eq!(
        server.get("/maintenance_windows?filter=open").await.json(),
        json!({"maintenance_windows": [], "limit": 25, "offset": 0, "more": false, "total": null})
    );
    let window = json!({
        "services": ["direct_deposit", "evss"],
        "starts_at": "9000-05-02T20:00:00-04:00",
        "ends_at": "9000-05-02T21:00:00-04:00",
        "message": "A new bank.",
        "name": "Bank",
    });
    server.set("/admin/windows/full", window).await;
    server
        .set("/admin/windows/open", json!({"services": ["evss"], "starts_at": "2026-05-02T20:00:00Z"}))
        .await;
    let reference =
        |id: &str, summary: &str| json!({"id": id, "type": "service_reference", "summary": summary});
    let response = server.get("/maintenance_windows?filter=open").await;
    assert_eq!(
        response.json()["maintenance_windows"],
        json!([
            {
                "id": "full",
                "type": "maintenance_window",
                "summary": "Bank",
                "start_time": "9000-05-02T20:00:00-04:00",
                "end_time": "9000-05-02T21:00:00-04:00",
                "description": "A new bank.",
                "services": [reference("direct_deposit", "Direct deposit"), reference("evss", "Evss")],
            },
            {
                "id": "open",
                "type": "maintenance_window",
                "summary": "Maintenance of Evss",
                "start_time": "2026-05-02T20:00:00Z",
                "end_time": "9999-12-31T23:59:59Z",
                "description": "",
                "services": [reference("evss", "Evss")],
            },
        ])
    );
    assert!(response.header("etag").is_some());
}

#[tokio::test]
async fn filters_by_the_clock() {
    let server = Server::start().await;
    for (id, starts_in_ms, ends_in_ms) in
        [("future", 60_000, 70_000), ("now", -10_000, 60_000), ("past", -20_000, -10_000)]
    {
        let window = json!({"services": ["evss"], "starts_in_ms": starts_in_ms, "ends_in_ms": ends_in_ms});
        server.set(&format!("/admin/windows/{id}"), window).await;
    }
    for (query, wanted) in [
        ("?filter=past", &["past"][..]),
        ("?filter=future", &["future"]),
        ("?filter=ongoing", &["now"]),
        ("?filter=open", &["future", "now"]),
        ("?filter=all", &["future", "now", "past"]),
        ("", &["future", "now", "past"]),
        ("?filter=open&limit=1&offset=1", &["now"]),
    ] {
        assert_eq!(ids(&server.get(&format!("/maintenance_windows{query}")).await), wanted, "{query}");
    }
}

#[tokio::test]
async fn splits_the_list_into_pages() {
    let server = Server::start().await;
    for n in 0..102 {
        let window = json!({"services": ["evss"], "starts_in_ms": 0});
        server.set(&format!("/admin/windows/{n:03}"), window).await;
    }
    for (query, limit, offset, count, more) in [
        ("", 25, 0, 25, true),
        ("limit=100", 100, 0, 100, true),
        ("limit=1000", 100, 0, 100, true),
        ("limit=2&offset=100", 2, 100, 2, false),
        ("limit=2&offset=99", 2, 99, 2, true),
        ("offset=101", 25, 101, 1, false),
        ("offset=102", 25, 102, 0, false),
        ("offset=10000&x=y", 25, 10000, 0, false),
    ] {
        let response = server.get(&format!("/maintenance_windows?filter=open&{query}")).await;
        let page = response.json();
        assert_eq!(ids(&response).len(), count, "{query}");
        assert_eq!(
            (&page["limit"], &page["offset"], &page["more"], &page["total"]),
            (&json!(limit), &json!(offset), &json!(more), &Value::Null),
            "{query}"
        );
        if count > 0 {
            assert_eq!(ids(&response)[0], json!(format!("{offset:03}")));
        }
    }
}

#[tokio::test]
async fn refuses_a_bad_query() {
    let server = Server::start().await;
    for query in
        ["filter=", "filter=closed", "limit=0", "limit=-1", "limit=x", "limit=", "offset=-1", "offset=x"]
    {
        server.get(&format!("/maintenance_windows?{query}")).await.assert_error(400);
    }
}
