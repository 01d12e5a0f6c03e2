//! Tests what readers see of PagerDuty's windows.

use serde_json::json;
use yew_outage::feed::{Engine, PagerDuty};

use crate::{
    proxy::{Proxy, WINDOWS},
    upstream::Upstream,
};

#[tokio::test]
async fn lists_only_what_is_allowed_without_the_words_of_operators() {
    let upstream = Upstream::start().await;
    upstream.add_window("both", &["bank", "secret_project"]).await;
    upstream.add_window("other", &["secret_project"]).await;
    upstream.add_window("plain", &["mail"]).await;
    let response = Proxy::start(&upstream).await.windows().await;
    let window = |id, service, summary| {
        json!({
            "id": id,
            "type": "maintenance_window",
            "start_time": "2026-05-02T20:00:00Z",
            "end_time": "9999-12-31T23:59:59Z",
            "services": [{"id": service, "type": "service_reference", "summary": summary}],
        })
    };
    let windows = [window("both", "bank", "Bank"), window("plain", "mail", "Mail")];
    assert_eq!(response.json(), json!({"maintenance_windows": windows, "more": false}));
    assert_eq!(response.header("content-type"), Some("application/json"));
    assert_eq!(response.header("cache-control"), Some("public, max-age=30, stale-if-error=900"));
}

#[tokio::test]
async fn serves_descriptions_if_the_configuration_says_so() {
    let upstream = Upstream::start().await;
    upstream.add_window("w", &["bank"]).await;
    let proxy = Proxy::start_with(&upstream, "show_descriptions = true").await;
    assert_eq!(proxy.windows().await.json()["maintenance_windows"][0]["description"], "db-7, ask @dave");
}

#[tokio::test]
async fn the_library_reads_the_document() {
    let upstream = Upstream::start().await;
    upstream.add_window("w", &["bank", "secret_project"]).await;
    let body = Proxy::start(&upstream).await.windows().await.body;
    let decoded = PagerDuty.decode(body.as_bytes()).unwrap();
    for (service, count) in [("bank", 1), ("Bank", 1), ("secret_project", 0), ("mail", 0)] {
        assert_eq!(decoded.report.outages(service).count(), count, "{service}");
    }
    assert!(decoded.warnings.is_empty(), "{:?}", decoded.warnings);
}

#[tokio::test]
async fn follows_the_pages_and_answers_with_one() {
    let upstream = Upstream::start().await;
    for n in 0..203 {
        upstream.add_window(&format!("{n:03}"), &["bank"]).await;
    }
    let response = Proxy::start(&upstream).await.windows().await;
    let wanted: Vec<_> = (0..203).map(|n| format!("{n:03}")).collect();
    assert_eq!(response.ids(), wanted);
    assert_eq!(response.json()["more"], false);
    let page = |offset| format!("filter=open&limit=100&offset={offset}");
    assert_eq!(upstream.queries().await, [page(0), page(100), page(200)]);
}

#[tokio::test]
async fn follows_pages_that_are_smaller_than_requested_and_lists_a_window_once() {
    let upstream = Upstream::start().await;
    upstream.add_window("last", &["mail"]).await;
    let entry = |id| {
        json!({"id": id, "start_time": "2026-05-02T20:00:00Z", "end_time": null,
               "services": [{"id": "bank", "summary": null}]})
    };
    // Then toggle-server skips two windows, and it has none left.
    let first = json!({"maintenance_windows": [entry("a"), entry("a")], "more": true});
    upstream.fail(json!({"body": first.to_string(), "times": 1})).await;
    assert_eq!(Proxy::start(&upstream).await.windows().await.ids(), ["a"]);
    assert_eq!(upstream.queries().await.last().unwrap(), "filter=open&limit=100&offset=2");
}

#[tokio::test]
async fn the_readers_query_does_not_reach_pagerduty() {
    let upstream = Upstream::start().await;
    upstream.add_window("w", &["bank"]).await;
    let proxy = Proxy::start(&upstream).await;
    assert_eq!(proxy.get("/maintenance_windows?filter=past&offset=7").await.ids(), ["w"]);
    assert_eq!(proxy.get(WINDOWS).await.ids(), ["w"]);
    assert_eq!(upstream.queries().await, ["filter=open&limit=100&offset=0"]);
}
