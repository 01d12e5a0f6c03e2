//! Tests of the cache in the browser's storage, by which a page starts with the last report, and of the events that an
//! app receives by `on_event`.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use common::{FullStorage, GiveOut, Out, Page, SECOND, Space, cached, drawn, local, mount, until};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::{FeedError, Feeds};
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, FeedHealth, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

type Events = Rc<RefCell<Vec<OutageEvent>>>;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    feeds: Feeds,
    #[prop_or_default]
    cache: Cache,
    #[prop_or_default]
    clock: ClockHandle,
    #[prop_or_default]
    on_event: Option<Callback<OutageEvent>>,
    #[prop_or_default]
    out: Out,
}

#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard
            feeds={props.feeds.clone()}
            cache={props.cache}
            clock={props.clock.clone()}
            on_event={props.on_event.clone()}
        >
            <GiveOut out={props.out.clone()} />
            <GuardedSection section="bank" down_when={toggle("hide_bank").or(service("bank"))}>
                { "1234" }
            </GuardedSection>
        </OutageGuard>
    }
}

fn visit(feeds: impl Into<Feeds>, cache: Cache) -> Page<App> {
    visit_with_handle(feeds, cache).0
}

/// Like `visit`, and returns the guard's handle for the health of its feed.
fn visit_with_handle(feeds: impl Into<Feeds>, cache: Cache) -> (Page<App>, Out) {
    let (feeds, clock, out) = (feeds.into(), ClockHandle::default(), Out::default());
    (mount(Props { feeds, cache, clock, on_event: None, out: out.clone() }), out)
}

fn health(out: &Out) -> Option<FeedHealth> {
    out.borrow().as_ref()?.health().into_iter().next()
}

/// A space whose toggle is on, and a feed of it whose report a first visit has cached.
async fn visited(cache: Cache) -> (Space, Feed) {
    local().clear().unwrap();
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    let space = Space::new();
    let notice = json!({ "message": "New bank.", "ends_at": "2999-01-01T00:00:00Z" });
    space.put_toggle("hide_bank", json!({ "on": true, "notice": notice })).await;
    let feed = Feed::plain(space.url("/toggles?token=secret-in-url")).header("Authorization", "secret-token");
    let page = visit(feed.clone(), cache);
    page.until_availability("bank", "down").await;
    drop(page);
    (space, feed)
}

