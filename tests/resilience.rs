//! Tests of resilience: a section that is known to be down stays down while feeds, the clock, the network or the storage
//! misbehave. Each test is named after the rule that it checks.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use common::visit::Visit;
use common::{FullStorage, Hidden, SECOND, ScriptedFeed, Space, cached, local, until};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::{ComponentStatus, Statuspage, Unleash};
use yew_outage::prelude::*;
use yew_outage::store::{Clock, ClockHandle, FeedHealth, ManualClock, SystemClock, Timer};

wasm_bindgen_test_configure!(run_in_browser);

/// Waits until the guard has received a response that it could not read completely.
async fn until_read_error(visit: &Visit) {
    let is_unread = |health: &FeedHealth| health.error.is_some() || health.skipped > 0;
    visit.until_health("the response is not read completely", is_unread).await;
}

/// Waits until this many reports are cached.
async fn until_cached(count: usize) {
    until(&format!("{count} reports are cached"), || cached().len() == count).await;
}

/// Shifts `Date.now` by this many hours until it is dropped.
struct WrongClock;

impl WrongClock {
    fn by_hours(hours: f64) -> Self {
        let set = js_sys::Function::new_with_args(
            "hours",
            "self.rightNow ??= Date.now; const now = self.rightNow; Date.now = () => now.call(Date) + hours * 3600000;",
        );
        set.call1(&JsValue::NULL, &hours.into()).unwrap();
        Self
    }
}

impl Drop for WrongClock {
    fn drop(&mut self) {
        js_sys::Function::new_no_args("Date.now = self.rightNow").call0(&JsValue::NULL).unwrap();
    }
}

/// A space whose OFREP responses list no event streams.
async fn without_streams() -> Space {
    let space = Space::new();
    space.put("/admin/ofrep", json!({ "eventStreams": null })).await;
    space
}

/// A timestamp this many minutes from now, by the right clock.
fn in_minutes(minutes: f64) -> Timestamp {
    Timestamp::from_timestamp_millis((js_sys::Date::now() + minutes * 60_000.0) as i64).unwrap()
}

fn window_body(ends_at: &str) -> String {
    format!(
        r#"{{"toggles":{{"o":true}},"windows":[{{"id":"w","services":["bank"],"starts_at":"2020-01-01T00:00:00Z","ends_at":{ends_at}}}]}}"#
    )
}

