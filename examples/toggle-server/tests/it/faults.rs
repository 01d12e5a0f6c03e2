//! Engines that misbehave when told to.

use serde_json::json;

use crate::server::{Answer, Server};

#[tokio::test]
async fn replaces_the_answer_of_every_engine_but_not_of_admin() {
    let server = Server::start().await;
    let fault = json!({
        "status": 503,
        "content_type": "text/html",
        "body": "<html>Down</html>",
        "headers": {"Retry-After": "3"},
    });
    let stored = server.put("/admin/fault", fault.to_string()).await;
    assert_eq!((stored.status.as_u16(), stored.json()), (200, fault));

    for path in [
        "/toggles",
        "/windows",
        "/v0/feature_toggles?features=a",
        "/v0/maintenance_windows",
        "/maintenance_windows?filter=open",
        "/api/v2/summary.json",
    ] {
        let answer = server.get(path).await;
        assert_eq!(answer.status, 503);
        assert_eq!(answer.body, "<html>Down</html>");
        assert_eq!(answer.header("content-type"), Some("text/html"));
        assert_eq!(answer.header("retry-after"), Some("3"));
        assert_eq!(answer.header("etag"), None);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
    }
    for path in ["/admin/toggles", "/admin/windows", "/admin/components", "/admin/incidents"] {
        assert_eq!(server.get(path).await.status, 200);
    }

    let removed = server.delete("/admin/fault").await;
    assert_eq!((removed.status.as_u16(), removed.body.as_str()), (204, ""));
    assert_eq!(server.get("/toggles").await.json(), json!({}));
    assert_eq!(server.delete("/admin/fault").await.status, 204, "removing twice is fine");
}

#[tokio::test]
async fn lasts_as_many_times_as_asked() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"status": 500, "times": 3})).await;
    let mut statuses = Vec::new();
    for path in ["/toggles", "/v0/feature_toggles", "/admin/toggles", "/toggles", "/toggles"] {
        statuses.push(server.get(path).await.status.as_u16());
    }
    assert_eq!(statuses, [500, 500, 200, 500, 200]);
}

#[tokio::test]
async fn has_sensible_defaults() {
    let server = Server::start().await;
    let answers = async |fault| {
        server.set("/admin/fault", fault).await;
        server.get("/toggles").await
    };
    let broken = answers(json!({"body": "{\"key\":"})).await;
    assert_eq!((broken.status.as_u16(), broken.body.as_str()), (200, "{\"key\":"));
    assert_eq!(broken.header("content-type"), Some("application/json"));

    let empty = answers(json!({"status": 429})).await;
    assert_eq!((empty.status.as_u16(), empty.body.as_str()), (429, ""));
    assert_eq!(empty.header("content-type"), None);

    for status in [204, 304] {
        let bodiless = answers(json!({"status": status, "body": "unsent"})).await;
        assert_eq!((bodiless.status.as_u16(), bodiless.body.as_str()), (status, ""));
    }
    // On the same connection: had the unsent body been sent, this would read it.
    server.delete("/admin/fault").await;
    assert_eq!(server.get("/toggles").await.json(), json!({}));
}

#[tokio::test]
async fn headers_or_a_delay_alone_keep_the_real_answer() {
    let server = Server::start().await;
    server.set("/admin/toggles/key", json!({"on": true})).await;
    let date = "Thu, 02 May 2024 20:00:00 GMT";
    for fault in [json!({"headers": {"Date": date}}), json!({"delay_ms": 1, "headers": {"Date": date}})] {
        server.set("/admin/fault", fault).await;
        let answer = server.get("/toggles").await;
        assert_eq!(answer.json(), json!({"key": true}));
        assert_eq!(answer.header("date"), Some(date));
        assert!(answer.header("etag").is_some());
    }
    server.set("/admin/fault", json!({"delay_ms": 1})).await;
    let tag = server.get("/toggles").await.header("etag").unwrap().to_owned();
    let again = server.request("GET", "/toggles").header("if-none-match", tag);
    assert_eq!(Answer::of(again).await.status, 304);
}

#[tokio::test]
async fn a_delayed_answer_is_overtaken_and_tells_of_when_it_was_asked() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"delay_ms": 1000, "times": 1})).await;
    let delayed = tokio::spawn(server.request("GET", "/toggles").send());
    // The log tells when the request has arrived, so there is no guessing.
    while server.get("/admin/requests").await.json() == json!([]) {}
    server.set("/admin/toggles/key", json!({"on": true})).await;
    assert_eq!(server.get("/toggles").await.json(), json!({"key": true}));
    let delayed = delayed.await.unwrap().unwrap();
    assert_eq!(delayed.text().await.unwrap(), "{}");
}

#[tokio::test]
async fn refuses_a_bad_fault_and_keeps_the_one_in_force() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"status": 418})).await;
    for fault in [
        json!({}),
        json!([]),
        json!(null),
        json!({"times": 1}),
        json!({"status": 500, "times": 0}),
        json!({"status": 500, "times": -1}),
        json!({"status": 500, "times": 1.5}),
        json!({"status": 500, "times": 5_000_000_000_u64}),
        json!({"status": 0}),
        json!({"status": 101}),
        json!({"status": 199}),
        json!({"status": 600}),
        json!({"status": 70_000}),
        json!({"status": "500"}),
        json!({"delay_ms": 60_001}),
        json!({"delay_ms": -1}),
        json!({"content_type": "text/html\r\nX-Evil: 1"}),
        json!({"headers": {"": "x"}}),
        json!({"headers": {"a b": "x"}}),
        json!({"headers": {"x": "a\nb"}}),
        json!({"headers": {"x": 3}}),
        json!({"headers": {"Content-Length": "3"}}),
        json!({"headers": {"transfer-encoding": "chunked"}}),
        json!({"body": {"key": true}}),
        json!({"status": 500, "extra": 1}),
    ] {
        let answer = server.put("/admin/fault", fault.to_string()).await;
        assert_eq!(answer.status, 400, "{fault}");
        answer.assert_error(400);
    }
    server.put("/admin/fault", "nonsense").await.assert_error(400);
    assert_eq!(server.get("/toggles").await.status, 418);
}
