//! Tests of `Initial`: a page that comes with the reports of its feeds renders first as on the server, then as in the
//! reader's browser.
#![cfg(target_arch = "wasm32")]

mod common;

use std::time::Duration;

use common::{Page, Space, View, show, statuses, until};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::testing::{ClockHandle, ManualClock, ScriptedFeed};

wasm_bindgen_test_configure!(run_in_browser);

const SECTION: &str = "direct deposit";
const MADE_AT: &str = "2026-05-02T20:00:00Z";

fn initial(body: &str) -> Initial {
    let mut initial = Initial::at(MADE_AT.parse().unwrap());
    initial.answered(&Feed::plain("/toggles"), body.as_bytes(), None).unwrap();
    initial
}

fn page(feed: Feed, initial: Initial, now: &str) -> Page<View> {
    let clock = ClockHandle::from(ManualClock::at(now.parse().unwrap()));
    show(html! {
        <OutageGuard feeds={feed} {initial} {clock} cache={Cache::None} time_zone="America/New_York">
            <GuardedSection section={SECTION} down_when={toggle("hide").or(service("bank"))}>
                <p id="form" />
            </GuardedSection>
        </OutageGuard>
    })
}

#[wasm_bindgen_test]
async fn the_initial_report_is_shown_until_the_feed_responds_with_another() {
    let script = ScriptedFeed::unresponsive();
    let page = page(script.feed(), initial(r#"{"hide": true}"#), MADE_AT);
    page.until_availability(SECTION, "down").await;
    until("the feed is fetched", || script.request_count() == 1).await;
    assert_eq!(page.availability(SECTION), "down");
    script.respond([("hide", false)]);
    page.until_availability(SECTION, "available").await;
}

#[wasm_bindgen_test]
async fn a_window_that_is_over_by_now_is_rendered_first_and_then_removed() {
    let body = r#"{"toggles": {}, "windows": [{"id": "w", "services": ["bank"],
        "starts_at": "2026-05-02T19:00:00Z", "ends_at": "2026-05-02T20:30:00Z"}]}"#;
    let script = ScriptedFeed::unresponsive();
    let seen = std::rc::Rc::new(std::cell::RefCell::new(Vec::new()));
    let on_event = {
        let seen = seen.clone();
        Callback::from(move |event: OutageEvent| seen.borrow_mut().push(event))
    };
    let clock = ClockHandle::from(ManualClock::at("2026-05-02T21:00:00Z".parse().unwrap()));
    let page = show(html! {
        <OutageGuard feeds={script.feed()} initial={initial(body)} {clock} cache={Cache::None} {on_event}>
            <GuardedSection section={SECTION} down_when={service("bank")}>{ "The form" }</GuardedSection>
        </OutageGuard>
    });
    page.until_availability(SECTION, "available").await;
    until("it was down first", || {
        matches!(&seen.borrow()[..], [OutageEvent::SectionDown { .. }, OutageEvent::SectionBack { .. }])
    })
    .await;
}

#[wasm_bindgen_test]
async fn times_are_in_the_readers_zone_after_the_first_render() {
    let body = r#"{"hide": {"on": true, "ends_at": "2026-05-02T23:00:00Z"}}"#;
    let page = page(ScriptedFeed::unresponsive().feed(), initial(body), MADE_AT);
    until("times are the reader's", || page.text().contains("7:00 p.m. ET")).await;
}

#[wasm_bindgen_test]
async fn the_browser_fetches_with_the_etag_that_came_with_the_page() {
    let space = Space::new();
    let url = space.url("/toggles");
    let answer = gloo_net::http::Request::get(&url).send().await.unwrap();
    let etag = answer.headers().get("ETag");
    assert!(etag.is_some(), "the server sends one and exposes it");
    let feed = Feed::plain(url);
    let mut initial = Initial::at(MADE_AT.parse().unwrap());
    initial.answered(&feed, answer.text().await.unwrap().as_bytes(), etag.as_deref()).unwrap();
    let _page = page(feed.every(Duration::from_secs(3_600)), initial, MADE_AT);
    assert_eq!(statuses(&space.until_answered(2).await), [200, 304]);
}
