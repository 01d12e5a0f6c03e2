//! Tests `/admin/toggles`: setting toggles, and refusing bad input.

use serde_json::{Value, json};

use crate::server::{FullResponse, Server};

#[tokio::test]
async fn sets_returns_and_removes_a_toggle() {
    let server = Server::start().await;
    let toggle = json!({
        "on": true,
        "notice": {"message": "Back \u{1F389} soon.", "ends_at": "2026-05-02T20:00:00-04:00"},
    });
    let stored = server.put("/admin/toggles/key", toggle.to_string()).await;
    assert_eq!(stored.status, 200);
    assert_eq!(stored.json(), toggle);
    assert_eq!(server.get("/admin/toggles/key").await.json(), toggle);
    assert_eq!(server.get("/admin/toggles").await.json(), json!({"key": toggle}));

    server.set("/admin/toggles/key", json!({"on": false})).await;
    assert_eq!(server.get("/admin/toggles").await.json(), json!({"key": {"on": false}}));

    let removed = server.delete("/admin/toggles/key").await;
    assert_eq!((removed.status.as_u16(), removed.body.as_str()), (204, ""));
    assert_eq!(server.delete("/admin/toggles/key").await.status, 204, "removing twice is fine");
    server.get("/admin/toggles/key").await.assert_error(404);
    assert_eq!(server.get("/admin/toggles").await.json(), json!({}));
}

#[tokio::test]
async fn accepts_values_at_the_limits() {
    let server = Server::start().await;
    for (key, toggle) in [
        ("a%20b%2Fc", json!({"on": true})),
        (&*"k".repeat(200), json!({"on": true})),
        (&*"%C3%A9".repeat(200), json!({"on": true, "notice": null})),
        ("message", json!({"on": true, "notice": {"message": "\u{1F389}".repeat(10_000)}})),
        ("utc", json!({"on": true, "notice": {"ends_at": "2026-05-02T20:00:00Z"}})),
        ("part", json!({"on": true, "notice": {"ends_at": "2026-05-02T20:00:00.5+05:30"}})),
    ] {
        server.set(&format!("/admin/toggles/{key}"), toggle).await;
    }
    let stored = server.get("/admin/toggles").await.json();
    assert_eq!(stored.as_object().unwrap().len(), 6);
    assert_eq!(stored["a b/c"], json!({"on": true}));
}

#[tokio::test]
async fn refuses_a_bad_toggle_and_changes_nothing() {
    let server = Server::start().await;
    let kept = json!({"on": true, "notice": {"message": "Kept."}});
    server.set("/admin/toggles/kept", kept.clone()).await;

    let ends_at = |text: &str| json!({"on": false, "notice": {"ends_at": text}}).to_string();
    let bodies = [
        String::new(),
        "on".to_owned(),
        "{\"on\":false".to_owned(),
        "{\"on\":false}{}".to_owned(),
        "null".to_owned(),
        "false".to_owned(),
        "[false]".to_owned(),
        "{}".to_owned(),
        "{\"on\":null}".to_owned(),
        "{\"on\":\"false\"}".to_owned(),
        "{\"on\":0}".to_owned(),
        "{\"on\":false,\"on\":false}".to_owned(),
        "{\"on\":false,\"extra\":1}".to_owned(),
        "{\"on\":false,\"notice\":\"Soon.\"}".to_owned(),
        "{\"on\":false,\"notice\":[\"Soon.\"]}".to_owned(),
        "{\"on\":false,\"notice\":{\"message\":1}}".to_owned(),
        "{\"on\":false,\"notice\":{\"extra\":1}}".to_owned(),
        "{\"on\":false,\"notice\":{\"ends_at\":1777766400}}".to_owned(),
        ends_at(""),
        ends_at("soon"),
        ends_at("2026-05-02"),
        ends_at("2026-05-02T20:00:00"),
        ends_at("2026-02-30T20:00:00Z"),
        ends_at("2026-05-02T20:00:00+25:00"),
        json!({"on": false, "notice": {"message": "x".repeat(10_001)}}).to_string(),
        "[".repeat(100_000),
    ];
    for body in bodies {
        let response = server.put("/admin/toggles/kept", body.clone()).await;
        assert_eq!(response.status, 400, "{body:.80}");
        response.assert_error(400);
    }
    let too_large = format!("{{\"on\":false{}}}", " ".repeat(2 << 20));
    server.put("/admin/toggles/kept", too_large).await.assert_error(413);

    let invalid = server.request("PUT", "/admin/toggles/kept").body(b"{\"on\":false}\xff".to_vec());
    FullResponse::of(invalid).await.assert_error(400);

    assert_eq!(server.get("/admin/toggles").await.json(), json!({"kept": kept}));
}

#[tokio::test]
async fn refuses_a_bad_key_and_stores_nothing() {
    let server = Server::start().await;
    for key in ["", "%20", &*"k".repeat(201), "%ff"] {
        let path = format!("/admin/toggles/{key}");
        server.put(&path, "{\"on\":true}").await.assert_error(400);
        server.get(&path).await.assert_error(400);
        server.delete(&path).await.assert_error(400);
    }
    assert_eq!(server.get("/admin/toggles").await.json(), json!({}));
}

#[tokio::test]
async fn unknown_paths_and_methods_have_their_errors() {
    let server = Server::start().await;
    for path in ["/", "/nothing", "/admin", "/v0/nothing", "/admin/toggles/a/b", "/space", "/space/a/nothing"]
    {
        server.get(path).await.assert_error(404);
        server.put(path, "{}").await.assert_error(404);
    }
    for (method, path) in [
        ("POST", "/admin/toggles"),
        ("POST", "/admin/toggles/a"),
        ("GET", "/admin/fault"),
        ("PUT", "/admin/requests"),
        ("POST", "/admin/windows/a"),
        ("GET", "/admin/windows/a/end"),
        ("GET", "/admin/components/a"),
        ("POST", "/admin/incidents"),
        ("GET", "/admin/backend_statuses/a"),
    ] {
        let response = FullResponse::of(server.request(method, path)).await;
        response.assert_error(405);
        assert!(response.header("allow").is_some(), "{method} {path}");
    }
    assert_eq!(server.get("/toggles").await.json(), Value::Object(Default::default()));
}
