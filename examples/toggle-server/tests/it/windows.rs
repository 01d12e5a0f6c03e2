//! Tests `/admin/windows`: setting, moving and ending windows, and refusing bad input.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::server::Server;

fn time(value: &Value) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(value.as_str().unwrap()).unwrap().to_utc()
}

#[tokio::test]
async fn sets_moves_and_removes_a_window() {
    let server = Server::start().await;
    assert_eq!(server.get("/admin/windows").await.json(), json!([]));
    let mut window = json!({
        "services": ["evss", "direct_deposit"],
        "starts_at": "2026-05-02T20:00:00-04:00",
        "ends_at": "2026-05-03T21:00:00+00:30",
        "name": "Bank",
        "message": "Back \u{1F389} soon.",
    });
    let stored = server.put("/admin/windows/b", window.to_string()).await;
    window["id"] = "b".into();
    assert_eq!((stored.status.as_u16(), stored.json()), (200, window.clone()));
    assert_eq!(server.get("/admin/windows/b").await.json(), window);

    server.set("/admin/windows/a", json!({"services": ["evss"], "starts_at": "2026-05-02T20:00:00Z"})).await;
    let open = json!({"id": "a", "services": ["evss"], "starts_at": "2026-05-02T20:00:00Z", "ends_at": null});
    assert_eq!(server.get("/admin/windows").await.json(), json!([open, window]), "by id");

    server.set("/admin/windows/b", json!({"services": ["mvi"], "starts_at": "2027-05-02T20:00:00Z"})).await;
    let moved = json!({"id": "b", "services": ["mvi"], "starts_at": "2027-05-02T20:00:00Z", "ends_at": null});
    assert_eq!(server.get("/admin/windows").await.json(), json!([open, moved]));

    let removed = server.delete("/admin/windows/b").await;
    assert_eq!((removed.status.as_u16(), removed.body.as_str()), (204, ""));
    assert_eq!(server.delete("/admin/windows/b").await.status, 204, "removing twice is fine");
    server.get("/admin/windows/b").await.assert_error(404);
    assert_eq!(server.get("/admin/windows").await.json(), json!([open]));
}

