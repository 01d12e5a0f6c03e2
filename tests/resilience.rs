//! Tests of resilience: a section that is known to be down stays down while feeds, the clock, the network or the storage
//! misbehave. Each test is named after the rule that it checks.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use common::{FullStorage, GiveOut, Hidden, Out, Page, SECOND, Space, cached, local, mount, until};
use serde_json::json;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::{ComponentStatus, Feeds, Statuspage, Unleash};
use yew_outage::prelude::*;
use yew_outage::store::{Clock, ClockHandle, ManualClock, SystemClock, Timer};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    #[prop_or(Cache::None)]
    cache: Cache,
    #[prop_or_default]
    clock: ClockHandle,
    #[prop_or_default]
    initial: Option<Initial>,
    #[prop_or_default]
    while_unknown: WhileUnknown,
    out: Out,
}

#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard
            feeds={props.feeds.clone()}
            cache={props.cache}
            clock={props.clock.clone()}
            initial={props.initial.clone()}
            while_unknown={props.while_unknown}
        >
            <GiveOut out={props.out.clone()} />
            <GuardedSection section="bank" down_when={toggle("hide_bank").or(service("bank"))}>{ "1234" }</GuardedSection>
            <GuardedSection section="not" down_when={!toggle("hide_bank")}>{ "Shown with it" }</GuardedSection>
        </OutageGuard>
    }
}

struct Open {
    page: Page<App>,
    props: Props,
}

impl Open {
    fn new(feeds: impl Into<Feeds>) -> Self {
        Self::with(feeds, |_| {})
    }

    fn with(feeds: impl Into<Feeds>, change: impl FnOnce(&mut Props)) -> Self {
        let mut props = Props {
            feeds: feeds.into(),
            cache: Cache::None,
            clock: ClockHandle::default(),
            initial: None,
            while_unknown: WhileUnknown::default(),
            out: Out::default(),
        };
        change(&mut props);
        Self { page: mount(props.clone()), props }
    }

    /// Renders the page with changed properties.
    fn change(&mut self, change: impl FnOnce(&mut Props)) {
        change(&mut self.props);
        self.page.update(self.props.clone());
    }

    fn health(&self) -> yew_outage::store::FeedHealth {
        self.props.out.borrow().as_ref().expect("the page is mounted").health().remove(0)
    }

    async fn until_bank(&self, wanted: &str) {
        self.page.until_availability("bank", wanted).await;
    }

    /// Waits until the guard has received a response that it could not read completely.
    async fn until_read_error(&self) {
        until("the response is not read completely", || {
            self.health().error.is_some() || self.health().skipped > 0
        })
        .await;
    }
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
    for (feed, down, after) in cases {
        for body in after {
            let space = Space::new();
            space.fault(json!({ "body": down })).await;
            let open = Open::new(feed(&space).every(SECOND));
            open.until_bank("down").await;
            let not = open.page.availability("not");
            space.fault(json!({ "body": body })).await;
            open.until_read_error().await;
            assert_eq!(open.page.availability("bank"), "down", "{body}");
            assert_eq!(open.page.availability("not"), not, "{body}");
        }
    }
}

