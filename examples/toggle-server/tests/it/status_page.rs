//! Tests `/admin/components` and `/admin/incidents`: setting entries, and refusing bad input.

use serde_json::json;

use crate::server::Server;

#[tokio::test]
async fn sets_and_removes_components() {
    let server = Server::start().await;
    assert_eq!(server.get("/admin/components").await.json(), json!([]));
    for status in
        ["operational", "degraded_performance", "partial_outage", "major_outage", "under_maintenance"]
    {
        let stored =
            server.put("/admin/components/c", json!({"name": "C", "status": status}).to_string()).await;
        let component = json!({"id": "c", "name": "C", "status": status});
        assert_eq!((stored.status.as_u16(), stored.json()), (200, component.clone()));
        assert_eq!(server.get("/admin/components").await.json(), json!([component]));
    }
    assert_eq!(server.delete("/admin/components/c").await.status, 204);
    assert_eq!(server.delete("/admin/components/c").await.status, 204, "removing twice is fine");
    assert_eq!(server.get("/admin/components").await.json(), json!([]));
}

#[tokio::test]
async fn sets_and_removes_incidents() {
    let server = Server::start().await;
    server.set("/admin/components/c", json!({"name": "C", "status": "major_outage"})).await;
    server.set("/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 0})).await;
    server.set("/admin/incidents/b", json!({"name": "B", "status": "resolved"})).await;
    let full = json!({
        "name": "A", "status": "identified", "impact": "critical", "components": ["evss", "c"],
        "body": "We know.", "shortlink": "https://status.example/a",
    });
    server.set("/admin/incidents/a", full.clone()).await;
    let mut served = full;
    served["id"] = "a".into();
    let short = json!({"id": "b", "name": "B", "status": "resolved", "impact": "none", "components": []});
    assert_eq!(server.get("/admin/incidents").await.json(), json!([served, short]));

    assert_eq!(server.delete("/admin/incidents/a").await.status, 204);
    assert_eq!(server.delete("/admin/incidents/a").await.status, 204, "removing twice is fine");
    assert_eq!(server.get("/admin/incidents").await.json(), json!([short]));
}

#[tokio::test]
async fn refuses_a_bad_entry_and_changes_nothing() {
    let server = Server::start().await;
    server.set("/admin/components/c", json!({"name": "C", "status": "operational"})).await;
    server.set("/admin/incidents/i", json!({"name": "I", "status": "monitoring"})).await;
    let lists =
        async || [server.get("/admin/components").await.body, server.get("/admin/incidents").await.body];
    let kept = lists().await;
    for (path, body) in [
        ("components/c", json!([])),
        ("components/c", json!({})),
        ("components/c", json!({"name": "C"})),
        ("components/c", json!({"status": "operational"})),
        ("components/c", json!({"name": "", "status": "operational"})),
        ("components/c", json!({"name": "n".repeat(201), "status": "operational"})),
        ("components/c", json!({"name": "C", "status": "down"})),
        ("components/c", json!({"name": "C", "status": "Operational"})),
        ("components/c", json!({"name": "C", "status": {"operational": null}})),
        ("components/c", json!({"name": "C", "status": "operational", "extra": 1})),
        ("components/%20", json!({"name": "C", "status": "operational"})),
        ("components/", json!({"name": "C", "status": "operational"})),
        ("incidents/i", json!({})),
        ("incidents/i", json!({"name": "I"})),
        ("incidents/i", json!({"name": " ", "status": "identified"})),
        ("incidents/i", json!({"name": "I", "status": "scheduled"})),
        ("incidents/i", json!({"name": "I", "status": "identified", "impact": "huge"})),
        ("incidents/i", json!({"name": "I", "status": "identified", "components": "c"})),
        ("incidents/i", json!({"name": "I", "status": "identified", "components": ["none"]})),
        ("incidents/i", json!({"name": "I", "status": "identified", "components": ["c", "c"]})),
        ("incidents/i", json!({"name": "I", "status": "identified", "body": "x".repeat(10_001)})),
        ("incidents/i", json!({"name": "I", "status": "identified", "shortlink": "x".repeat(2_001)})),
        ("incidents/i", json!({"name": "I", "status": "identified", "extra": 1})),
        ("incidents/", json!({"name": "I", "status": "identified"})),
    ] {
        let response = server.put(&format!("/admin/{path}"), body.to_string()).await;
        assert_eq!(response.status, 400, "{path} {body:.80}");
        response.assert_error(400);
    }
    assert_eq!(lists().await, kept);
}
