//! Asking: a real endpoint, over HTTP, in a real browser.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use common::{
    GiveOut, Hidden, Out, Page, SECOND, Space, Witness, advance_until, drawn, mount, show, statuses, until,
};
use serde_json::{Value, json};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::{FeedError, Feeds};
use yew_outage::prelude::*;
use yew_outage::store::{Clock, ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    clock: ClockHandle,
    out: Out,
}

#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard feeds={props.feeds.clone()} clock={props.clock.clone()}>
            <GiveOut out={props.out.clone()} />
            <GuardedSection section="bank" down_when="hide_bank"><p class="bank">{ "1234" }</p></GuardedSection>
            <GuardedSection section="mail" down_when="hide_mail"><p class="mail">{ "Main St" }</p></GuardedSection>
        </OutageGuard>
    }
}

struct Open {
    page: Page<App>,
    clock: ClockHandle,
    out: Out,
}

impl Open {
    fn new(feeds: impl Into<Feeds>) -> Self {
        Self::by(ClockHandle::default(), feeds)
    }

    /// One that lives by this clock.
    fn by(clock: impl Into<ClockHandle>, feeds: impl Into<Feeds>) -> Self {
        let (clock, out) = (clock.into(), Out::default());
        let props = Props { feeds: feeds.into(), clock: clock.clone(), out: out.clone() };
        Self { page: mount(props), clock, out }
    }

    fn guard(&self) -> OutageHandle {
        self.out.borrow().clone().expect("the page is mounted")
    }

    fn error(&self) -> Option<FeedError> {
        self.guard().health()[0].error.clone()
    }

    async fn mounted(self) -> Self {
        until("the page is mounted", || self.out.borrow().is_some()).await;
        self
    }

    /// Waits until what its first feed says is confirmed at the moment at which its clock stands.
    async fn until_confirmed(&self) {
        let now = Some(self.clock.now());
        until("the report is confirmed", || self.guard().health()[0].confirmed_at == now).await;
    }

    fn list(&mut self, feeds: impl Into<Feeds>) {
        let (clock, out) = (self.clock.clone(), self.out.clone());
        self.page.update(Props { feeds: feeds.into(), clock, out });
    }
}

/// A clock that stands still until the test moves it.
fn noon() -> ManualClock {
    ManualClock::at("2026-05-02T12:00:00Z".parse().unwrap())
}

/// The longest that a feed of this cadence may wait, with its tenth.
const EVERY_SECOND_AT_LEAST: Duration = Duration::from_millis(1_101);

/// Longer than that, and too short for a request to be given up.
const A_WHILE: Duration = Duration::from_secs(9);

#[wasm_bindgen_test]
async fn a_flip_on_the_server_takes_one_section_down_and_brings_it_back() {
    let space = Space::new();
    let open = Open::new(Feed::vets_api(space.url("/v0/feature_toggles")).every(SECOND));
    open.page.until_availability("bank", "available").await;
    let mail = open.page.get(".mail");

    space.flip("hide_bank", true).await;
    open.page.until_availability("bank", "down").await;
    assert!(open.page.find(".bank").is_none(), "a section that is down is not on the page");
    assert!(open.page.text().contains("You can’t use bank right now"));
    assert!(mail.is_connected() && mail == open.page.get(".mail"), "the other section is the same element");

    space.flip("hide_bank", false).await;
    open.page.until_availability("bank", "available").await;
    assert!(open.page.find(".bank").is_some() && open.page.find(".outage-alert").is_none());
    assert!(mail.is_connected());
}

#[wasm_bindgen_test]
async fn plain_json_brings_words_and_an_end_time() {
    let space = Space::new();
    let notice = json!({ "message": "New bank partner.", "ends_at": "2999-05-02T20:00:00-04:00" });
    space.put_toggle("hide_bank", json!({ "on": true, "notice": notice })).await;
    let open = Open::new(Feed::plain(space.url("/toggles")));
    open.page.until_availability("bank", "down").await;
    assert!(open.page.text().contains("New bank partner."));
    assert_eq!(open.page.get("time").get_attribute("datetime").as_deref(), Some("2999-05-03T00:00:00Z"));
}

#[derive(Clone, PartialEq, Properties)]
struct CountedProps {
    draws: Rc<Cell<u32>>,
}

/// Counts how often it is drawn.
#[component]
fn Counted(props: &CountedProps) -> Html {
    let answer = use_availability("hide_bank");
    props.draws.set(props.draws.get() + 1);
    html! { answer.name() }
}

