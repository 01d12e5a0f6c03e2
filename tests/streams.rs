//! Tests of OFREP and its event streams: a flip reaches the page at once, and polling takes over when streams fail.
#![cfg(target_arch = "wasm32")]

mod common;

use std::time::Duration;

use common::{GiveOut, Hidden, Out, Page, SECOND, Space, advance_until, mount, until, until_found};
use serde_json::{Value, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::{Clock, ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feed: Feed,
    cache: Cache,
    clock: ClockHandle,
    out: Out,
}

#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard feeds={props.feed.clone()} cache={props.cache} clock={props.clock.clone()}>
            <GiveOut out={props.out.clone()} />
            <GuardedSection section="bank" down_when="hide_bank">{ "1234" }</GuardedSection>
        </OutageGuard>
    }
}

struct Open {
    page: Page<App>,
    out: Out,
}

/// A page that does not poll within the time of a test.
fn open(space: &Space) -> Open {
    open_every(space, Duration::from_secs(1_000), Cache::None)
}

fn open_every(space: &Space, interval: Duration, cache: Cache) -> Open {
    open_by(ClockHandle::default(), space, interval, cache)
}

fn open_by(clock: impl Into<ClockHandle>, space: &Space, interval: Duration, cache: Cache) -> Open {
    let out = Out::default();
    let feed = Feed::ofrep(space.url("")).context("targetingKey", "somebody");
    let feed = feed.every(interval).timeout(86_400 * SECOND);
    Open { page: mount(Props { feed, cache, clock: clock.into(), out: out.clone() }), out }
}

/// A clock that stands still until the test moves it.
fn noon() -> ManualClock {
    ManualClock::at("2026-05-02T12:00:00Z".parse().unwrap())
}

/// A page that polls every second by the returned clock, and knows that its stream is open because it has received an
/// event. The section is down.
async fn streaming(space: &Space) -> (Open, ManualClock) {
    let clock = noon();
    let open = open_by(clock.clone(), space, SECOND, Cache::None);
    open.page.until_availability("bank", "available").await;
    space.until_streams(1).await;
    // This poll was due before the stream was open.
    clock.advance(SECOND);
    until("it is polled at its interval", || open.confirmed_at() == Some(clock.now())).await;
    // An event is fetched at once, but no sooner than this after the last response.
    clock.advance(Duration::from_millis(250));
    space.flip("hide_bank", true).await;
    open.page.until_availability("bank", "down").await;
    (open, clock)
}

impl Open {
    fn confirmed_at(&self) -> Option<Timestamp> {
        self.out.borrow().as_ref()?.health()[0].confirmed_at
    }
}

impl Space {
    /// Replaces the flags or streams in the responses of the server.
    async fn answer(&self, fields: Value) {
        self.put("/admin/ofrep", fields).await;
    }
}

#[wasm_bindgen_test]
async fn a_flip_reaches_the_page_by_its_stream() {
    let space = Space::new();
    let open = open(&space);
    open.page.until_availability("bank", "available").await;
    space.until_streams(1).await;
    for (on, wanted) in [(true, "down"), (false, "available"), (true, "down")] {
        let start = js_sys::Date::now();
        space.flip("hide_bank", on).await;
        open.page.until_availability("bank", wanted).await;
        web_sys::console::log_1(&format!("a flip took {} ms", js_sys::Date::now() - start).into());
    }
    let requests = space.requests().await;
    assert!(requests.len() >= 4);
    for request in &requests[1..] {
        assert!(request["query"].as_str().unwrap().starts_with("flagConfigEtag=%22"), "{request}");
        assert!(request["query"].as_str().unwrap().contains("&flagConfigLastModified="), "{request}");
        assert!(request["if_none_match"].is_string(), "{request}");
    }
}

