//! Tests vets-api's feature toggles and maintenance windows.

use chrono::DateTime;
use serde_json::{Value, json};

use crate::server::{FullResponse, Server};

fn document(features: &[(&str, bool)]) -> Value {
    let features: Vec<_> =
        features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    json!({"data": {"type": "feature_toggles", "features": features}})
}

async fn server() -> Server {
    let server = Server::start().await;
    server.set("/admin/toggles/profile_hide_direct_deposit", json!({"on": true})).await;
    server.set("/admin/toggles/hideContact", json!({"on": false})).await;
    server
}

#[tokio::test]
async fn lists_every_toggle_in_both_spellings() {
    assert_eq!(
        server().await.get("/v0/feature_toggles").await.json(),
        document(&[
            ("hideContact", false),
            ("hide_contact", false),
            ("profileHideDirectDeposit", true),
            ("profile_hide_direct_deposit", true),
        ])
    );
}

#[tokio::test]
async fn filters_by_either_spelling_in_the_order_and_spelling_of_the_request() {
    let server = server().await;
    for (features, wanted) in [
        (
            "profile_hide_direct_deposit,hide_contact",
            document(&[("profile_hide_direct_deposit", true), ("hide_contact", false)]),
        ),
        (
            "hideContact,,profileHideDirectDeposit,hideContact",
            document(&[("hideContact", false), ("profileHideDirectDeposit", true)]),
        ),
        (
            "profile_hide_direct_deposit%2CprofileHideDirectDeposit",
            document(&[("profile_hide_direct_deposit", true), ("profileHideDirectDeposit", true)]),
        ),
    ] {
        let response = server.get(&format!("/v0/feature_toggles?x=1&features={features}")).await;
        assert_eq!(response.json(), wanted, "{features}");
    }
}

#[tokio::test]
async fn an_unknown_feature_is_off() {
    assert_eq!(
        server().await.get("/v0/feature_toggles?features=no_such,noMore").await.json(),
        document(&[("no_such", false), ("noMore", false)])
    );
}

#[tokio::test]
async fn an_empty_filter_is_no_filter() {
    let server = server().await;
    let all = server.get("/v0/feature_toggles").await;
    assert_eq!(server.get("/v0/feature_toggles?features=").await.body, all.body);
}

#[tokio::test]
async fn has_an_etag_too() {
    let server = server().await;
    let tag = server.get("/v0/feature_toggles").await.header("etag").unwrap().to_owned();
    let again = server.request("GET", "/v0/feature_toggles").header("if-none-match", tag);
    assert_eq!(FullResponse::of(again).await.status, 304);
}

#[tokio::test]
async fn lists_a_window_once_for_each_of_its_services() {
    let server = Server::start().await;
    assert_eq!(server.get("/v0/maintenance_windows").await.json(), json!({"data": []}));
    let window = json!({
        "services": ["evss", "mvi"],
        "starts_at": "9000-05-02T20:00:00-04:00",
        "ends_at": "9000-05-02T21:00:00.25-04:00",
        "message": "A new bank.",
    });
    server.set("/admin/windows/two", window).await;
    server
        .set("/admin/windows/1", json!({"services": ["global"], "starts_at": "2026-05-02T20:00:00Z"}))
        .await;

    let resource = |id: &str, attributes: Value| json!({"id": id, "type": "maintenance_windows", "attributes": attributes});
    let two = |service: &str| {
        json!({
            "external_service": service,
            "start_time": "9000-05-03T00:00:00.000Z",
            "end_time": "9000-05-03T01:00:00.250Z",
            "description": "A new bank.",
        })
    };
    let open = json!({
        "external_service": "global",
        "start_time": "2026-05-02T20:00:00.000Z",
        "end_time": null,
        "description": null,
    });
    let response = server.get("/v0/maintenance_windows").await;
    assert_eq!(
        response.json(),
        json!({"data": [
            resource("1", open),
            resource("two:evss", two("evss")),
            resource("two:mvi", two("mvi")),
        ]})
    );
    assert!(response.header("etag").is_some());
}

