//! What is kept from one visit to the next, and what an app hears of.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use common::{GiveOut, Out, Page, SECOND, Space, drawn, kept, local, mount, until};
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
    visit_and_look(feeds, cache).0
}

/// The same, with a look at how its feed is doing.
fn visit_and_look(feeds: impl Into<Feeds>, cache: Cache) -> (Page<App>, Out) {
    let (feeds, clock, out) = (feeds.into(), ClockHandle::default(), Out::default());
    (mount(Props { feeds, cache, clock, on_event: None, out: out.clone() }), out)
}

fn health(out: &Out) -> Option<FeedHealth> {
    out.borrow().as_ref()?.health().into_iter().next()
}

/// A space whose toggle is on, and a feed of it that was visited once.
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
async fn the_last_report_is_painted_at_once_and_refreshed_behind() {
    let (space, feed) = visited(Cache::default()).await;
    space.flip("hide_bank", false).await;
    space.fault(json!({ "delay_ms": 60_000, "times": 1 })).await;
    let (page, out) = visit_and_look(feed, Cache::default());
    let requests = space.until_asked(2).await;
    assert_eq!(requests[1]["status"], Value::Null, "there is no answer yet");
    assert_eq!(page.availability("bank"), "down");
    assert!(page.text().contains("New bank."));
    out.borrow().as_ref().unwrap().refresh();
    page.until_availability("bank", "available").await;
}

#[wasm_bindgen_test]
async fn the_first_request_says_what_is_already_known() {
    let (space, feed) = visited(Cache::default()).await;
    let (page, out) = visit_and_look(feed, Cache::default());
    until("it is confirmed", || health(&out).is_some_and(|health| !health.stale)).await;
    let requests = space.requests().await;
    assert_eq!(requests.len(), 2);
    assert!(requests[1]["if_none_match"].is_string());
    assert_eq!(requests[1]["status"], Value::from(304));
    assert_eq!(page.availability("bank"), "down");
    assert!(page.text().contains("New bank."));
}

#[wasm_bindgen_test]
async fn with_the_endpoint_gone_the_last_report_stays() {
    let (space, feed) = visited(Cache::default()).await;
    space.fault(json!({ "status": 503 })).await;
    let (page, out) = visit_and_look(feed, Cache::default());
    let gone = Some(FeedError::Status(503));
    until("asking fails", || health(&out).is_some_and(|health| health.error == gone)).await;
    drawn().await;
    assert_eq!(page.availability("bank"), "down");
    assert!(page.text().contains("New bank."));
    assert!(health(&out).is_some_and(|health| health.stale));
}

#[wasm_bindgen_test]
async fn no_token_and_no_address_is_kept() {
    let (_space, _feed) = visited(Cache::default()).await;
    let kept = kept();
    assert_eq!(kept.len(), 1);
    let (name, text) = &kept[0];
    assert!(text.contains("New bank."));
    assert!(!format!("{name}{text}").contains("secret"), "{name} {text}");
}

#[wasm_bindgen_test]
async fn the_author_chooses_where_and_for_how_long() {
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
    for (asked, (hours, wanted)) in (2..).zip([(23.9, "down"), (24.1, "unknown"), (-1.0, "unknown")]) {
        let (feeds, cache, out) = (Feeds::from(feed.clone()), Cache::default(), Out::default());
        let page = mount::<App>(Props { feeds, cache, clock: at(hours), on_event: None, out });
        space.until_asked(asked).await;
        assert_eq!(page.availability("bank"), wanted, "{hours} hours later");
    }
}

#[wasm_bindgen_test]
async fn corrupted_storage_is_as_good_as_none() {
    for corrupted in
        ["", "null", "{", r#"{"version":"1"}"#, r#"{"version":"1","at":"soon","loose":1,"toggles":7}"#]
    {
        let (_space, feed) = visited(Cache::default()).await;
        local().set_item(&kept()[0].0, corrupted).unwrap();
        let page = visit(feed, Cache::default());
        page.until_availability("bank", "down").await;
        until("it is kept anew", || kept()[0].1.contains("New bank.")).await;
    }
}

#[wasm_bindgen_test]
async fn full_storage_is_as_good_as_none() {
    let storage = js_sys::Reflect::get(&js_sys::global(), &"Storage".into()).unwrap();
    let prototype = js_sys::Reflect::get(&storage, &"prototype".into()).unwrap();
    let set_item = js_sys::Reflect::get(&prototype, &"setItem".into()).unwrap();
    let full = js_sys::Function::new_no_args("throw new DOMException('full', 'QuotaExceededError')");
    local().clear().unwrap();
    js_sys::Reflect::set(&prototype, &"setItem".into(), &full).unwrap();
    let space = Space::new();
    space.flip("hide_bank", true).await;
    let page = visit(Feed::plain(space.url("/toggles")), Cache::default());
    page.until_availability("bank", "down").await;
    js_sys::Reflect::set(&prototype, &"setItem".into(), &set_item).unwrap();
    assert_eq!(kept(), []);
}

#[wasm_bindgen_test]
async fn blocked_storage_is_as_good_as_none() {
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
async fn an_app_hears_of_what_happens() {
    local().clear().unwrap();
    let space = Space::new();
    let heard = Events::default();
    let on_event = Callback::from({
        let heard = heard.clone();
        move |event| heard.borrow_mut().push(event)
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
        heard
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
    until("it is warned of", || names().len() == 5).await;
    assert_eq!(
        names(),
        ["bank down: New bank.", "bank back", "plain failed", "plain recovered", "bank warned"]
    );
}
