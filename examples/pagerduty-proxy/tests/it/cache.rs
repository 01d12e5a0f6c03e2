//! Tests the cache: when PagerDuty is asked, and what a reader who has the document already gets.

use chrono::{DateTime, TimeDelta, Utc};
use reqwest::{Method, header};

use crate::{
    http::FullResponse,
    proxy::{Proxy, WINDOWS, pass},
    upstream::Upstream,
};

#[tokio::test]
async fn asks_pagerduty_again_after_its_time() {
    let upstream = Upstream::start().await;
    upstream.add_window("first", &["bank"]).await;
    let proxy = Proxy::start(&upstream).await;
    assert_eq!(proxy.windows().await.ids(), ["first"]);
    upstream.add_window("second", &["mail"]).await;
    pass(29).await;
    assert_eq!(proxy.windows().await.ids(), ["first"]);
    assert_eq!(upstream.queries().await.len(), 1);
    pass(1).await;
    assert_eq!(proxy.windows().await.ids(), ["first", "second"]);
    assert_eq!(upstream.queries().await.len(), 2);
}

#[tokio::test]
async fn a_reader_who_has_the_document_gets_a_304_until_it_changes() {
    let upstream = Upstream::start().await;
    upstream.add_window("first", &["bank"]).await;
    let proxy = Proxy::start(&upstream).await;
    let etag = proxy.windows().await.header("etag").unwrap().to_owned();
    let conditional = || proxy.request(Method::GET, WINDOWS).header(header::IF_NONE_MATCH, &etag);

    let same = FullResponse::of(conditional()).await;
    assert_eq!((same.status.as_u16(), same.body.as_str()), (304, ""));
    assert_eq!(same.header("etag"), Some(&*etag));
    for name in ["age", "date", "cache-control", "cache-status"] {
        assert!(same.header(name).is_some(), "{name}: {same:?}");
    }

    // What is not allowed changes nothing for readers.
    upstream.add_window("other", &["secret_project"]).await;
    pass(30).await;
    assert_eq!(FullResponse::of(conditional()).await.status, 304);

    upstream.add_window("second", &["bank"]).await;
    pass(30).await;
    let changed = FullResponse::of(conditional()).await;
    assert_eq!(changed.ids(), ["first", "second"]);
    assert_ne!(changed.header("etag"), Some(&*etag));
}

#[tokio::test]
async fn requests_that_arrive_together_share_one_fetch() {
    let upstream = Upstream::start().await;
    upstream.add_window("w", &["bank"]).await;
    let proxy = Proxy::start(&upstream).await;
    upstream.close();
    let requests: Vec<_> =
        (0..20).map(|_| tokio::spawn(FullResponse::of(proxy.request(Method::GET, WINDOWS)))).collect();
    while proxy.arrived() < requests.len() || upstream.queries().await.is_empty() {
        tokio::task::yield_now().await;
    }
    upstream.open();
    for request in requests {
        assert_eq!(request.await.unwrap().ids(), ["w"]);
    }
    assert_eq!(upstream.queries().await.len(), 1);
}

#[tokio::test]
async fn a_fetch_goes_on_when_its_reader_leaves() {
    let upstream = Upstream::start().await;
    upstream.add_window("w", &["bank"]).await;
    let proxy = Proxy::start(&upstream).await;
    upstream.close();
    let leaving = tokio::spawn(proxy.request(Method::GET, WINDOWS).send());
    while upstream.queries().await.is_empty() {
        tokio::task::yield_now().await;
    }
    leaving.abort();
    assert!(leaving.await.unwrap_err().is_cancelled());
    upstream.open();
    assert_eq!(proxy.windows().await.ids(), ["w"]);
    assert_eq!(upstream.queries().await.len(), 1);
}

#[tokio::test]
async fn the_date_and_the_age_of_a_document_add_up_to_now() {
    let upstream = Upstream::start().await;
    let proxy = Proxy::start(&upstream).await;
    proxy.windows().await;
    pass(20).await;
    let before = Utc::now() - TimeDelta::seconds(1);
    let response = proxy.windows().await;
    let date = DateTime::parse_from_rfc2822(response.header("date").unwrap()).unwrap();
    let age: i64 = response.header("age").unwrap().parse().unwrap();
    assert!(age >= 20, "{age}");
    let now = date.to_utc() + TimeDelta::seconds(age);
    assert!(before <= now && now <= Utc::now(), "{before} {now}");
    assert_eq!(response.header("cache-status"), Some(&*format!("pagerduty-proxy; ttl={}", 30 - age)));
}