#[wasm_bindgen_test]
async fn flags_have_notices() {
    let space = Space::new();
    let notice = json!({ "message": "New bank.", "ends_at": "2999-01-01T00:00:00Z" });
    space.put_toggle("hide_bank", json!({ "on": true, "notice": notice })).await;
    let open = open(&space);
    open.page.until_availability("bank", "down").await;
    assert!(open.page.text().contains("New bank."));
    assert_eq!(open.page.count("time"), 1);
}

/// Sends an event with an ETag, and waits until a request has that ETag. Events arrive in order, so by then all requests
/// caused by earlier events have been sent.
async fn until_fetched_for(space: &Space, etag: &str) -> Vec<Value> {
    let event = json!({ "type": "refetchEvaluation", "etag": etag });
    space.post("/admin/streams", json!({ "data": event.to_string() })).await;
    let named = |requests: &[Value]| {
        requests.iter().any(|request| request["query"].as_str().is_some_and(|query| query.contains(etag)))
    };
    space.until_requests(&format!("a request has the ETag {etag}"), named).await
}

#[wasm_bindgen_test]
async fn other_events_make_no_request() {
    let space = Space::new();
    let clock = noon();
    let open = open_by(clock.clone(), &space, Duration::from_secs(1_000), Cache::None);
    open.page.until_availability("bank", "available").await;
    space.until_streams(1).await;
    // From now on an event is fetched at once.
    clock.advance(Duration::from_millis(250));
    for data in ["{\"type\":\"other\"}", "not json", "", "[]"] {
        space.post("/admin/streams", json!({ "data": data, "times": 100 })).await;
    }
    let requests = until_fetched_for(&space, "the-last").await;
    assert_eq!(requests.len(), 2, "{requests:?}");
}

#[wasm_bindgen_test]
async fn a_flood_of_events_makes_few_requests() {
    let space = Space::new();
    let open = open(&space);
    open.page.until_availability("bank", "available").await;
    space.until_streams(1).await;
    let start = js_sys::Date::now();
    space.post("/admin/streams", json!({ "data": "{\"type\":\"refetchEvaluation\"}", "times": 5_000 })).await;
    let requests = until_fetched_for(&space, "the-last").await.len() - 1;
    // One at once, one for the last event, and between them at most one every 250 ms.
    let most = 2 + ((js_sys::Date::now() - start) / 250.0) as usize;
    assert!(requests <= most, "{requests} requests, not {most}");
    space.flip("hide_bank", true).await;
    open.page.until_availability("bank", "down").await;
}

#[wasm_bindgen_test]
async fn a_broken_stream_reconnects_and_missed_changes_are_fetched() {
    let space = Space::new();
    let (open, clock) = streaming(&space).await;
    // No event announces this flip, because no stream is open.
    space.put("/admin/streams", json!({ "status": 503 })).await;
    space.delete("/admin/streams").await;
    space.until_streams(0).await;
    space.flip("hide_bank", false).await;
    // If a reconnection gets an error, the browser closes the stream for good, and polling takes over. A lost stream
    // brings the next poll forward, so the flip arrives within the poll interval and not in five minutes.
    let flipped = || open.page.availability("bank") == "available";
    let waited = advance_until(&clock, SECOND / 10, "the flip arrives", flipped).await;
    assert!(waited < 60 * SECOND, "after {waited:?}");
    space.put("/admin/streams", json!({ "status": null })).await;
    // The browser or else the next poll opens the stream again.
    until_found("the stream is open", async || {
        clock.advance(SECOND);
        (space.streams().await == 1).then_some(())
    })
    .await;
}

#[wasm_bindgen_test]
async fn the_browsers_own_reconnection_fetches_at_once() {
    let space = Space::new();
    let open = open(&space);
    open.page.until_availability("bank", "available").await;
    space.until_streams(1).await;
    let before = open.confirmed_at();
    space.delete("/admin/streams").await;
    until("it is fetched again by itself", || open.confirmed_at() > before).await;
    space.until_streams(1).await;
}

