//! Tests vets-api's `/v0/backend_statuses`, and `/admin/backend_statuses`, which sets what it serves.

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::{Value, json};

use crate::server::{FullResponse, Server};

/// The attributes of the document, and apart from them the time of the report, which is no constant.
async fn attributes(server: &Server) -> (Value, DateTime<Utc>) {
    let mut document = server.get("/v0/backend_statuses").await.json();
    let mut attributes = document["data"]["attributes"].take();
    let reported_at = attributes.as_object_mut().unwrap().remove("reported_at").unwrap();
    let reported_at = DateTime::parse_from_rfc3339(reported_at.as_str().unwrap()).unwrap();
    (attributes, reported_at.to_utc())
}

/// A server with a service that is out and two windows, one of which has several services.
async fn server() -> Server {
    let server = Server::start().await;
    let status = json!({
        "service": "Appeals", "status": "critical", "last_incident_timestamp": "2026-05-02T20:00:00.5-04:00",
    });
    server.set("/admin/backend_statuses/appeals", status).await;
    server.set("/admin/backend_statuses/direct_deposit", json!({"status": "active"})).await;
    let window = json!({
        "services": ["evss"],
        "starts_at": "2026-05-02T20:00:00-04:00",
        "ends_at": "9000-05-02T21:00:00.25-04:00",
        "message": "A_new bank.",
    });
    server.set("/admin/windows/745", window).await;
    let open = json!({"services": ["global", "mvi"], "starts_at": "9000-05-02T20:00:00Z"});
    server.set("/admin/windows/two", open).await;
    let over = json!({"services": ["evss"], "starts_in_ms": -20_000, "ends_in_ms": -10_000});
    server.set("/admin/windows/over", over).await;
    server
}

#[tokio::test]
async fn serves_statuses_and_open_windows_in_one_document() {
    let document = server().await.get("/v0/backend_statuses").await.json();
    let data = &document["data"];
    assert_eq!((&data["id"], &data["type"]), (&json!(""), &json!("pagerduty_external_services_responses")));
    assert_eq!(
        data["attributes"]["statuses"],
        json!([
            {
                "service": "Appeals",
                "service_id": "appeals",
                "status": "critical",
                "last_incident_timestamp": "2026-05-03T00:00:00.500Z",
            },
            {
                "service": "Direct deposit",
                "service_id": "direct_deposit",
                "status": "active",
                "last_incident_timestamp": null,
            },
        ])
    );
    let open = |id: &str, service: &str| {
        json!({
            "id": id,
            "external_service": service,
            "start_time": "9000-05-02T20:00:00.000Z",
            "end_time": null,
            "description": null,
        })
    };
    assert_eq!(
        data["attributes"]["maintenance_windows"],
        json!([
            {
                "id": 745,
                "external_service": "evss",
                "start_time": "2026-05-03T00:00:00.000Z",
                "end_time": "9000-05-03T01:00:00.250Z",
                "description": "A_new bank.",
            },
            open("two:global", "global"),
            open("two:mvi", "mvi"),
        ])
    );
}

#[tokio::test]
async fn only_the_canonical_number_is_a_number() {
    let server = Server::start().await;
    for id in ["0", "4294967295", "007", "%2B7", "4294967296"] {
        let window = json!({"services": ["evss"], "starts_in_ms": 0});
        server.set(&format!("/admin/windows/{id}"), window).await;
    }
    let (attributes, _) = attributes(&server).await;
    let windows = attributes["maintenance_windows"].as_array().unwrap();
    let ids: Vec<_> = windows.iter().map(|window| window["id"].clone()).collect();
    assert_eq!(json!(ids), json!(["+7", 0, "007", 4_294_967_295_u32, "4294967296"]));
}

#[tokio::test]
async fn inflects_every_key() {
    let server = server().await;
    let inflected = |inflection: &str| {
        FullResponse::of(server.request("GET", "/v0/backend_statuses").header("X-Key-Inflection", inflection))
    };
    let camel = inflected("camel").await.json();
    let attributes = &camel["data"]["attributes"];
    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    assert_eq!(keys(attributes), ["maintenanceWindows", "reportedAt", "statuses"]);
    assert_eq!(
        attributes["statuses"][0],
        json!({
            "service": "Appeals",
            "serviceId": "appeals",
            "status": "critical",
            "lastIncidentTimestamp": "2026-05-03T00:00:00.500Z",
        })
    );
    assert_eq!(
        attributes["maintenanceWindows"][0],
        json!({
            "id": 745,
            "externalService": "evss",
            "startTime": "2026-05-03T00:00:00.000Z",
            "endTime": "9000-05-03T01:00:00.250Z",
            "description": "A_new bank.",
        })
    );
    let plain = server.get("/v0/backend_statuses").await.body;
    assert_eq!(inflected("snake").await.body, plain);
    assert!(plain.contains("\"reported_at\""));
}

