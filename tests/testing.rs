//! The test kit, used as its users use it.
#![cfg(target_arch = "wasm32")]

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::FeedError;
use yew_outage::prelude::*;
use yew_outage::testing::{ClockHandle, ManualClock, Page, ScriptedFeed, View, show, until};

wasm_bindgen_test_configure!(run_in_browser);

const SECTION: &str = "direct deposit";

fn page(feed: Feed, clock: &ManualClock) -> Page<View> {
    page_with_listener(feed, clock, Callback::noop())
}

fn page_with_listener(feed: Feed, clock: &ManualClock, on_event: Callback<OutageEvent>) -> Page<View> {
    show(html! {
        <OutageGuard feeds={feed} cache={Cache::None} clock={ClockHandle::from(clock.clone())} {on_event}>
            <GuardedSection section={SECTION} down_when={toggle("hide").or(service("bank"))}>
                <p id="form" />
            </GuardedSection>
        </OutageGuard>
    })
}

fn noon() -> ManualClock {
    ManualClock::at("2026-05-02T12:00:00Z".parse().unwrap())
}

#[wasm_bindgen_test]
async fn a_scripted_response_reaches_the_page_at_once() {
    let script = ScriptedFeed::new();
    let page = page(script.feed(), &noon());
    page.until_availability(SECTION, "available").await;
    assert_eq!((page.count("#form"), script.request_count()), (1, 1));

    let ends_at: Timestamp = "2026-05-02T14:00:00Z".parse().unwrap();
    let notice = Notice::default().with_message("A \"new\" bank.").with_ends_at(ends_at);
    script.respond([("hide", Toggle::on().with_notice(notice))]);
    page.until_availability(SECTION, "down").await;
    assert!(page.text().contains("A \"new\" bank."), "{}", page.text());
    assert_eq!((page.count("#form"), page.count("time")), (0, 1));

    script.respond([("hide", false)]);
    page.until_availability(SECTION, "available").await;
    assert_eq!(script.request_count(), 3);
}

#[wasm_bindgen_test]
async fn an_unresponsive_feed_leaves_sections_pending_until_it_responds() {
    let script = ScriptedFeed::unresponsive();
    let clock = noon();
    let page = page(script.feed(), &clock);
    until("the feed is polled", || script.request_count() == 1).await;
    assert_eq!(page.availability(SECTION), "unknown");
    clock.advance(Duration::from_millis(300));
    until("the pending line is shown", || page.find(".outage-pending").is_some()).await;
    script.respond([("hide", true)]);
    page.until_availability(SECTION, "down").await;
}

#[wasm_bindgen_test]
async fn a_scripted_failure_emits_an_event_and_keeps_the_last_report() {
    let script = ScriptedFeed::new();
    script.respond([("hide", true)]);
    let failed = Rc::new(Cell::new(false));
    let on_event = Callback::from({
        let failed = failed.clone();
        move |event| failed.set(failed.get() || matches!(event, OutageEvent::FeedFailed { .. }))
    });
    let page = page_with_listener(script.feed(), &noon(), on_event);
    page.until_availability(SECTION, "down").await;
    script.fail(FeedError::Status(503));
    until("the failure was emitted", || failed.get()).await;
    assert_eq!(script.request_count(), 2);
    assert_eq!(page.availability(SECTION), "down");
    script.respond([("hide", false)]);
    page.until_availability(SECTION, "available").await;
}

#[wasm_bindgen_test]
async fn windows_and_polls_go_by_a_manual_clock() {
    let clock = noon();
    let window = Outage::planned("bank", ["bank"])
        .with_starts_at("2026-05-02T12:30:00Z".parse::<Timestamp>().unwrap())
        .with_ends_at("2026-05-02T13:00:00Z".parse::<Timestamp>().unwrap());
    let script = ScriptedFeed::new();
    script.respond_with_outages([("hide", false)], [window]);
    let page = page(script.feed(), &clock);
    page.until_availability(SECTION, "approaching").await;
    clock.advance(Duration::from_secs(30 * 60));
    page.until_availability(SECTION, "down").await;
    clock.advance(Duration::from_secs(30 * 60));
    page.until_availability(SECTION, "available").await;
    until("the feed was polled again on schedule", || script.request_count() > 1).await;
}

#[wasm_bindgen_test]
async fn an_unmounted_page_stops_polling() {
    let script = ScriptedFeed::new();
    let mut page = page(script.feed(), &noon());
    page.until_availability(SECTION, "available").await;
    page.unmount();
    until("the page is unmounted", || page.root.child_nodes().length() == 0).await;
    script.respond([("hide", true)]);
    // Once a second page has its response, the first page would have sent a request, too.
    let other = self::page(script.feed(), &noon());
    other.until_availability(SECTION, "down").await;
    assert_eq!(script.request_count(), 2);
}
