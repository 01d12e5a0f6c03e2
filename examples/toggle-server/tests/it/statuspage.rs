//! Tests Statuspage's summary.

use serde_json::{Value, json};

use crate::server::{FullResponse, Server};

async fn summary(server: &Server) -> Value {
    server.get("/api/v2/summary.json").await.json()
}

fn component(id: &str, name: &str, status: &str) -> Value {
    json!({
        "id": id, "name": name, "status": status, "page_id": "toggle-server",
        "group_id": null, "group": false, "only_show_if_degraded": false,
    })
}

/// The list without the times of changes, each of which is checked.
fn timeless(list: &Value) -> Value {
    let mut list = list.clone();
    let strip = |entry: &mut Value, times: &[&str]| {
        for time in times {
            let time = entry.as_object_mut().unwrap().remove(*time).unwrap();
            chrono::DateTime::parse_from_rfc3339(time.as_str().unwrap()).unwrap();
        }
    };
    for entry in list.as_array_mut().unwrap() {
        strip(entry, &["created_at", "started_at", "updated_at"]);
        for update in entry["incident_updates"].as_array_mut().unwrap() {
            strip(update, &["created_at", "display_at", "updated_at"]);
        }
    }
    list
}

#[tokio::test]
async fn an_empty_page_reports_no_problem() {
    let server = Server::start().await;
    let response = server.get("/api/v2/summary.json").await;
    assert_eq!(
        response.json(),
        json!({
            "page": {
                "id": "toggle-server", "name": "Toggle server", "url": "https://status.example",
                "time_zone": "Etc/UTC", "updated_at": "1970-01-01T00:00:00.000Z",
            },
            "components": [],
            "incidents": [],
            "scheduled_maintenances": [],
            "status": {"indicator": "none", "description": "Everything works"},
        })
    );
    let tag = response.header("etag").unwrap();
    let again = server.request("GET", "/api/v2/summary.json").header("if-none-match", tag);
    assert_eq!(FullResponse::of(again).await.status, 304);
}

#[tokio::test]
async fn lists_maintenances_by_the_clock() {
    let server = Server::start().await;
    for (id, window) in [
        ("past", json!({"services": ["mvi"], "starts_in_ms": -20_000, "ends_in_ms": -10_000})),
        ("now", json!({"services": ["direct_deposit"], "starts_at": "2026-05-02T20:00:00-04:00"})),
        (
            "soon",
            json!({
                "services": ["evss", "direct_deposit"], "name": "Bank", "message": "A new bank.",
                "starts_at": "9000-05-02T20:00:00-04:00", "ends_at": "9000-05-02T21:00:00-04:00",
            }),
        ),
    ] {
        server.set(&format!("/admin/windows/{id}"), window).await;
    }
    let deposit = component("direct_deposit", "Direct deposit", "under_maintenance");
    let evss = component("evss", "Evss", "operational");
    let served = summary(&server).await;
    assert_eq!(served["components"], json!([deposit, evss, component("mvi", "Mvi", "operational")]));
    assert_eq!(served["status"]["indicator"], "maintenance");
    assert_ne!(served["page"]["updated_at"], "1970-01-01T00:00:00.000Z");
    assert_eq!(
        timeless(&served["scheduled_maintenances"]),
        json!([
            {
                "id": "now", "name": "Maintenance of Direct deposit", "status": "in_progress",
                "impact": "maintenance", "page_id": "toggle-server", "shortlink": null, "resolved_at": null,
                "scheduled_for": "2026-05-03T00:00:00.000Z", "scheduled_until": null,
                "incident_updates": [], "components": [deposit],
            },
            {
                "id": "soon", "name": "Bank", "status": "scheduled",
                "impact": "maintenance", "page_id": "toggle-server", "shortlink": null, "resolved_at": null,
                "scheduled_for": "9000-05-03T00:00:00.000Z", "scheduled_until": "9000-05-03T01:00:00.000Z",
                "incident_updates": [{
                    "id": "soon-update", "incident_id": "soon", "status": "scheduled", "body": "A new bank.",
                }],
                "components": [evss, deposit],
            },
        ])
    );

    server.post("/admin/windows/now/end").await;
    let served = summary(&server).await;
    assert_eq!(served["components"][0]["status"], "operational");
    assert_eq!(served["scheduled_maintenances"].as_array().unwrap().len(), 1);
    assert_eq!(served["status"]["indicator"], "none");
}

#[tokio::test]
async fn a_component_replaces_the_one_made_for_the_service_of_its_id() {
    let server = Server::start().await;
    server.set("/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 0})).await;
    for (set, served) in [("operational", "under_maintenance"), ("major_outage", "major_outage")] {
        server.set("/admin/components/evss", json!({"name": "EVSS", "status": set})).await;
        let summary = summary(&server).await;
        let evss = component("evss", "EVSS", served);
        assert_eq!(summary["components"], json!([evss]));
        assert_eq!(summary["scheduled_maintenances"][0]["components"], json!([evss]));
    }
}

#[tokio::test]
async fn lists_incidents_until_they_are_resolved() {
    let server = Server::start().await;
    server.set("/admin/components/c", json!({"name": "C", "status": "partial_outage"})).await;
    let incident = |status: &str| {
        json!({
            "name": "Bank unreachable", "status": status, "impact": "critical", "components": ["c"],
            "body": "We called them.", "shortlink": "https://status.example/i",
        })
    };
    let mut started_at = None;
    for status in ["investigating", "identified", "monitoring"] {
        server.set("/admin/incidents/i", incident(status)).await;
        let served = summary(&server).await;
        assert_eq!(
            timeless(&served["incidents"]),
            json!([{
                "id": "i", "name": "Bank unreachable", "status": status, "impact": "critical",
                "page_id": "toggle-server", "shortlink": "https://status.example/i", "resolved_at": null,
                "incident_updates": [{
                    "id": "i-update", "incident_id": "i", "status": status, "body": "We called them.",
                }],
                "components": [component("c", "C", "partial_outage")],
            }])
        );
        let started = served["incidents"][0]["started_at"].clone();
        assert_eq!(*started_at.get_or_insert(started.clone()), started, "an update keeps the start");
        assert_eq!(served["status"]["indicator"], "critical");
    }
    for status in ["resolved", "postmortem"] {
        server.set("/admin/incidents/i", incident(status)).await;
        let served = summary(&server).await;
        assert_eq!(served["incidents"], json!([]));
        assert_eq!(served["status"]["indicator"], "major", "the component is still down in part");
    }
    server.set("/admin/incidents/i", incident("monitoring")).await;
    server.delete("/admin/components/c").await;
    assert_eq!(summary(&server).await["incidents"][0]["components"], json!([]));
}

#[tokio::test]
async fn the_indicator_is_the_worst_of_the_components() {
    let server = Server::start().await;
    for (id, status, indicator) in [
        ("a", "operational", "none"),
        ("b", "under_maintenance", "maintenance"),
        ("c", "degraded_performance", "minor"),
        ("d", "partial_outage", "major"),
        ("e", "major_outage", "critical"),
    ] {
        server.set(&format!("/admin/components/{id}"), json!({"name": "C", "status": status})).await;
        assert_eq!(summary(&server).await["status"]["indicator"], indicator);
    }
}