#[wasm_bindgen_test]
async fn without_a_stream_the_page_polls() {
    let space = Space::new();
    space.put("/admin/streams", json!({ "status": 503 })).await;
    let open = open_every(&space, SECOND, Cache::None);
    open.page.until_availability("bank", "available").await;
    space.flip("hide_bank", true).await;
    open.page.until_availability("bank", "down").await;
    assert_eq!(space.streams().await, 0);
    // A stream that is available again is opened again.
    space.put("/admin/streams", json!({ "status": null })).await;
    space.until_streams(1).await;
}

#[wasm_bindgen_test]
async fn open_streams_slow_polling_down() {
    let space = Space::new();
    let (open, clock) = streaming(&space).await;
    let before = open.confirmed_at();
    let polled = || open.confirmed_at() != before;
    let waited = advance_until(&clock, SECOND, "it is fetched again", polled).await;
    // Five minutes, ±10 %, plus what the clock advances while the response comes.
    assert!((269..900).contains(&waited.as_secs()), "after {waited:?}");
}

#[wasm_bindgen_test]
async fn several_streams_in_either_form_are_followed_and_unlisted_ones_closed() {
    let space = Space::new();
    let path = space.url("/ofrep/v1/events").splitn(4, '/').nth(3).unwrap().to_owned();
    let both = json!({ "eventStreams": [
        { "type": "sse", "url": space.url("/ofrep/v1/events") },
        { "type": "sse", "endpoint": { "requestUri": format!("/{path}?second") } },
        { "type": "carrier-pigeon", "url": "/coop" }
    ] });
    space.answer(both).await;
    let open = open(&space);
    open.page.until_availability("bank", "available").await;
    space.until_streams(2).await;
    space.answer(json!({ "eventStreams": [{ "type": "sse", "url": space.url("/ofrep/v1/events") }] })).await;
    space.until_streams(1).await;
    space.answer(json!({ "eventStreams": null })).await;
    space.until_streams(0).await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_hidden_for_long_closes_its_stream_and_fetches_unconditionally_when_visible() {
    let space = Space::new();
    let stream = json!({ "type": "sse", "url": space.url("/ofrep/v1/events"), "inactivityDelaySec": 1 });
    space.answer(json!({ "eventStreams": [stream] })).await;
    let open = open(&space);
    open.page.until_availability("bank", "available").await;
    space.until_streams(1).await;
    let hidden = Hidden::new();
    space.until_streams(0).await;
    space.flip("hide_bank", true).await;
    let before = space.requests().await.len();
    drop(hidden);
    open.page.until_availability("bank", "down").await;
    space.until_streams(1).await;
    assert_eq!(space.requests().await[before]["if_none_match"], Value::Null);
}

#[wasm_bindgen_test]
async fn an_unmounted_page_leaves_no_stream() {
    let space = Space::new();
    let mut open = open(&space);
    open.page.until_availability("bank", "available").await;
    space.until_streams(1).await;
    open.page.unmount();
    space.until_streams(0).await;
}

#[wasm_bindgen_test]
async fn the_url_of_a_stream_is_not_cached_and_the_next_visit_opens_it_again() {
    let storage = web_sys::window().unwrap().local_storage().unwrap().unwrap();
    storage.clear().unwrap();
    let space = Space::new();
    let secret = format!("{}?token=secret", space.url("/ofrep/v1/events"));
    space.answer(json!({ "eventStreams": [{ "type": "sse", "url": secret }] })).await;
    for _ in 0..2 {
        let open = open_every(&space, Duration::from_secs(1_000), Cache::default());
        open.page.until_availability("bank", "available").await;
        space.until_streams(1).await;
        drop(open);
        space.until_streams(0).await;
    }
    let entries: Vec<String> = (0..storage.length().unwrap())
        .filter_map(|at| storage.get_item(&storage.key(at).unwrap().unwrap()).unwrap())
        .collect();
    assert_eq!(entries.len(), 1);
    assert!(!entries[0].contains("secret"), "{}", entries[0]);
}