#[wasm_bindgen_test]
async fn a_kept_state_is_stale_until_the_feed_has_a_new_one() {
    let space = Space::new();
    space.fault(json!({ "body": r#"{"hide_bank":true,"o":true}"# })).await;
    let open = Open::new(Feed::plain(space.url("/toggles")).every(SECOND));
    open.until_bank("down").await;
    space.fault(json!({ "body": r#"{"hide_bank":"no","o":true}"# })).await;
    open.until_read_error().await;
    assert!(open.health().stale && open.health().error.is_none());
    space.fault(json!({ "body": r#"{"hide_bank":false,"o":true}"# })).await;
    open.until_bank("available").await;
    until("it is fresh again", || !open.health().stale).await;
}

#[wasm_bindgen_test]
async fn a_feed_with_other_settings_keeps_its_report_and_one_for_another_user_keeps_it_as_stale() {
    let change = |feed: Feed, how: usize| match how {
        0 => feed.every(9 * SECOND),
        1 => feed.header("Authorization", "another token"),
        2 => feed.timeout(3 * SECOND),
        3 => feed.context("targetingKey", "somebody else"),
        _ => feed.map_service("theirs", "ours"),
    };
    for how in 0..5 {
        let space = without_streams().await;
        space.flip("hide_bank", true).await;
        let feed = Feed::ofrep(space.url("")).context("targetingKey", "somebody");
        let mut open = Open::new(feed.clone());
        open.until_bank("down").await;
        space.fault(json!({ "delay_ms": 60_000 })).await;
        let alert = open.page.get(".outage-alert");
        open.change(|props| props.feeds = change(feed, how).into());
        space.until_asked(2).await;
        assert_eq!(open.page.availability("bank"), "down", "{how}");
        assert!(alert.is_connected(), "{how}: the alert was not replaced meanwhile");
        assert_eq!(open.health().stale, how >= 3, "{how}");
        // Then the report for the other user counts.
        space.heal().await;
        space.flip("hide_bank", false).await;
        let guard = open.props.out.borrow().clone().unwrap();
        guard.refresh();
        open.until_bank("available").await;
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
        let visit = || Open::with(feed.clone(), |props| props.cache = Cache::default());
        visit().until_bank("down").await;
        until("it is cached", || cached().len() == 1).await;
        space.fault(json!({ "status": 503 })).await;
        let open = visit();
        until("the endpoint has failed", || {
            open.props.out.borrow().is_some() && open.health().error.is_some()
        })
        .await;
        assert_eq!(open.page.availability("bank"), "down", "{hours}");
        drop(wrong);
        // The clock is corrected between two visits.
        let later = visit();
        until("the endpoint has failed", || {
            later.props.out.borrow().is_some() && later.health().error.is_some()
        })
        .await;
        assert_eq!(later.page.availability("bank"), "down", "{hours}, then right");
    }
}

#[wasm_bindgen_test]
async fn a_failed_write_removes_the_older_entry() {
    local().clear().unwrap();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let feed = Feed::plain(space.url("/toggles")).every(SECOND);
    let visit = || Open::with(feed.clone(), |props| props.cache = Cache::default());
    let open = visit();
    open.until_bank("available").await;
    until("it is cached", || cached().len() == 1).await;
    let full = FullStorage::new();
    space.flip("hide_bank", true).await;
    open.until_bank("down").await;
    until("nothing is cached", || cached().is_empty()).await;
    drop(full);
    drop(open);
    space.fault(json!({ "status": 503 })).await;
    let next = visit();
    until("the endpoint has failed", || next.props.out.borrow().is_some() && next.health().error.is_some())
        .await;
    assert_eq!(next.page.availability("bank"), "unknown");
}

#[wasm_bindgen_test]
async fn an_entry_dated_in_the_future_is_overwritten() {
    local().clear().unwrap();
    let space = Space::new();
    space.flip("hide_bank", false).await;
    let feed = Feed::plain(space.url("/toggles")).every(SECOND);
    let visit = || Open::with(feed.clone(), |props| props.cache = Cache::default());
    {
        let _wrong = WrongClock::by_hours(5.0);
        visit().until_bank("available").await;
        until("it is cached", || cached().len() == 1).await;
    }
    space.flip("hide_bank", true).await;
    visit().until_bank("down").await;
    until("the current state is cached", || cached()[0].1.contains(r#""key":"hide_bank","on":true"#)).await;
}

#[wasm_bindgen_test]
async fn a_report_read_with_other_engine_settings_is_not_used() {
    local().clear().unwrap();
    let space = Space::new();
    space.put("/admin/components/bank", json!({ "name": "Bank", "status": "partial_outage" })).await;
    let visit = |engine: Statuspage| {
        Open::with(Feed::new(engine, space.url("/api/v2/summary.json")), |props| {
            props.cache = Cache::default()
        })
    };
    visit(Statuspage::default()).until_bank("available").await;
    until("it is cached", || cached().len() == 1).await;
    // A conditional request would get a 304 again and again.
    visit(Statuspage::down_from(ComponentStatus::PartialOutage)).until_bank("down").await;
    until("one entry is cached", || cached().len() == 1).await;
}

#[wasm_bindgen_test]
async fn at_most_three_reports_of_a_url_are_cached() {
    local().clear().unwrap();
    let space = without_streams().await;
    space.flip("hide_bank", true).await;
    for session in 0..8 {
        let feed = Feed::ofrep(space.url("")).context("sessionId", session.to_string());
        let open = Open::with(feed, |props| props.cache = Cache::default());
        open.until_bank("down").await;
        // The newest one is always among them.
        until("it is cached", || cached().len() == (session + 1).min(3)).await;
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
    let open = Open::with(feed, |props| props.cache = Cache::default());
    open.until_bank("down").await;
    until("the old ones are gone", || {
        cached().len() == 1 && old.iter().all(|(name, _)| *name != cached()[0].0)
    })
    .await;
}

#[wasm_bindgen_test]
async fn after_the_first_render_the_newer_of_cache_and_initial_counts() {
    let off = |minutes| {
        let mut initial = Initial::at(in_minutes(minutes));
        initial.answered(&Feed::plain("/toggles"), br#"{"hide_bank":false}"#, None).unwrap();
        initial
    };
    for (made, wanted) in [(-60.0, "down"), (1.0, "available")] {
        local().clear().unwrap();
        let space = Space::new();
        space.flip("hide_bank", true).await;
        let feed = Feed::plain(space.url("/toggles"));
        Open::with(feed.clone(), |props| props.cache = Cache::default()).until_bank("down").await;
        until("it is cached", || cached().len() == 1).await;
        space.fault(json!({ "status": 503 })).await;
        let open = Open::with(feed, |props| {
            props.cache = Cache::default();
            props.initial = Some(off(made));
        });
        until("the endpoint has failed", || {
            open.props.out.borrow().is_some() && open.health().error.is_some()
        })
        .await;
        open.until_bank(wanted).await;
    }
}

#[wasm_bindgen_test]
async fn setting_the_clock_back_delays_no_request_and_no_check() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let open = Open::new(Feed::plain(space.url("/toggles")).every(SECOND));
    open.until_bank("down").await;
    open.page.click(".outage-action");
    let button = || open.page.get(".outage-action");
    until("it was checked", || button().get_attribute("aria-disabled").is_some()).await;
    let before = space.requests().await.len();
    let _wrong = WrongClock::by_hours(-1.0);
    space.until_asked(before + 2).await;
    until("the button is enabled again", || button().get_attribute("aria-disabled").is_none()).await;
    open.page.click(".outage-action");
    until("it is checked again", || button().get_attribute("aria-disabled").is_some()).await;
    space.flip("hide_bank", false).await;
    open.until_bank("available").await;
}

/// A clock whose long timers never fire, as on a machine that sleeps.
#[derive(Clone)]
struct LongTimersSleep(Rc<Cell<Timestamp>>);

impl Clock for LongTimersSleep {
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
async fn every_response_makes_the_guard_check_what_is_due() {
    let space = Space::new();
    let now = in_minutes(0.0);
    let ends_at = now + Duration::from_secs(3_600);
    space.put("/admin/windows/w", json!({ "services": ["bank"], "starts_at": "2020-01-01T00:00:00Z", "ends_at": ends_at.to_rfc3339() })).await;
    let time = Rc::new(Cell::new(now));
    let clock = ClockHandle::from(LongTimersSleep(time.clone()));
    let open = Open::with(Feed::plain(space.url("/toggles")).every(SECOND), |props| {
        props.clock = clock;
        // No other timer makes the guard evaluate its sections again.
        props.while_unknown = WhileUnknown::ShowSection { after: Duration::ZERO };
    });
    open.until_bank("down").await;
    // The window ends while the machine sleeps. No event signals the wake-up, and the report does not change.
    time.set(ends_at + Duration::from_secs(60));
    open.until_bank("available").await;
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
    let open = Open::new([slow_feed, Feed::plain(other.url("/toggles"))]);
    open.until_bank("down").await;
    until("the slow response has arrived", || open.health().confirmed_at.is_some()).await;
    // It took more than four seconds, so the window is over, and the guard has just checked what is due.
    open.until_bank("available").await;
    let behind = (in_minutes(0.0) - open.health().confirmed_at.unwrap()).num_milliseconds();
    assert!(behind < 3_000, "the time is {behind} ms behind");
}

#[wasm_bindgen_test]
async fn polling_goes_on_although_the_browser_reports_no_network() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let navigator = web_sys::window().unwrap().navigator();
    let offline = js_sys::Function::new_with_args(
        "navigator",
        "Object.defineProperty(navigator, 'onLine', { value: false, configurable: true })",
    );
    offline.call1(&JsValue::NULL, &navigator).unwrap();
    let open = Open::new(Feed::plain(space.url("/toggles")).every(SECOND));
    open.until_bank("down").await;
    space.flip("hide_bank", false).await;
    open.until_bank("available").await;
    js_sys::Function::new_with_args("navigator", "delete navigator.onLine")
        .call1(&JsValue::NULL, &navigator)
        .unwrap();
}

#[wasm_bindgen_test]
async fn the_unknown_time_counts_from_mount_and_starts_over_for_a_new_feed() {
    let clock = ManualClock::at(in_minutes(0.0));
    let silent = || yew_outage::testing::ScriptedFeed::unresponsive();
    let (first, second) = (silent(), silent());
    let mut open = Open::with(first.feed(), |props| props.clock = ClockHandle::from(clock.clone()));
    let shows = |open: &Open| open.page.text().contains("1234");
    until("it is mounted", || first.request_count() == 1).await;
    // Changes of the setting while nothing is known do not restart the time.
    for after in [3_001, 3_002, 3_000] {
        clock.advance(Duration::from_millis(900));
        let after = Duration::from_millis(after);
        open.change(|props| props.while_unknown = WhileUnknown::ShowSection { after });
        assert!(!shows(&open));
    }
    clock.advance(Duration::from_millis(299));
    assert!(!shows(&open));
    clock.advance(Duration::from_millis(1));
    until("the section is shown", || shows(&open)).await;
    first.respond([("hide_bank", false), ("o", false)]);
    open.until_bank("available").await;

    // For another feed the time starts over.
    open.change(|props| props.feeds = second.feed().into());
    open.until_bank("unknown").await;
    until("the feed is fetched", || second.request_count() == 1).await;
    assert!(!shows(&open));
    clock.advance(Duration::from_millis(2_999));
    assert!(!shows(&open));
    clock.advance(Duration::from_millis(1));
    until("the section is shown", || shows(&open)).await;
    // A section that is shown for want of a report stays so when another feed is added.
    let third = silent();
    open.change(|props| props.feeds = [second.feed(), third.feed()].into());
    until("the feed is fetched", || third.request_count() == 1).await;
    assert!(shows(&open));
}

#[wasm_bindgen_test]
async fn a_page_that_is_visible_again_fetches_without_the_etag_of_a_missed_event() {
    let space = Space::new();
    let stream = json!({ "type": "sse", "url": space.url("/ofrep/v1/events"), "inactivityDelaySec": 1 });
    space.put("/admin/ofrep", json!({ "eventStreams": [stream] })).await;
    let open = Open::new(Feed::ofrep(space.url("")).every(1_000 * SECOND));
    open.until_bank("available").await;
    space.until_streams(1).await;
    let hidden = Hidden::new();
    // An event comes while the page is hidden, and is not fetched yet. Then the stream is closed.
    space.flip("hide_bank", true).await;
    space.until_streams(0).await;
    let before = space.requests().await.len();
    drop(hidden);
    open.until_bank("down").await;
    let request = &space.requests().await[before];
    assert_eq!((&request["query"], &request["if_none_match"]), (&json!(""), &json!(null)), "{request}");
}

#[wasm_bindgen_test]
async fn a_page_that_is_opened_hidden_closes_its_stream_after_a_while() {
    let space = Space::new();
    let stream = json!({ "type": "sse", "url": space.url("/ofrep/v1/events"), "inactivityDelaySec": 1 });
    space.put("/admin/ofrep", json!({ "eventStreams": [stream] })).await;
    let hidden = Hidden::new();
    let open = Open::new(Feed::ofrep(space.url("")).every(1_000 * SECOND));
    open.until_bank("available").await;
    space.until_streams(1).await;
    space.until_streams(0).await;
    drop(hidden);
    space.until_streams(1).await;
}

#[wasm_bindgen_test]
async fn events_wait_for_the_back_off() {
    let space = Space::new();
    let clock = ManualClock::at(in_minutes(0.0));
    let open = Open::with(Feed::ofrep(space.url("")), |props| props.clock = ClockHandle::from(clock.clone()));
    open.until_bank("available").await;
    space.until_streams(1).await;
    space.fault(json!({ "status": 503 })).await;
    let before = space.requests().await.len();
    // Past the time in which events are combined. The request for the first one fails.
    clock.advance(SECOND);
    let event = json!({ "data": r#"{"type":"refetchEvaluation"}"#, "times": 1 });
    space.post("/admin/streams", event.clone()).await;
    until("the request has failed", || open.health().error.is_some()).await;
    assert_eq!(space.requests().await.len(), before + 1);
    // Time stands still, so the back-off lasts. The browser reconnects after it has read these events.
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
    let guard = open.props.out.borrow().clone().unwrap();
    guard.refresh();
    open.until_bank("down").await;
}
