//! Tests what readers get, and what `/healthz` says, while PagerDuty fails.

use serde_json::json;

use crate::{
    proxy::{Proxy, pass},
    upstream::Upstream,
};

#[tokio::test]
async fn serves_the_stale_document_for_a_bounded_time() {
    let upstream = Upstream::start().await;
    upstream.add_window("w", &["bank"]).await;
    let proxy = Proxy::start_with(&upstream, "stale_if_error_seconds = 60").await;
    let fresh = proxy.windows().await;
    upstream.fail(json!({"status": 503})).await;

    pass(40).await;
    let stale = proxy.windows().await;
    assert_eq!((stale.ids(), stale.header("etag")), (fresh.ids(), fresh.header("etag")));
    assert!(stale.header("age").unwrap().parse::<u64>().unwrap() >= 40, "{stale:?}");
    assert!(stale.header("cache-status").unwrap().starts_with("pagerduty-proxy; ttl=-1"), "{stale:?}");

    pass(50).await;
    let gone = proxy.windows().await;
    gone.assert_error(502);
    assert_eq!(gone.header("retry-after"), Some("5"));

    upstream.recover().await;
    pass(5).await;
    assert_eq!(proxy.windows().await.ids(), ["w"]);
}

#[tokio::test]
async fn every_kind_of_failure_is_a_502_before_the_first_good_answer() {
    let window = json!({"id": "w", "start_time": "2026-05-02T20:00:00Z", "end_time": null, "services": 1});
    let many = json!({"before": "{\"maintenance_windows\":[", "text": "{}", "between": ",", "after": "]}",
                      "times": 4_000_000});
    for fault in [
        json!({"status": 500}),
        json!({"status": 204}),
        json!({"status": 302, "headers": {"Location": "/maintenance_windows?filter=open"}, "times": 1}),
        json!({"body": "<html>Sign in</html>"}),
        json!({"body": "{\"maintenance_windows\":[]}"}),
        json!({"body": json!({"maintenance_windows": [window], "more": false}).to_string()}),
        json!({"body": "{\"maintenance_windows\":[],\"more\":true}"}),
        json!({"body_repeat": many}),
        json!({"reset_after": 3}),
    ] {
        let upstream = Upstream::start().await;
        upstream.fail(fault.clone()).await;
        let proxy = Proxy::start(&upstream).await;
        let response = proxy.windows().await;
        response.assert_error(502);
        assert_eq!(response.header("retry-after"), Some("5"), "{fault}");
        assert_eq!(upstream.queries().await.len(), 1, "{fault}");
    }
}

#[tokio::test]
async fn a_wrong_token_is_a_failure_that_readers_learn_nothing_about() {
    let upstream = Upstream::start().await;
    let proxy = Proxy::start_with_token(&upstream, "", "u+wrong").await;
    let response = proxy.windows().await;
    response.assert_error(502);
    assert_eq!(response.json(), json!({"error": "PagerDuty cannot be read at the moment."}));
}

#[tokio::test]
async fn a_slow_pagerduty_is_a_failure() {
    let upstream = Upstream::start().await;
    let proxy = Proxy::start_with(&upstream, "timeout_seconds = 60").await;
    upstream.close();
    let request = tokio::spawn(async move { proxy.windows().await });
    while upstream.queries().await.is_empty() {
        tokio::task::yield_now().await;
    }
    pass(60).await;
    request.await.unwrap().assert_error(502);
}

#[tokio::test]
async fn leaves_pagerduty_alone_for_as_long_as_it_asks() {
    for header in ["Retry-After", "ratelimit-reset"] {
        let upstream = Upstream::start().await;
        let proxy = Proxy::start(&upstream).await;
        upstream.fail(json!({"status": 429, "headers": {header: "40"}, "times": 1})).await;
        proxy.windows().await.assert_error(502);
        pass(30).await;
        let response = proxy.windows().await;
        response.assert_error(502);
        assert!(response.header("retry-after").unwrap().parse::<u64>().unwrap() <= 10, "{response:?}");
        assert_eq!(upstream.queries().await.len(), 1, "{header}");
        pass(10).await;
        assert!(proxy.windows().await.ids().is_empty());
    }
}

#[tokio::test]
async fn health_is_bad_until_pagerduty_has_answered_once() {
    let upstream = Upstream::start().await;
    let proxy = Proxy::start_with(&upstream, "stale_if_error_seconds = 0").await;
    upstream.close();
    proxy.get("/healthz").await.assert_error(503);
    upstream.open();
    // The question itself made the proxy ask PagerDuty.
    let health = loop {
        let health = proxy.get("/healthz").await;
        if health.status != 503 {
            break health;
        }
    };
    assert_eq!(health.json(), json!({"age_seconds": 0, "stale": false}));
    assert_eq!(health.header("cache-control"), Some("no-store"));

    upstream.fail(json!({"status": 500})).await;
    pass(100).await;
    proxy.windows().await.assert_error(502);
    let health = proxy.get("/healthz").await;
    assert_eq!(health.status, 200);
    assert!(health.json()["age_seconds"].as_u64().unwrap() >= 100, "{health:?}");
    assert_eq!(health.json()["stale"], true);
}