#[tokio::test]
async fn inflects_the_attributes_of_windows() {
    let server = Server::start().await;
    let window = json!({"services": ["a_b"], "starts_at": "2026-05-02T20:00:00Z", "message": "x_y"});
    server.set("/admin/windows/w_1", window).await;
    let inflected = |inflection: &str| {
        FullResponse::of(
            server.request("GET", "/v0/maintenance_windows").header("X-Key-Inflection", inflection),
        )
    };
    assert_eq!(
        inflected("camel").await.json(),
        json!({"data": [{"id": "w_1", "type": "maintenance_windows", "attributes": {
            "externalService": "a_b",
            "startTime": "2026-05-02T20:00:00.000Z",
            "endTime": null,
            "description": "x_y",
        }}]})
    );
    let plain = server.get("/v0/maintenance_windows").await.body;
    assert_eq!(inflected("snake").await.body, plain);
    assert!(plain.contains("external_service"));
}

#[tokio::test]
async fn leaves_out_windows_that_are_over() {
    let server = Server::start().await;
    for (id, starts_in_ms, ends_in_ms) in
        [("future", 60_000, 70_000), ("over", -20_000, -10_000), ("now", -10_000, 60_000)]
    {
        let window = json!({"services": ["evss"], "starts_in_ms": starts_in_ms, "ends_in_ms": ends_in_ms});
        server.set(&format!("/admin/windows/{id}"), window).await;
    }
    let ids = async || {
        let document = server.get("/v0/maintenance_windows").await.json();
        document["data"].as_array().unwrap().iter().map(|window| window["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(ids().await, ["future", "now"]);
    let ended = server.post("/admin/windows/now/end").await.json();
    DateTime::parse_from_rfc3339(ended["ends_at"].as_str().unwrap()).unwrap();
    assert_eq!(ids().await, ["future"]);
}

#[tokio::test]
async fn the_mobile_app_gets_the_first_window_of_each_service() {
    let server = Server::start().await;
    assert_eq!(server.get("/mobile/v0/maintenance_windows").await.json(), json!({"data": []}));
    for (id, window) in [
        ("a", json!({"services": ["evss"], "starts_at": "9000-05-03T20:00:00Z"})),
        (
            "b",
            json!({"services": ["direct_deposit", "evss"], "starts_at": "9000-05-02T20:00:00-04:00", "ends_at": "9000-05-03T21:00:00Z"}),
        ),
        ("c", json!({"services": ["global"], "starts_at": "2026-05-02T20:00:00Z", "message": "Unseen."})),
        ("over", json!({"services": ["evss"], "starts_in_ms": -20_000, "ends_in_ms": -10_000})),
    ] {
        server.set(&format!("/admin/windows/{id}"), window).await;
    }
    let resource = |service: &str, start: &str, end: Value| {
        json!({
            "id": service,
            "type": "maintenance_window",
            "attributes": {"service": service, "startTime": start, "endTime": end},
        })
    };
    let end = json!("9000-05-03T21:00:00.000Z");
    let response = server.get("/mobile/v0/maintenance_windows").await;
    assert_eq!(
        response.json(),
        json!({"data": [
            resource("direct_deposit", "9000-05-03T00:00:00.000Z", end.clone()),
            resource("evss", "9000-05-03T00:00:00.000Z", end),
            resource("global", "2026-05-02T20:00:00.000Z", Value::Null),
        ]})
    );
    assert!(response.header("etag").is_some());
}

#[tokio::test]
async fn global_downtime_is_a_bare_list_of_the_windows_of_the_whole_site() {
    let server = Server::start().await;
    assert_eq!(server.get("/v0/global_downtime.json").await.json(), json!([]));
    for (id, window) in [
        (
            "over",
            json!({"services": ["global"], "starts_at": "2020-05-02T20:00:00-04:00", "ends_at": "2020-05-02T21:00:00-04:00"}),
        ),
        ("one", json!({"services": ["evss", "global"], "starts_at": "9000-05-02T20:00:00Z"})),
        ("other", json!({"services": ["evss", "global_id"], "starts_at": "9000-05-02T20:00:00Z"})),
    ] {
        server.set(&format!("/admin/windows/{id}"), window).await;
    }
    let response = server.get("/v0/global_downtime.json").await;
    assert_eq!(
        response.json(),
        json!([
            {"start_time": "9000-05-02T20:00:00.000Z", "end_time": null},
            {"start_time": "2020-05-03T00:00:00.000Z", "end_time": "2020-05-03T01:00:00.000Z"},
        ])
    );
    assert!(response.header("etag").is_some());
}