#[wasm_bindgen_test]
async fn an_answer_that_says_nothing_new_is_a_304_and_renders_nothing() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let (clock, out, draws) = (noon(), Out::default(), Rc::new(Cell::new(0)));
    let page = show(html! {
        <OutageGuard feeds={Feed::plain(space.url("/toggles"))} clock={ClockHandle::from(clock.clone())}>
            <GiveOut out={out.clone()} />
            <Counted draws={draws.clone()} />
        </OutageGuard>
    });
    until("the toggle is known", || page.text() == "down").await;
    let before = draws.get();
    clock.advance(SECOND);
    out.borrow().as_ref().unwrap().refresh();
    let confirmed_at = || out.borrow().as_ref()?.health()[0].confirmed_at;
    until("the report is confirmed", || confirmed_at() == Some(clock.now())).await;
    drawn().await;
    assert_eq!(draws.get(), before);
    let requests = space.requests().await;
    assert_eq!(statuses(&requests), [200, 304]);
    assert_eq!(requests[0]["if_none_match"], Value::Null);
    assert!(requests[1]["if_none_match"].as_str().is_some_and(|etag| etag.starts_with('"')));
}

#[wasm_bindgen_test]
async fn what_is_no_report_is_a_typed_error_and_the_last_good_report_stays() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let open = Open::new(Feed::plain(space.url("/toggles")).every(SECOND)).mounted().await;
    open.page.until_availability("bank", "down").await;

    for (fault, wanted) in [
        // Each complaint differs from the one before it, or the wait for it would be over at once.
        (json!({ "status": 204 }), "plain: the body: expected JSON, found nothing"),
        (json!({ "body": "OK" }), "plain: line 1, column 1: expected JSON"),
        (
            json!({ "body": "<!DOCTYPE html><h1>Sign in</h1>", "content_type": "text/html" }),
            "plain: the body: expected JSON, found what looks like HTML or XML",
        ),
        (json!({ "body": "[]" }), "plain: the document: expected an object, found an array"),
        (json!({ "body": "" }), "plain: the body: expected JSON, found nothing"),
        (json!({ "status": 404 }), "the server answered with status 404"),
        (json!({ "status": 503 }), "the server answered with status 503"),
    ] {
        space.fault(fault).await;
        open.guard().refresh();
        until(wanted, || open.error().is_some_and(|error| error.to_string() == wanted)).await;
        assert_eq!(open.page.availability("bank"), "down", "{wanted}");
        assert!(open.guard().snapshot().feeds()[0].stale);
        assert!(open.page.find(".mail").is_some(), "the page is unbroken");
    }

    space.flip("hide_bank", false).await;
    space.heal().await;
    open.guard().refresh();
    open.page.until_availability("bank", "available").await;
    assert_eq!(open.error(), None);
    assert!(!open.guard().snapshot().feeds()[0].stale);
}

#[wasm_bindgen_test]
async fn a_feed_that_fails_is_asked_again_by_itself() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    space.fault(json!({ "status": 503, "times": 2 })).await;
    let open = Open::new(Feed::plain(space.url("/toggles")));
    open.page.until_availability("bank", "down").await;
    assert_eq!(statuses(&space.requests().await), [503, 503, 200]);
}