/// After a document that takes the section down, an unreadable one must not bring it back.
#[wasm_bindgen_test]
async fn an_unreadable_document_keeps_the_last_known_state() {
    let running = window_body(r#""2999-01-01T00:00:00Z""#);
    let plain = |space: &Space| Feed::plain(space.url("/toggles"));
    let vets = |space: &Space| Feed::vets_api(space.url("/v0/feature_toggles"));
    let ofrep = |space: &Space| Feed::ofrep(space.url(""));
    let unleash = |space: &Space| Feed::new(Unleash, space.url("/toggles"));
    let pagerduty = |space: &Space| Feed::pagerduty(space.url("/toggles"));
    let statuspage = |space: &Space| Feed::new(Statuspage::default(), space.url("/toggles"));
    type Cases<'a> = Vec<(&'a dyn Fn(&Space) -> Feed, &'a str, Vec<String>)>;
    let cases: Cases = vec![
        (&plain, r#"{"hide_bank":true,"o":true}"#, vec![
            r#"{"message":"Internal server error"}"#.into(),
            r#"{"success":false,"message":"Internal server error"}"#.into(),
            r#"{"hide_bank":"true","o":true}"#.into(),
            r#"{"hide_bank":null,"o":true}"#.into(),
            r#"{"toggles":{"hide_bank":{"on":1},"o":true}}"#.into(),
            r#"{"hide_bank":{"on":true,"message":"Down \ud83d","ends_at":""},"o":true}"#.into(),
        ]),
        (&plain, &running, vec![
            window_body(r#""""#),
            window_body(r#""2999-01-01T00:00:00""#),
            window_body(r#""2019-01-01T00:00:00Z""#),
            running.replace("2020-01-01T00:00:00Z", "tomorrow"),
            running.replace(r#"["bank"]"#, r#"[null]"#),
            running.replace(r#"["bank"]"#, r#""bank""#),
            running.replace(r#"[{"id""#, r#"[7,{"message":1,"id""#).replace(r#""id":"w","#, ""),
            r#"{"toggles":{"o":true},"windows":{}}"#.into(),
            r#"{"o":true,"windows":"none"}"#.into(),
            running.replace(r#"["bank"]"#, r#""bank, mail""#),
        ]),
        (&vets, r#"{"data":{"features":[{"name":"hideBank","value":true},{"name":"o","value":true}]}}"#, vec![
            r#"{"data":{"features":[{"name":"hide_bank","value":"on"},{"name":"o","value":true}]}}"#.into(),
            r#"{"data":{"features":[{"name":7,"value":true},{"name":"o","value":true}]}}"#.into(),
            r#"{"data":{"features":[{}]}}"#.into(),
        ]),
        (&ofrep, r#"{"flags":[{"key":"hide_bank","value":true},{"key":"o","value":true}]}"#, vec![
            r#"{"flags":[{"key":"hide_bank","errorCode":"TARGETING_KEY_MISSING"},{"key":"o","value":true}]}"#.into(),
            r#"{"flags":[{"key":"hide_bank","value":"true"},{"key":"o","value":true},{"key":"p","errorCode":"X"}]}"#.into(),
            r#"{"flags":[{"key":"hide_bank","value":true,"metadata":[]},{"key":"o","value":true}]}"#.into(),
            r#"{"flags":[null]}"#.into(),
        ]),
        (&unleash, r#"{"toggles":[{"name":"hide_bank","enabled":true},{"name":"o","enabled":true}]}"#, vec![
            r#"{"toggles":[{"name":"hide_bank"},{"name":"o","enabled":true}]}"#.into(),
            r#"{"toggles":[{"enabled":true},{"name":"o","enabled":true}]}"#.into(),
        ]),
        (&pagerduty, r#"{"maintenance_windows":[{"id":"w","start_time":"2020-01-01T00:00:00Z","services":[{"id":"bank"}]}]}"#, vec![
            r#"{"maintenance_windows":[{"id":"w","start_time":"","services":[{"id":"bank"}]},{"id":"v","start_time":"2020-01-01T00:00:00Z","services":[{"id":"o"}]}]}"#.into(),
            r#"{"maintenance_windows":[{"id":"w","start_time":"2020-01-01T00:00:00Z","services":[{"id":null},{"id":"o"}]}]}"#.into(),
            r#"{"maintenance_windows":[7]}"#.into(),
        ]),
        (&statuspage, r#"{"components":[{"id":"bank","name":"Bank","status":"major_outage"},{"id":"o","status":"operational"}]}"#, vec![
            r#"{"components":[{"id":"bank","name":"Bank","status":"half_broken"},{"id":"o","status":"operational"}]}"#.into(),
            r#"{"components":[{"id":"bank","name":"Bank"},{"id":"o","status":"operational"}]}"#.into(),
            r#"{"components":[{"status":"operational"},{"id":"o","status":"operational"}]}"#.into(),
        ]),
    ];
    let negated = html! { <GuardedSection section="negated" down_when={!toggle("hide_bank")}>{ "Shown with it" }</GuardedSection> };
    for (feed, down, unreadable) in cases {
        for body in unreadable {
            let space = Space::new();
            space.fault(json!({ "body": down })).await;
            let visit = Visit::with(feed(&space).every(SECOND), |props| props.children = negated.clone());
            visit.until_bank("down").await;
            let before = visit.page.availability("negated");
            space.fault(json!({ "body": body })).await;
            until_read_error(&visit).await;
            assert_eq!(visit.bank(), "down", "{body}");
            assert_eq!(visit.page.availability("negated"), before, "{body}");
        }
    }
}

#[wasm_bindgen_test]
async fn the_last_known_state_is_stale_until_a_readable_response_comes() {
    let space = Space::new();
    space.fault(json!({ "body": r#"{"hide_bank":true,"o":true}"# })).await;
    let visit = Visit::new(Feed::plain(space.url("/toggles")).every(SECOND));
    visit.until_bank("down").await;
    space.fault(json!({ "body": r#"{"hide_bank":"no","o":true}"# })).await;
    until_read_error(&visit).await;
    assert!(visit.health().stale && visit.health().error.is_none());
    space.fault(json!({ "body": r#"{"hide_bank":false,"o":true}"# })).await;
    visit.until_bank("available").await;
    visit.until_health("the report is fresh again", |health| !health.stale).await;
}

#[wasm_bindgen_test]
async fn a_feed_with_other_settings_keeps_its_report_and_one_for_another_user_marks_it_stale() {
    type Change = fn(Feed) -> Feed;
    // The last item of each case: whether the report is stale after the change.
    let changes: [(&str, Change, bool); 5] = [
        ("poll interval", |feed| feed.every(9 * SECOND), false),
        ("header", |feed| feed.header("Authorization", "another token"), false),
        ("timeout", |feed| feed.timeout(3 * SECOND), false),
        ("context", |feed| feed.context("targetingKey", "somebody else"), true),
        ("service alias", |feed| feed.map_service("theirs", "ours"), true),
    ];
    for (what, change, is_stale) in changes {
        let space = without_streams().await;
        space.flip("hide_bank", true).await;
        let feed = Feed::ofrep(space.url("")).context("targetingKey", "somebody");
        let mut visit = Visit::new(feed.clone());
        visit.until_bank("down").await;
        space.fault(json!({ "delay_ms": 60_000 })).await;
        let alert = visit.page.get(".outage-alert");
        visit.change(|props| props.feeds = change(feed).into());
        space.until_asked(2).await;
        assert_eq!(visit.bank(), "down", "{what}");
        assert!(alert.is_connected(), "{what}: the alert stays");
        assert_eq!(visit.health().stale, is_stale, "{what}");
        // The next response replaces the report.
        space.heal().await;
        space.flip("hide_bank", false).await;
        visit.guard().refresh();
        visit.until_bank("available").await;
    }
}

#[wasm_bindgen_test]
async fn cache_entries_are_dated_and_expire_by_the_readers_own_clock() {
    for hours in [-2.0, 0.0, 2.0] {
        local().clear().unwrap();
        let space = Space::new();
        space.flip("hide_bank", true).await;
        let feed = Feed::plain(space.url("/toggles"));
        let wrong = WrongClock::by_hours(hours);
        let open_page = || Visit::with_cache(feed.clone(), Cache::default());
        open_page().until_bank("down").await;
        until_cached(1).await;
        space.fault(json!({ "status": 503 })).await;
        let visit = open_page();
        visit.until_failed().await;
        assert_eq!(visit.bank(), "down", "{hours}");
        drop(wrong);
        // The clock is corrected between two visits.
        let later = open_page();
        later.until_failed().await;
        assert_eq!(later.bank(), "down", "{hours}, then right");
    }
}

#[wasm_bindgen_test]
async fn a_failed_write_removes_the_older_entry() {
    local().clear().unwrap();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let feed = Feed::plain(space.url("/toggles")).every(SECOND);
    let open_page = || Visit::with_cache(feed.clone(), Cache::default());
    let visit = open_page();
    visit.until_bank("available").await;
    until_cached(1).await;
    let full = FullStorage::new();
    space.flip("hide_bank", true).await;
    visit.until_bank("down").await;
    until_cached(0).await;
    drop(full);
    drop(visit);
    space.fault(json!({ "status": 503 })).await;
    let next = open_page();
    next.until_failed().await;
    assert_eq!(next.bank(), "unknown");
}

#[wasm_bindgen_test]
async fn an_entry_dated_in_the_future_is_overwritten() {
    local().clear().unwrap();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let feed = Feed::plain(space.url("/toggles")).every(SECOND);
    let open_page = || Visit::with_cache(feed.clone(), Cache::default());
    {
        let _wrong = WrongClock::by_hours(5.0);
        open_page().until_bank("available").await;
        until_cached(1).await;
    }
    space.flip("hide_bank", true).await;
    open_page().until_bank("down").await;
    until("the current state is cached", || cached()[0].1.contains(r#""key":"hide_bank","on":true"#)).await;
}

#[wasm_bindgen_test]
async fn a_report_read_with_other_engine_settings_is_not_used() {
    local().clear().unwrap();
    let space = Space::new();
    space.put("/admin/components/bank", json!({ "name": "Bank", "status": "partial_outage" })).await;
    let open_page = |engine: Statuspage| {
        Visit::with_cache(Feed::new(engine, space.url("/api/v2/summary.json")), Cache::default())
    };
    open_page(Statuspage::default()).until_bank("degraded").await;
    until_cached(1).await;
    // A conditional request would get a 304 again and again.
    open_page(Statuspage::down_from(ComponentStatus::PartialOutage)).until_bank("down").await;
    until_cached(1).await;
}

#[wasm_bindgen_test]
async fn at_most_three_reports_of_a_url_are_cached() {
    local().clear().unwrap();
    let space = without_streams().await;
    space.flip("hide_bank", true).await;
    for session in 0..8 {
        let feed = Feed::ofrep(space.url("")).context("sessionId", session.to_string());
        let visit = Visit::with_cache(feed, Cache::default());
        visit.until_bank("down").await;
        // The newest report is always among them.
        until_cached((session + 1).min(3)).await;
    }
    // Expired entries are removed when another entry of the same feed is cached.
    let old = cached();
    for (name, text) in &old {
        let at = text.find(r#""written_at":""#).unwrap() + 14;
        local()
            .set_item(
                name,
                &format!(
                    "{}2020-01-01T00:00:00Z{}",
                    &text[..at],
                    &text[at + text[at..].find('"').unwrap()..]
                ),
            )
            .unwrap();
    }
    let feed = Feed::ofrep(space.url("")).context("sessionId", "new");
    let visit = Visit::with_cache(feed, Cache::default());
    visit.until_bank("down").await;
    until("the expired reports are removed", || {
        cached().len() == 1 && old.iter().all(|(name, _)| *name != cached()[0].0)
    })
    .await;
}

#[wasm_bindgen_test]
async fn after_the_first_render_the_newer_of_cache_and_initial_counts() {
    // An initial report of this many minutes from now, in which the section is available.
    let initial_in = |minutes| {
        let mut initial = Initial::at(in_minutes(minutes));
        initial.answered(&Feed::plain("/toggles"), br#"{"hide_bank":false}"#, None).unwrap();
        initial
    };
    for (minutes, wanted) in [(-60.0, "down"), (1.0, "available")] {
        local().clear().unwrap();
        let space = Space::new();
        space.flip("hide_bank", true).await;
        let feed = Feed::plain(space.url("/toggles"));
        Visit::with_cache(feed.clone(), Cache::default()).until_bank("down").await;
        until_cached(1).await;
        space.fault(json!({ "status": 503 })).await;
        let visit = Visit::with(feed, |props| {
            props.cache = Cache::default();
            props.initial = Some(initial_in(minutes));
        });
        visit.until_failed().await;
        visit.until_bank(wanted).await;
    }
}

#[wasm_bindgen_test]
async fn setting_the_clock_back_delays_neither_polls_nor_check_again() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let visit = Visit::new(Feed::plain(space.url("/toggles")).every(SECOND));
    visit.until_bank("down").await;
    visit.page.click(".outage-action");
    let button = || visit.page.get(".outage-action");
    until("it was checked", || button().get_attribute("aria-disabled").is_some()).await;
    let before = space.requests().await.len();
    let _wrong = WrongClock::by_hours(-1.0);
    space.until_asked(before + 2).await;
    until("the button is enabled again", || button().get_attribute("aria-disabled").is_none()).await;
    visit.page.click(".outage-action");
    until("it is checked again", || button().get_attribute("aria-disabled").is_some()).await;
    space.flip("hide_bank", false).await;
    visit.until_bank("available").await;
}

/// A clock whose long timers never fire, as on a machine that sleeps.
#[derive(Clone)]
struct NoLongTimers(Rc<Cell<Timestamp>>);

impl Clock for NoLongTimers {
    fn now(&self) -> Timestamp {
        self.0.get()
    }

    fn elapsed(&self) -> Duration {
        SystemClock.elapsed()
    }

    fn after(&self, delay: Duration, then: Box<dyn FnOnce()>) -> Timer {
        if delay > 20 * SECOND { Timer::new(()) } else { SystemClock.after(delay, then) }
    }
}

#[wasm_bindgen_test]
async fn every_response_makes_the_guard_evaluate_its_sections() {
    let space = Space::new();
    let now = in_minutes(0.0);
    let ends_at = now + Duration::from_secs(3_600);
    space.put("/admin/windows/w", json!({ "services": ["bank"], "starts_at": "2020-01-01T00:00:00Z", "ends_at": ends_at.to_rfc3339() })).await;
    let time = Rc::new(Cell::new(now));
    let clock = ClockHandle::from(NoLongTimers(time.clone()));
    let visit = Visit::with(Feed::plain(space.url("/toggles")).every(SECOND), |props| {
        props.clock = clock;
        // No other timer makes the guard evaluate its sections again.
        props.while_unknown = WhileUnknown::ShowSection { after: Duration::ZERO };
    });
    visit.until_bank("down").await;
    // The window ends while the machine sleeps. No event signals the wake-up, and the report does not change.
    time.set(ends_at + Duration::from_secs(60));
    visit.until_bank("available").await;
    let statuses: Vec<_> = space.requests().await.iter().map(|request| request["status"].clone()).collect();
    assert!(statuses[1..].iter().all(|status| status == &json!(304) || status.is_null()), "{statuses:?}");
}

#[wasm_bindgen_test]
async fn a_slow_body_does_not_set_the_clock_back() {
    let (slow, other) = (Space::new(), Space::new());
    let body = format!("{:70}", r#"{"o":true}"#);
    slow.fault(json!({ "body": body, "drip_ms": 60 })).await;
    let ends_at = in_minutes(3.0 / 60.0);
    let window =
        json!({ "services": ["bank"], "starts_at": "2020-01-01T00:00:00Z", "ends_at": ends_at.to_rfc3339() });
    other.put("/admin/windows/w", window).await;
    // The slow body takes over four seconds. The clock must count from when its headers came.
    let slow_feed = Feed::new(yew_outage::feed::PlainJson, slow.url("/toggles"));
    let visit = Visit::new([slow_feed, Feed::plain(other.url("/toggles"))]);
    visit.until_bank("down").await;
    visit.until_health("the slow response has arrived", |health| health.confirmed_at.is_some()).await;
    // It took more than four seconds, so the window is over, and the guard has just evaluated its sections.
    visit.until_bank("available").await;
    let behind = (in_minutes(0.0) - visit.health().confirmed_at.unwrap()).num_milliseconds();
    assert!(behind < 3_000, "the time is {behind} ms behind");
}

#[wasm_bindgen_test]
async fn polling_continues_although_the_browser_reports_no_network() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let navigator = web_sys::window().unwrap().navigator();
    let offline = js_sys::Function::new_with_args(
        "navigator",
        "Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })",
    );
    offline.call1(&JsValue::NULL, &navigator).unwrap();
    let visit = Visit::new(Feed::plain(space.url("/toggles")).every(SECOND));
    visit.until_bank("down").await;
    space.flip("hide_bank", false).await;
    visit.until_bank("available").await;
    js_sys::Function::new_with_args("navigator", "delete navigator.onLine")
        .call1(&JsValue::NULL, &navigator)
        .unwrap();
}

#[wasm_bindgen_test]
async fn the_unknown_timeout_counts_from_mount_and_starts_over_for_a_new_feed() {
    let clock = ManualClock::at(in_minutes(0.0));
    let unresponsive = ScriptedFeed::unresponsive;
    let (first, second) = (unresponsive(), unresponsive());
    let mut visit = Visit::with(first.feed(), |props| props.clock = ClockHandle::from(clock.clone()));
    let shows = |visit: &Visit| visit.page.text().contains("1234");
    until("it is mounted", || first.request_count() == 1).await;
    // Changing the setting while nothing is known does not restart the timeout.
    for after in [3_001, 3_002, 3_000] {
        clock.advance(Duration::from_millis(900));
        let after = Duration::from_millis(after);
        visit.change(|props| props.while_unknown = WhileUnknown::ShowSection { after });
        assert!(!shows(&visit));
    }
    clock.advance(Duration::from_millis(299));
    assert!(!shows(&visit));
    clock.advance(Duration::from_millis(1));
    until("the section is shown", || shows(&visit)).await;
    first.respond([("hide_bank", false), ("o", false)]);
    visit.until_bank("available").await;

    // For another feed the timeout starts over.
    visit.change(|props| props.feeds = second.feed().into());
    visit.until_bank("unknown").await;
    until("the feed is fetched", || second.request_count() == 1).await;
    assert!(!shows(&visit));
    clock.advance(Duration::from_millis(2_999));
    assert!(!shows(&visit));
    clock.advance(Duration::from_millis(1));
    until("the section is shown", || shows(&visit)).await;
    // The section stays shown when another feed is added, although nothing is known yet.
    let third = unresponsive();
    visit.change(|props| props.feeds = [second.feed(), third.feed()].into());
    until("the feed is fetched", || third.request_count() == 1).await;
    assert!(shows(&visit));
}

#[wasm_bindgen_test]
async fn a_page_that_is_visible_again_fetches_without_the_etag_of_a_missed_event() {
    let space = Space::new();
    let stream = json!({ "type": "sse", "url": space.url("/ofrep/v1/events"), "inactivityDelaySec": 1 });
    space.put("/admin/ofrep", json!({ "eventStreams": [stream] })).await;
    let visit = Visit::new(Feed::ofrep(space.url("")).every(1_000 * SECOND));
    visit.until_bank("available").await;
    space.until_streams(1).await;
    let hidden = Hidden::new();
    // An event comes while the page is hidden, and is not fetched yet. Then the stream is closed.
    space.flip("hide_bank", true).await;
    space.until_streams(0).await;
    let before = space.requests().await.len();
    drop(hidden);
    visit.until_bank("down").await;
    let request = &space.requests().await[before];
    assert_eq!((&request["query"], &request["if_none_match"]), (&json!(""), &json!(null)), "{request}");
}

#[wasm_bindgen_test]
async fn a_page_that_is_opened_hidden_closes_its_stream_after_a_while() {
    let space = Space::new();
    let stream = json!({ "type": "sse", "url": space.url("/ofrep/v1/events"), "inactivityDelaySec": 1 });
    space.put("/admin/ofrep", json!({ "eventStreams": [stream] })).await;
    let hidden = Hidden::new();
    let visit = Visit::new(Feed::ofrep(space.url("")).every(1_000 * SECOND));
    visit.until_bank("available").await;
    space.until_streams(1).await;
    space.until_streams(0).await;
    drop(hidden);
    space.until_streams(1).await;
}

#[wasm_bindgen_test]
async fn events_wait_for_the_back_off() {
    let space = Space::new();
    let clock = ManualClock::at(in_minutes(0.0));
    let visit =
        Visit::with(Feed::ofrep(space.url("")), |props| props.clock = ClockHandle::from(clock.clone()));
    visit.until_bank("available").await;
    space.until_streams(1).await;
    space.fault(json!({ "status": 503 })).await;
    let before = space.requests().await.len();
    // A second later, an event is no longer combined with the last response. Its request fails.
    clock.advance(SECOND);
    let event = json!({ "data": r#"{"type":"refetchEvaluation"}"#, "times": 1 });
    space.post("/admin/streams", event.clone()).await;
    visit.until_failed().await;
    assert_eq!(space.requests().await.len(), before + 1);
    // The clock does not advance, so the back-off does not end. The browser reconnects after it has read these
    // events.
    for _ in 0..50 {
        space.post("/admin/streams", event.clone()).await;
    }
    space.delete("/admin/streams").await;
    space.until_streams(0).await;
    space.until_streams(1).await;
    assert_eq!(space.requests().await.len(), before + 1, "no request before the back-off is over");
    clock.advance(SECOND);
    space.until_asked(before + 2).await;
    space.heal().await;
    space.flip("hide_bank", true).await;
    visit.guard().refresh();
    visit.until_bank("down").await;
}