#[tokio::test]
async fn reports_at_the_time_of_the_server_and_at_once_after_a_change() {
    let server = Server::start().await;
    let before = Utc::now() - TimeDelta::milliseconds(1);
    let (empty, reported_at) = attributes(&server).await;
    assert_eq!(empty, json!({"statuses": [], "maintenance_windows": []}));
    assert!(before <= reported_at && reported_at <= Utc::now(), "{reported_at}");

    while Utc::now() - reported_at < TimeDelta::milliseconds(2) {}
    server.set("/admin/backend_statuses/evss", json!({"status": "warning"})).await;
    let (changed, reported_next) = attributes(&server).await;
    assert_eq!(changed["statuses"][0]["status"], "warning");
    assert!(reported_at < reported_next && reported_next <= Utc::now(), "{reported_next}");
}

#[tokio::test]
async fn has_an_etag_that_changes_with_statuses_and_windows() {
    let server = Server::start().await;
    let status_for = async |tag: &str| {
        let request = server.request("GET", "/v0/backend_statuses").header("if-none-match", tag);
        FullResponse::of(request).await.status
    };
    let tag = async || server.get("/v0/backend_statuses").await.header("etag").unwrap().to_owned();
    let empty = tag().await;
    assert_eq!(status_for(&empty).await, 304);
    server.set("/admin/backend_statuses/evss", json!({"status": "disabled"})).await;
    assert_eq!(status_for(&empty).await, 200);
    let disabled = tag().await;
    assert_eq!(status_for(&disabled).await, 304);
    server.set("/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 0})).await;
    assert_eq!(status_for(&disabled).await, 200);
}

#[tokio::test]
async fn sets_and_removes_statuses() {
    let server = Server::start().await;
    assert_eq!(server.get("/admin/backend_statuses").await.json(), json!([]));
    for status in ["active", "warning", "critical", "maintenance", "disabled"] {
        let body = json!({"service": "E", "status": status, "last_incident_timestamp": null});
        let stored = server.put("/admin/backend_statuses/evss", body.to_string()).await;
        let entry = json!({
            "service_id": "evss", "service": "E", "status": status, "last_incident_timestamp": null,
        });
        assert_eq!((stored.status.as_u16(), stored.json()), (200, entry.clone()));
        assert_eq!(server.get("/admin/backend_statuses").await.json(), json!([entry]));
    }
    let future = "9999-05-02T20:00:00-04:00";
    let body = json!({"status": "critical", "last_incident_timestamp": future});
    server.set("/admin/backend_statuses/appeals", body).await;
    let list = server.get("/admin/backend_statuses").await.json();
    assert_eq!(list.as_array().unwrap().len(), 2);
    assert_eq!(list[0]["last_incident_timestamp"], future);

    assert_eq!(server.delete("/admin/backend_statuses/evss").await.status, 204);
    assert_eq!(server.delete("/admin/backend_statuses/evss").await.status, 204, "removing twice is fine");
    assert_eq!(server.get("/admin/backend_statuses").await.json(), json!([list[0]]));
    assert_eq!(attributes(&server).await.0["statuses"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn refuses_a_bad_status_and_changes_nothing() {
    let server = Server::start().await;
    server.set("/admin/backend_statuses/kept", json!({"status": "critical"})).await;
    let kept = server.get("/admin/backend_statuses").await.json();
    let at = |text: &str| json!({"status": "critical", "last_incident_timestamp": text});
    for body in [
        json!(null),
        json!([]),
        json!({}),
        json!(["critical"]),
        json!({"service": "S"}),
        json!({"status": null}),
        json!({"status": "down"}),
        json!({"status": "Critical"}),
        json!({"status": {"critical": null}}),
        json!({"status": "critical", "service": ""}),
        json!({"status": "critical", "service": "n".repeat(201)}),
        json!({"status": "critical", "service": 1}),
        json!({"status": "critical", "service_id": "kept"}),
        json!({"status": "critical", "extra": 1}),
        json!({"status": "critical", "last_incident_timestamp": 1_777_766_400}),
        at(""),
        at("soon"),
        at("2026-05-02"),
        at("2026-05-02T20:00:00"),
        at("2026-02-30T20:00:00Z"),
        at("0000-12-31T23:59:59Z"),
        at("9999-12-31T23:59:59-04:00"),
    ] {
        for id in ["kept", "new"] {
            let response = server.put(&format!("/admin/backend_statuses/{id}"), body.to_string()).await;
            assert_eq!(response.status, 400, "{body:.80}");
            response.assert_error(400);
        }
    }
    server.put("/admin/backend_statuses/kept", "nonsense").await.assert_error(400);
    for id in ["", "%20", &*"k".repeat(201), "%ff"] {
        let path = format!("/admin/backend_statuses/{id}");
        server.put(&path, "{\"status\":\"critical\"}").await.assert_error(400);
        server.delete(&path).await.assert_error(400);
    }
    assert_eq!(server.get("/admin/backend_statuses").await.json(), kept);
}