#[tokio::test]
async fn counts_relative_times_from_the_request() {
    let server = Server::start().await;
    let before = Utc::now() - TimeDelta::milliseconds(1);
    server
        .set("/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 3000, "ends_in_ms": 6000}))
        .await;
    let after = Utc::now();
    let window = server.get("/admin/windows/w").await.json();
    let starts_at = time(&window["starts_at"]);
    assert!(before + TimeDelta::seconds(3) <= starts_at && starts_at <= after + TimeDelta::seconds(3));
    assert_eq!(time(&window["ends_at"]) - starts_at, TimeDelta::seconds(3));
    assert!(window["starts_at"].as_str().unwrap().ends_with('Z'), "{window}");
}

#[tokio::test]
async fn accepts_values_at_the_limits() {
    let server = Server::start().await;
    for (id, window) in [
        ("a%20b%2Fc", json!({"services": ["s"], "starts_in_ms": 0})),
        (&*"%C3%A9".repeat(200), json!({"services": ["s"], "starts_in_ms": -5})),
        ("null", json!({"services": ["s"], "starts_in_ms": 0, "starts_at": null, "ends_at": null})),
        ("mixed", json!({"services": ["s"], "starts_at": "2026-05-02T20:00:00Z", "ends_in_ms": 1})),
        ("long", json!({"services": ["k".repeat(200)], "starts_in_ms": 0, "name": "n".repeat(200)})),
        ("message", json!({"services": ["s"], "starts_in_ms": 0, "message": "\u{1F389}".repeat(10_000)})),
        (
            "shortest",
            json!({"services": ["s"], "starts_at": "0001-01-01T00:00:00Z", "ends_at": "0001-01-01T00:00:00.001Z"}),
        ),
        ("last", json!({"services": ["s"], "starts_at": "9998-12-31T23:59:59Z"})),
    ] {
        server.set(&format!("/admin/windows/{id}"), window).await;
    }
    assert_eq!(server.get("/admin/windows").await.json().as_array().unwrap().len(), 8);
}

#[tokio::test]
async fn ends_a_window_now() {
    let server = Server::start().await;
    server.post("/admin/windows/none/end").await.assert_error(404);

    server.set("/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 0})).await;
    let before = Utc::now() - TimeDelta::milliseconds(1);
    let ended = server.post("/admin/windows/w/end").await;
    assert_eq!(ended.status, 200);
    let ended = ended.json();
    assert_eq!(server.get("/admin/windows/w").await.json(), ended);
    let ends_at = time(&ended["ends_at"]);
    assert!(before <= ends_at && ends_at <= Utc::now() + TimeDelta::milliseconds(1), "{ended}");
    assert!(time(&ended["starts_at"]) < ends_at);

    assert_eq!(server.post("/admin/windows/w/end").await.json(), ended, "over already");

    server.set("/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 60_000})).await;
    let future = server.get("/admin/windows/w").await.json();
    server.post("/admin/windows/w/end").await.assert_error(400);
    assert_eq!(server.get("/admin/windows/w").await.json(), future);
}

#[tokio::test]
async fn refuses_a_bad_window_and_changes_nothing() {
    let server = Server::start().await;
    server.set("/admin/windows/kept", json!({"services": ["evss"], "starts_in_ms": 0})).await;
    let kept = server.get("/admin/windows").await.json();

    let at = "2026-05-02T20:00:00Z";
    let starts_at = |text: &str| json!({"services": ["s"], "starts_at": text});
    let ends_at = |text: &str| json!({"services": ["s"], "starts_at": at, "ends_at": text});
    for window in [
        json!(null),
        json!([]),
        json!({}),
        json!([["s"], at]),
        json!({"services": ["s"]}),
        json!({"services": ["s"], "starts_at": null}),
        json!({"services": ["s"], "ends_at": at}),
        json!({"starts_at": at}),
        json!({"services": null, "starts_at": at}),
        json!({"services": "s", "starts_at": at}),
        json!({"services": [], "starts_at": at}),
        json!({"services": [""], "starts_at": at}),
        json!({"services": ["s", " "], "starts_at": at}),
        json!({"services": ["s", 1], "starts_at": at}),
        json!({"services": ["s", "t", "s"], "starts_at": at}),
        json!({"services": ["k".repeat(201)], "starts_at": at}),
        starts_at(""),
        starts_at("soon"),
        starts_at("2026-05-02"),
        starts_at("2026-05-02T20:00:00"),
        starts_at("2026-02-30T20:00:00Z"),
        starts_at("2026-05-02T20:00:00+25:00"),
        starts_at("0000-12-31T23:59:59Z"),
        starts_at("9998-12-31T23:59:59-04:00"),
        ends_at("2026-05-02T21:00:00"),
        ends_at("2026-05-02T20:00:00Z"),
        ends_at("2026-05-02T20:00:00.0009Z"),
        ends_at("2026-05-02T15:59:59-04:00"),
        ends_at("2026-05-02T21:00:00+01:00"),
        ends_at("9999-12-31T23:59:59Z"),
        json!({"services": ["s"], "starts_at": at, "starts_in_ms": 0}),
        json!({"services": ["s"], "starts_at": at, "ends_at": at, "ends_in_ms": 0}),
        json!({"services": ["s"], "starts_in_ms": 6000, "ends_in_ms": 3000}),
        json!({"services": ["s"], "starts_in_ms": 3000, "ends_in_ms": 3000}),
        json!({"services": ["s"], "starts_in_ms": 0.5}),
        json!({"services": ["s"], "starts_in_ms": "0"}),
        json!({"services": ["s"], "starts_in_ms": i64::MAX}),
        json!({"services": ["s"], "starts_in_ms": i64::MIN}),
        json!({"services": ["s"], "starts_in_ms": 0, "ends_in_ms": 400_000_000_000_000_i64}),
        json!({"services": ["s"], "starts_at": at, "message": "x".repeat(10_001)}),
        json!({"services": ["s"], "starts_at": at, "message": 1}),
        json!({"services": ["s"], "starts_at": at, "name": " "}),
        json!({"services": ["s"], "starts_at": at, "name": "n".repeat(201)}),
        json!({"services": ["s"], "starts_at": at, "id": "kept"}),
        json!({"services": ["s"], "starts_at": at, "extra": 1}),
    ] {
        for id in ["kept", "new"] {
            let response = server.put(&format!("/admin/windows/{id}"), window.to_string()).await;
            assert_eq!(response.status, 400, "{window:.80}");
            response.assert_error(400);
        }
    }
    server.put("/admin/windows/kept", "nonsense").await.assert_error(400);
    assert_eq!(server.get("/admin/windows").await.json(), kept);
}

#[tokio::test]
async fn refuses_a_bad_id() {
    let server = Server::start().await;
    for id in ["", "%20", &*"k".repeat(201), "%ff"] {
        let path = format!("/admin/windows/{id}");
        server.put(&path, "{\"services\":[\"s\"],\"starts_in_ms\":0}").await.assert_error(400);
        server.get(&path).await.assert_error(400);
        server.delete(&path).await.assert_error(400);
    }
    assert_eq!(server.get("/admin/windows").await.json(), json!([]));
}
