//! Tests faults: engines misbehave on demand.

use std::time::{Duration, Instant};

use serde_json::json;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};

use crate::server::{FullResponse, Server};

#[tokio::test]
async fn replaces_the_response_of_every_engine_but_not_of_admin() {
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
        "/v0/backend_statuses",
        "/v0/global_downtime.json",
        "/mobile/v0/maintenance_windows",
        "/v0/contact_information/health",
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
    for path in [
        "/admin/toggles",
        "/admin/windows",
        "/admin/components",
        "/admin/incidents",
        "/admin/backend_statuses",
    ] {
        assert_eq!(server.get(path).await.status, 200);
    }

    let removed = server.delete("/admin/fault").await;
    assert_eq!((removed.status.as_u16(), removed.body.as_str()), (204, ""));
    assert_eq!(server.get("/toggles").await.json(), json!({}));
    assert_eq!(server.delete("/admin/fault").await.status, 204, "removing twice is fine");
}

#[tokio::test]
async fn applies_to_the_requested_number_of_responses() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"status": 500, "times": 3})).await;
    let mut statuses = Vec::new();
    for path in ["/toggles", "/v0/feature_toggles", "/admin/toggles", "/toggles", "/toggles"] {
        statuses.push(server.get(path).await.status.as_u16());
    }
    assert_eq!(statuses, [500, 500, 200, 500, 200]);
}

#[tokio::test]
async fn applies_to_the_named_paths_and_counts_only_their_requests() {
    let server = Server::start().await;
    let fault = json!({"status": 500, "times": 2, "paths": ["/windows", "/v0/feature_toggles"]});
    let stored = server.put("/space/a/admin/fault", fault.to_string()).await;
    assert_eq!((stored.status.as_u16(), stored.json()), (200, fault));
    let mut statuses = Vec::new();
    for path in
        ["/toggles", "/v0/feature_toggles?features=a", "/windows/", "/toggles", "/windows", "/windows"]
    {
        statuses.push(server.get(&format!("/space/a{path}")).await.status.as_u16());
    }
    assert_eq!(statuses, [200, 500, 404, 200, 500, 200]);
}

/// Everything that is received until the connection ends.
async fn receive(server: &Server, path: &str) -> String {
    let mut client = TcpStream::connect(&server.address).await.unwrap();
    client.write_all(format!("GET {path} HTTP/1.1\r\nHost: test\r\n\r\n").as_bytes()).await.unwrap();
    let mut text = String::new();
    // The connection may end with a reset.
    let _ = client.read_to_string(&mut text).await;
    text
}

#[tokio::test]
async fn resets_the_connection() {
    let server = Server::start().await;
    server.set("/admin/toggles/key", json!({"on": true})).await;
    for (reset_after, sent) in [(0, ""), (1, "{"), (7, "{\"key\":"), (11, "{\"key\":true")] {
        server.set("/admin/fault", json!({"reset_after": reset_after})).await;
        let text = receive(&server, "/toggles").await;
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
        assert!(head.contains("content-length: 12\r\n"), "the length of all of it: {head}");
        assert_eq!(body, sent);
        assert!(server.request("GET", "/toggles").send().await.unwrap().text().await.is_err());
    }
    server.set("/admin/fault", json!({"reset_after": 12})).await;
    assert_eq!(server.get("/toggles").await.json(), json!({"key": true}), "the whole body was sent");
    server.set("/admin/fault", json!({"reset_after": 2, "status": 204, "body": "unsent"})).await;
    assert_eq!(server.get("/toggles").await.status, 204);

    let body = json!({"text": "x", "times": 20_000_000});
    server.set("/admin/fault", json!({"reset_after": 19_999_999, "body_repeat": body})).await;
    let text = receive(&server, "/toggles").await;
    assert_eq!(text.split_once("\r\n\r\n").unwrap().1.len(), 19_999_999);
}

#[tokio::test]
async fn sends_a_byte_at_a_time() {
    let server = Server::start().await;
    server.set("/admin/toggles/key", json!({"on": true})).await;
    server.set("/admin/fault", json!({"drip_ms": 5})).await;
    let started = Instant::now();
    let mut response = server.request("GET", "/toggles").send().await.unwrap();
    assert_eq!(response.content_length(), Some(12));
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.unwrap() {
        body.extend(chunk);
    }
    assert_eq!(body, b"{\"key\":true}");
    assert!(started.elapsed() >= Duration::from_millis(12 * 5), "a pause before each byte");
}

#[tokio::test]
async fn sends_bytes_that_are_not_utf8() {
    let server = Server::start().await;
    let fault = json!({"body_bytes": [34, 255, 0, 34]});
    let stored = server.put("/admin/fault", fault.to_string()).await;
    assert_eq!((stored.status.as_u16(), stored.json()), (200, fault));
    let response = server.request("GET", "/toggles").send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "application/json");
    assert_eq!(response.bytes().await.unwrap(), &b"\"\xff\0\""[..]);
}

