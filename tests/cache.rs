//! Tests of the cache in the browser's storage, by which a page starts with the last report, and of the events that an
//! app receives by `on_event`.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use common::visit::Visit;
use common::{FullStorage, SECOND, Space, cached, drawn, local, until};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use yew::prelude::*;
use yew_outage::feed::FeedError;
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

type Events = Rc<RefCell<Vec<OutageEvent>>>;

/// A space whose toggle is on, and its feed, whose report a first visit has cached.
async fn after_first_visit(cache: Cache) -> (Space, Feed) {
    local().clear().unwrap();
    web_sys::window().unwrap().session_storage().unwrap().unwrap().clear().unwrap();
    let space = Space::new();
    let notice = json!({ "message": "New bank.", "ends_at": "2999-01-01T00:00:00Z" });
    space.put_toggle("hide_bank", json!({ "on": true, "notice": notice })).await;
    let feed = Feed::plain(space.url("/toggles?token=secret-in-url")).header("Authorization", "secret-token");
    Visit::with_cache(feed.clone(), cache).until_bank("down").await;
    (space, feed)
}

#[wasm_bindgen_test]
async fn the_cached_report_is_shown_at_once_and_refreshed_in_the_background() {
    let (space, feed) = after_first_visit(Cache::default()).await;
    space.flip("hide_bank", false).await;
    space.fault(json!({ "delay_ms": 60_000, "times": 1 })).await;
    let visit = Visit::with_cache(feed, Cache::default());
    let requests = space.until_asked(2).await;
    assert_eq!(requests[1]["status"], Value::Null, "there is no response yet");
    assert_eq!(visit.bank(), "down");
    assert!(visit.page.text().contains("New bank."));
    visit.guard().refresh();
    visit.until_bank("available").await;
}

#[wasm_bindgen_test]
async fn the_first_request_sends_the_etag_of_the_cached_report() {
    let (space, feed) = after_first_visit(Cache::default()).await;
    let visit = Visit::with_cache(feed, Cache::default());
    visit.until_health("the report is confirmed", |health| !health.stale).await;
    let requests = space.requests().await;
    assert_eq!(requests.len(), 2);
    assert!(requests[1]["if_none_match"].is_string());
    assert_eq!(requests[1]["status"], Value::from(304));
    assert_eq!(visit.bank(), "down");
    assert!(visit.page.text().contains("New bank."));
}

#[wasm_bindgen_test]
async fn the_cached_report_stays_while_the_endpoint_fails() {
    let (space, feed) = after_first_visit(Cache::default()).await;
    space.fault(json!({ "status": 503 })).await;
    let visit = Visit::with_cache(feed, Cache::default());
    let unavailable = Some(FeedError::Status(503));
    visit.until_health("the request has failed", |health| health.error == unavailable).await;
    drawn().await;
    assert_eq!(visit.bank(), "down");
    assert!(visit.page.text().contains("New bank."));
    assert!(visit.health().stale);
}

#[wasm_bindgen_test]
async fn neither_tokens_nor_urls_are_cached() {
    let (_space, _feed) = after_first_visit(Cache::default()).await;
    let entries = cached();
    assert_eq!(entries.len(), 1);
    let (name, text) = &entries[0];
    assert!(text.contains("New bank."));
    assert!(!format!("{name}{text}").contains("secret"), "{name} {text}");
}

#[wasm_bindgen_test]
async fn the_author_chooses_the_storage_and_the_maximum_age() {
    let hour = Duration::from_secs(3_600);
    for (first, second, is_used) in [
        (Cache::None, Cache::default(), false),
        (Cache::default(), Cache::None, false),
        (Cache::Session { max_age: hour }, Cache::Session { max_age: hour }, true),
        (Cache::Session { max_age: hour }, Cache::default(), false),
        (Cache::default(), Cache::Local { max_age: Duration::ZERO }, false),
    ] {
        let (space, feed) = after_first_visit(first).await;
        space.fault(json!({ "delay_ms": 60_000 })).await;
        let visit = Visit::with_cache(feed, second);
        space.until_asked(2).await;
        let wanted = if is_used { "down" } else { "unknown" };
        assert_eq!(visit.bank(), wanted, "{first:?}, then {second:?}");
    }
}

#[wasm_bindgen_test]
async fn a_report_older_than_a_day_is_not_shown() {
    let (space, feed) = after_first_visit(Cache::default()).await;
    space.fault(json!({ "delay_ms": 60_000 })).await;
    let clock_in = |hours: f64| {
        let now = js_sys::Date::now() + hours * 3_600_000.0;
        ClockHandle::from(ManualClock::at(Timestamp::from_timestamp_millis(now as i64).unwrap()))
    };
    for (requests, (hours, wanted)) in (2..).zip([(23.9, "down"), (24.1, "unknown"), (-1.0, "unknown")]) {
        let visit = Visit::with(feed.clone(), |props| {
            props.cache = Cache::default();
            props.clock = clock_in(hours);
        });
        space.until_asked(requests).await;
        assert_eq!(visit.bank(), wanted, "{hours} hours later");
    }
}

#[wasm_bindgen_test]
async fn a_corrupted_entry_is_ignored_and_overwritten() {
    for corrupted in
        ["", "null", "{", r#"{"version":"1"}"#, r#"{"version":"1","at":"soon","loose":1,"toggles":7}"#]
    {
        let (_space, feed) = after_first_visit(Cache::default()).await;
        local().set_item(&cached()[0].0, corrupted).unwrap();
        let visit = Visit::with_cache(feed, Cache::default());
        visit.until_bank("down").await;
        until("it is cached again", || cached()[0].1.contains("New bank.")).await;
    }
}

#[wasm_bindgen_test]
async fn a_page_works_with_full_storage() {
    local().clear().unwrap();
    let full = FullStorage::new();
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let visit = Visit::with_cache(Feed::plain(space.url("/toggles")), Cache::default());
    visit.until_bank("down").await;
    drop(full);
    assert_eq!(cached(), []);
}

#[wasm_bindgen_test]
async fn a_page_works_with_blocked_storage() {
    let window = web_sys::window().unwrap();
    let descriptor = js_sys::Object::new();
    let throw = Closure::<dyn Fn() -> Result<(), wasm_bindgen::JsValue>>::new(|| Err("blocked".into()));
    js_sys::Reflect::set(&descriptor, &"get".into(), throw.as_ref().unchecked_ref()).unwrap();
    js_sys::Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
    let original = js_sys::Object::get_own_property_descriptor(&window, &"localStorage".into());
    js_sys::Object::define_property(&window, &"localStorage".into(), &descriptor);
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let visit = Visit::with_cache(Feed::plain(space.url("/toggles")), Cache::default());
    visit.until_bank("down").await;
    js_sys::Object::define_property(&window, &"localStorage".into(), &js_sys::Object::from(original));
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
    let feed = Feed::plain(space.url("/toggles")).every(SECOND);
    let visit = Visit::with(feed, |props| props.on_event = Some(on_event));
    visit.until_bank("available").await;
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