#[wasm_bindgen_test]
async fn entries_that_cannot_be_read_are_left_out_and_counted() {
    let space = Space::new();
    space.fault(json!({ "body": r#"{"hide_bank": true, "hide_mail": "yes"}"# })).await;
    let open = Open::new(Feed::plain(space.url("/toggles"))).mounted().await;
    open.page.until_availability("bank", "down").await;
    assert_eq!(open.page.availability("mail"), "unknown", "it is named, and neither on nor off");
    assert_eq!((open.guard().health()[0].skipped, open.error()), (1, None));
}

#[wasm_bindgen_test]
async fn a_refusal_stops_the_feed_until_it_is_refreshed() {
    let space = Space::new();
    space.fault(json!({ "status": 401 })).await;
    let clock = noon();
    let open = Open::by(clock.clone(), Feed::plain(space.url("/toggles")).every(SECOND)).mounted().await;
    until("it is refused", || open.error() == Some(FeedError::Status(401))).await;
    space.heal().await;
    Witness::new().await.asks(|| clock.advance(A_WHILE)).await;
    assert_eq!(space.requests().await.len(), 1);
    open.guard().refresh();
    open.page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn retry_after_is_kept_to() {
    let space = Space::new();
    space.fault(json!({ "status": 429, "headers": { "Retry-After": "600" }, "times": 1 })).await;
    let clock = noon();
    let feed = Feed::plain(space.url("/toggles")).every(SECOND).timeout(86_400 * SECOND);
    let open = Open::by(clock.clone(), feed).mounted().await;
    until("it is refused", || open.error() == Some(FeedError::Status(429))).await;
    // Without the header the first back-off is a second at most.
    let waited = advance_until(&clock, A_WHILE, "it is asked again", || open.error().is_none()).await;
    assert!((600..3_600).contains(&waited.as_secs()), "after {waited:?}");
    assert_eq!(statuses(&space.requests().await), [429, 200]);
}

#[wasm_bindgen_test]
async fn an_answer_that_takes_too_long_is_aborted_and_is_dropped() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let slow = json!({ "delay_ms": 1_000, "times": 1 });
    space.fault(slow.clone()).await;
    let feed = Feed::plain(space.url("/toggles")).timeout(Duration::from_millis(200));
    let open = Open::new(feed).mounted().await;
    until("it times out", || open.error() == Some(FeedError::TimedOut)).await;
    open.page.until_availability("bank", "down").await;
    // By the time another slow answer is here, the first one would have been given, too.
    space.fault(slow).await;
    space.get("/toggles").await;
    let requests = space.requests().await;
    assert_eq!(statuses(&requests), [Value::Null, 200.into(), 200.into()], "the server saw it given up");
}

#[wasm_bindgen_test]
async fn a_newer_request_aborts_the_older_one() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    // Both are as slow: had the older one not been given up, it would be answered first.
    space.fault(json!({ "delay_ms": 1_000 })).await;
    let open = Open::new(Feed::plain(space.url("/toggles"))).mounted().await;
    space.until_asked(1).await;
    open.guard().refresh();
    open.page.until_availability("bank", "down").await;
    assert_eq!(statuses(&space.requests().await), [Value::Null, 200.into()]);
    assert_eq!(open.error(), None, "giving up an older request is no failure");
}

#[wasm_bindgen_test]
async fn an_unreachable_server_is_a_network_error_and_the_section_is_shown_after_all() {
    // Port 1 is never open, and a browser refuses to ask it.
    let clock = noon();
    let open = Open::by(clock.clone(), Feed::plain("http://127.0.0.1:1/toggles")).mounted().await;
    until("it fails", || matches!(open.error(), Some(FeedError::Network(_)))).await;
    assert!(open.page.find(".bank").is_none(), "not yet");
    clock.advance(3 * SECOND);
    until("the section is shown", || open.page.find(".bank").is_some()).await;
    assert_eq!(open.page.availability("bank"), "unknown");
}

#[wasm_bindgen_test]
async fn a_url_or_header_that_no_request_can_have_is_an_error_not_a_panic() {
    for feed in [
        Feed::plain("http://[not-an-address/toggles"),
        Feed::plain("/toggles").header("no good name", "x"),
        Feed::plain("/toggles").header("X-Ok", "no\ngood value"),
    ] {
        let open = Open::new(feed).mounted().await;
        until("it fails", || matches!(open.error(), Some(FeedError::Network(_)))).await;
    }
}

#[wasm_bindgen_test]
async fn headers_go_with_every_request() {
    let space = Space::new();
    // The server lets pages of other origins send this header...
    let feed = Feed::plain(space.url("/toggles")).header("Authorization", "token");
    let open = Open::new(feed).mounted().await;
    open.page.until_availability("bank", "available").await;
    // ... and not that one: a browser that was given it refuses to ask.
    let feed = Feed::plain(space.url("/toggles")).header("X-Not-Allowed", "token");
    let open = Open::new(feed).mounted().await;
    until("it fails", || matches!(open.error(), Some(FeedError::Network(_)))).await;
}

#[wasm_bindgen_test]
async fn a_visible_page_polls_on_its_cadence_and_a_hidden_one_is_silent() {
    let space = Space::new();
    let clock = noon();
    let open = Open::by(clock.clone(), Feed::plain(space.url("/toggles")).every(SECOND)).mounted().await;
    open.until_confirmed().await;
    for asked in 2..=3 {
        clock.advance(EVERY_SECOND_AT_LEAST);
        open.until_confirmed().await;
        assert_eq!(space.requests().await.len(), asked);
    }

    let hidden = Hidden::new();
    Witness::new().await.asks(|| clock.advance(A_WHILE)).await;
    assert_eq!(space.requests().await.len(), 3);

    space.flip("hide_bank", true).await;
    drop(hidden);
    open.page.until_availability("bank", "down").await;
}

#[wasm_bindgen_test]
async fn a_page_that_is_opened_unseen_asks_once() {
    let space = Space::new();
    let hidden = Hidden::new();
    let clock = noon();
    let open = Open::by(clock.clone(), Feed::plain(space.url("/toggles")).every(SECOND));
    open.page.until_availability("bank", "available").await;
    Witness::new().await.asks(|| clock.advance(A_WHILE)).await;
    assert_eq!(space.requests().await.len(), 1);
    drop(hidden);
    space.until_asked(2).await;
}

#[wasm_bindgen_test]
async fn a_network_that_comes_back_is_used_at_once() {
    let space = Space::new();
    // On a clock that stands still no back-off ends by itself.
    space.fault(json!({ "status": 404 })).await;
    let open = Open::by(noon(), Feed::plain(space.url("/toggles"))).mounted().await;
    until("it fails", || open.error() == Some(FeedError::Status(404))).await;
    let back_online = || {
        web_sys::window().unwrap().dispatch_event(&web_sys::Event::new("online").unwrap()).unwrap();
    };
    for status in [500, 502, 503, 504] {
        space.fault(json!({ "status": status })).await;
        back_online();
        until("it fails again", || open.error() == Some(FeedError::Status(status))).await;
    }
    space.fault(json!({ "body": "{}" })).await;
    back_online();
    open.page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn feeds_may_change_while_the_page_is_open() {
    let (old, new) = (Space::new(), Space::new());
    old.flip("hide_bank", true).await;
    new.flip("hide_mail", true).await;
    let clock = noon();
    let mut open = Open::by(clock.clone(), Feed::plain(old.url("/toggles")).every(SECOND));
    open.page.until_availability("bank", "down").await;

    open.list([Feed::plain(new.url("/toggles")).every(SECOND)]);
    open.page.until_availability("mail", "down").await;
    assert_eq!(open.page.availability("bank"), "available");
    for _ in 0..3 {
        clock.advance(EVERY_SECOND_AT_LEAST);
        open.until_confirmed().await;
    }
    assert_eq!(new.requests().await.len(), 4);
    assert_eq!(old.requests().await.len(), 1, "the old endpoint is left alone");
}

#[wasm_bindgen_test]
async fn the_later_feed_wins_though_the_earlier_one_answers_last() {
    let (slow, fast) = (Space::new(), Space::new());
    slow.flip("hide_bank", true).await;
    slow.flip("hide_mail", true).await;
    slow.fault(json!({ "delay_ms": 300 })).await;
    fast.flip("hide_bank", false).await;
    let open =
        Open::new([Feed::plain(slow.url("/toggles")), Feed::plain(fast.url("/toggles"))]).mounted().await;
    open.page.until_availability("mail", "down").await;
    assert_eq!(open.page.availability("bank"), "available");
}

#[wasm_bindgen_test]
async fn a_page_that_is_gone_asks_no_more() {
    let space = Space::new();
    space.fault(json!({ "delay_ms": 1_000 })).await;
    let clock = noon();
    let feed = Feed::plain(space.url("/toggles")).every(SECOND);
    let mut open = Open::by(clock.clone(), feed).mounted().await;
    space.until_asked(1).await;
    open.page.unmount();
    until("its timers are gone", || clock.pending() == 0).await;
    // By the time another slow answer is here, the first one would have been given, too.
    space.get("/toggles").await;
    let requests = space.requests().await;
    assert_eq!(statuses(&requests), [Value::Null, 200.into()], "given up under way, and no other since");
}

#[wasm_bindgen_test]
async fn a_guard_that_is_drawn_again_goes_on() {
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let feed = Feed::plain(space.url("/toggles")).every(60 * SECOND);
    let view = |words: &'static str| {
        html! {
            <>
                <p>{ words }</p>
                <OutageGuard feeds={feed.clone()} cache={Cache::None}>
                    <GuardedSection section="bank" down_when="hide_bank">{ "1234" }</GuardedSection>
                </OutageGuard>
            </>
        }
    };
    let mut page = show(view("once"));
    page.until_availability("bank", "down").await;
    let alert = page.get(".outage-alert");
    page.update(common::ViewProps { view: view("again") });
    until("it is drawn again", || page.text().contains("again")).await;
    assert!(alert.is_connected());
    // By the time a page that was mounted later has its answer, this one would have asked again.
    let later = show(view("later"));
    later.until_availability("bank", "down").await;
    assert_eq!(space.requests().await.len(), 2);
}