#[tokio::test]
async fn repeats_a_text_for_large_bodies() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"body_repeat": {"text": "[", "times": 100_000}})).await;
    assert_eq!(server.get("/toggles").await.body, "[".repeat(100_000));

    let toggles = json!({
        "before": "{", "text": "\"key_{n}\":true", "between": ",", "times": 100_000, "after": "}",
    });
    let fault = json!({"body_repeat": toggles});
    let stored = server.put("/admin/fault", fault.to_string()).await;
    assert_eq!((stored.status.as_u16(), stored.json()), (200, fault));
    let toggles = server.get("/toggles").await.json();
    assert_eq!(toggles.as_object().unwrap().len(), 100_000);
    assert_eq!((&toggles["key_0"], &toggles["key_99999"]), (&json!(true), &json!(true)));

    server.set("/admin/fault", json!({"body_repeat": {"text": "x", "times": 20 << 20}})).await;
    assert_eq!(server.get("/toggles").await.body.len(), 20 << 20);
}

#[tokio::test]
async fn redirects() {
    let server = Server::start().await;
    let fault = json!({"status": 302, "headers": {"Location": "/windows"}, "times": 1});
    server.set("/admin/fault", fault).await;
    assert_eq!(server.get("/toggles").await.json(), json!({"windows": []}));
}

#[tokio::test]
async fn fields_have_defaults() {
    let server = Server::start().await;
    let respond_with = async |fault| {
        server.set("/admin/fault", fault).await;
        server.get("/toggles").await
    };
    let broken = respond_with(json!({"body": "{\"key\":"})).await;
    assert_eq!((broken.status.as_u16(), broken.body.as_str()), (200, "{\"key\":"));
    assert_eq!(broken.header("content-type"), Some("application/json"));

    let empty = respond_with(json!({"status": 429})).await;
    assert_eq!((empty.status.as_u16(), empty.body.as_str()), (429, ""));
    assert_eq!(empty.header("content-type"), None);

    for status in [204, 304] {
        let bodiless = respond_with(json!({"status": status, "body": "unsent"})).await;
        assert_eq!((bodiless.status.as_u16(), bodiless.body.as_str()), (status, ""));
    }
    // On the same connection, so that a body sent by mistake would be read here.
    server.delete("/admin/fault").await;
    assert_eq!(server.get("/toggles").await.json(), json!({}));
}

#[tokio::test]
async fn headers_or_a_delay_alone_keep_the_real_response() {
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
    assert_eq!(FullResponse::of(again).await.status, 304);
}

#[tokio::test]
async fn a_delayed_response_is_overtaken_and_has_the_state_at_its_request() {
    let server = Server::start().await;
    server.set("/admin/fault", json!({"delay_ms": 1000, "times": 1})).await;
    let delayed = tokio::spawn(server.request("GET", "/toggles").send());
    // Wait until the log has the request, rather than for a time.
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
        json!({"cors": true}),
        json!({"cors": 0}),
        json!({"reset_after": -1}),
        json!({"drip_ms": 0}),
        json!({"drip_ms": 60_001}),
        json!({"drip_ms": 1, "reset_after": 1}),
        json!({"body_bytes": [256]}),
        json!({"body_bytes": "ff"}),
        json!({"body": "a", "body_bytes": [1]}),
        json!({"body": "a", "body_repeat": {"text": "a", "times": 1}}),
        json!({"body_repeat": ["a", 1]}),
        json!({"body_repeat": {"text": "a"}}),
        json!({"body_repeat": {"text": "", "times": 1}}),
        json!({"body_repeat": {"text": "a", "times": 40_000_000}}),
        json!({"body_repeat": {"text": "a", "times": 1, "extra": 1}}),
        json!({"status": 500, "paths": []}),
        json!({"status": 500, "paths": "/toggles"}),
        json!({"status": 500, "paths": ["/toggles", ""]}),
        json!({"status": 500, "paths": ["toggles"]}),
        json!({"status": 500, "paths": ["/toggles?a"]}),
        json!({"status": 500, "paths": ["/space/a/toggles"]}),
        json!({"paths": ["/toggles"]}),
        json!({"status": 500, "extra": 1}),
    ] {
        let answer = server.put("/admin/fault", fault.to_string()).await;
        assert_eq!(answer.status, 400, "{fault}");
        answer.assert_error(400);
    }
    server.put("/admin/fault", "nonsense").await.assert_error(400);
    assert_eq!(server.get("/toggles").await.status, 418);
}