#[wasm_bindgen_test]
async fn the_cached_report_is_shown_at_once_and_refreshed_in_the_background() {
    let (space, feed) = visited(Cache::default()).await;
    space.flip("hide_bank", false).await;
    space.fault(json!({ "delay_ms": 60_000, "times": 1 })).await;
    let (page, out) = visit_with_handle(feed, Cache::default());
    let requests = space.until_asked(2).await;
    assert_eq!(requests[1]["status"], Value::Null, "there is no response yet");
    assert_eq!(page.availability("bank"), "down");
    assert!(page.text().contains("New bank."));
    out.borrow().as_ref().unwrap().refresh();
    page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn the_first_request_sends_the_etag_of_the_cached_report() {
    let (space, feed) = visited(Cache::default()).await;
    let (page, out) = visit_with_handle(feed, Cache::default());
    until("it is confirmed", || health(&out).is_some_and(|health| !health.stale)).await;
    let requests = space.requests().await;
    assert_eq!(requests.len(), 2);
    assert!(requests[1]["if_none_match"].is_string());
    assert_eq!(requests[1]["status"], Value::from(304));
    assert_eq!(page.availability("bank"), "down");
    assert!(page.text().contains("New bank."));
}

#[wasm_bindgen_test]
async fn while_the_endpoint_fails_the_cached_report_stays() {
    let (space, feed) = visited(Cache::default()).await;
    space.fault(json!({ "status": 503 })).await;
    let (page, out) = visit_with_handle(feed, Cache::default());
    let gone = Some(FeedError::Status(503));
    until("the request fails", || health(&out).is_some_and(|health| health.error == gone)).await;
    drawn().await;
    assert_eq!(page.availability("bank"), "down");
    assert!(page.text().contains("New bank."));
    assert!(health(&out).is_some_and(|health| health.stale));
}

#[wasm_bindgen_test]
async fn no_token_and_no_url_is_cached() {
    let (_space, _feed) = visited(Cache::default()).await;
    let entries = cached();
    assert_eq!(entries.len(), 1);
    let (name, text) = &entries[0];
    assert!(text.contains("New bank."));
    assert!(!format!("{name}{text}").contains("secret"), "{name} {text}");
}

#[wasm_bindgen_test]
async fn the_author_chooses_the_storage_and_the_maximum_age() {
    let hour = Duration::from_secs(3_600);
    for (first, then, known) in [
        (Cache::None, Cache::default(), false),
        (Cache::default(), Cache::None, false),
        (Cache::Session { max_age: hour }, Cache::Session { max_age: hour }, true),
        (Cache::Session { max_age: hour }, Cache::default(), false),
        (Cache::default(), Cache::Local { max_age: Duration::ZERO }, false),
    ] {
        let (space, feed) = visited(first).await;
        space.fault(json!({ "delay_ms": 60_000 })).await;
        let page = visit(feed, then);
        space.until_asked(2).await;
        let wanted = if known { "down" } else { "unknown" };
        assert_eq!(page.availability("bank"), wanted, "{first:?}, then {then:?}");
    }
}

#[wasm_bindgen_test]
async fn a_report_that_is_a_day_old_is_not_shown() {
    let (space, feed) = visited(Cache::default()).await;
    space.fault(json!({ "delay_ms": 60_000 })).await;
    let at = |hours: f64| {
        let now = js_sys::Date::now() + hours * 3_600_000.0;
        ClockHandle::from(ManualClock::at(Timestamp::from_timestamp_millis(now as i64).unwrap()))
    };
    for (requests, (hours, wanted)) in (2..).zip([(23.9, "down"), (24.1, "unknown"), (-1.0, "unknown")]) {
        let (feeds, cache, out) = (Feeds::from(feed.clone()), Cache::default(), Out::default());
        let page = mount::<App>(Props { feeds, cache, clock: at(hours), on_event: None, out });
        space.until_asked(requests).await;
        assert_eq!(page.availability("bank"), wanted, "{hours} hours later");
    }
}

#[wasm_bindgen_test]
async fn a_corrupted_entry_is_ignored_and_overwritten() {
    for corrupted in
        ["", "null", "{", r#"{"version":"1"}"#, r#"{"version":"1","at":"soon","loose":1,"toggles":7}"#]
    {
        let (_space, feed) = visited(Cache::default()).await;
        local().set_item(&cached()[0].0, corrupted).unwrap();
        let page = visit(feed, Cache::default());
        page.until_availability("bank", "down").await;
        until("it is cached again", || cached()[0].1.contains("New bank.")).await;
    }
}

#[wasm_bindgen_test]
async fn full_storage_does_no_harm() {
    local().clear().unwrap();
    let full = FullStorage::new();
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let page = visit(Feed::plain(space.url("/toggles")), Cache::default());
    page.until_availability("bank", "down").await;
    drop(full);
    assert_eq!(cached(), []);
}

#[wasm_bindgen_test]
async fn blocked_storage_does_no_harm() {
    let window = web_sys::window().unwrap();
    let descriptor = js_sys::Object::new();
    let blocked = Closure::<dyn Fn() -> Result<(), wasm_bindgen::JsValue>>::new(|| Err("blocked".into()));
    js_sys::Reflect::set(&descriptor, &"get".into(), blocked.as_ref().unchecked_ref()).unwrap();
    js_sys::Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
    let open = js_sys::Object::get_own_property_descriptor(&window, &"localStorage".into());
    js_sys::Object::define_property(&window, &"localStorage".into(), &descriptor);
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let page = visit(Feed::plain(space.url("/toggles")), Cache::default());
    page.until_availability("bank", "down").await;
    js_sys::Object::define_property(&window, &"localStorage".into(), &js_sys::Object::from(open));
}

#[wasm_bindgen_test]
async fn on_event_reports_outages_warnings_and_feed_failures() {
    local().clear().unwrap();
    let space = Space::new();
    let events = Events::default();
    let on_event = Callback::from({
        let events = events.clone();
        move |event| events.borrow_mut().push(event)
    });
    let feeds = Feed::plain(space.url("/toggles")).every(SECOND).into();
    let page = mount::<App>(Props {
        feeds,
        cache: Cache::None,
        clock: ClockHandle::default(),
        on_event: Some(on_event),
        out: Out::default(),
    });
    page.until_availability("bank", "available").await;
    let names = || -> Vec<String> {
        events
            .borrow()
            .iter()
            .map(|event| match event {
                OutageEvent::SectionDown { section, downtime } => {
                    format!("{section} down: {}", downtime.message.as_deref().unwrap_or("-"))
                }
                OutageEvent::SectionBack { section } => format!("{section} back"),
                OutageEvent::SectionWarned { section, .. } => format!("{section} warned"),
                OutageEvent::FeedFailed { engine, error } => {
                    assert_eq!(*error, FeedError::Status(500));
                    format!("{engine} failed")
                }
                OutageEvent::FeedRecovered { engine } => format!("{engine} recovered"),
                other => format!("{other:?}"),
            })
            .collect()
    };
    assert_eq!(names(), [""; 0]);
    space.put_toggle("hide_bank", json!({ "on": true, "notice": { "message": "New bank." } })).await;
    until("it is down", || names() == ["bank down: New bank."]).await;
    space.flip("hide_bank", false).await;
    until("it is back", || names().len() == 2).await;
    space.fault(json!({ "status": 500, "times": 2 })).await;
    until("the feed failed and recovered", || names().len() == 4).await;
    let now = js_sys::Date::now() as i64;
    let starts_at = Timestamp::from_timestamp_millis(now + 600_000).unwrap().to_rfc3339();
    let windows = json!({ "windows": [{ "id": "w", "services": ["bank"], "starts_at": starts_at }] });
    space.fault(json!({ "body": windows.to_string() })).await;
    until("the warning is shown", || names().len() == 5).await;
    assert_eq!(
        names(),
        ["bank down: New bank.", "bank back", "plain failed", "plain recovered", "bank warned"]
    );
}
