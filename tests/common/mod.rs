//! What the browser tests need besides the crate's own test kit: a space of their own on the real toggle-server.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder};
use serde_json::Value;
use wasm_bindgen::JsValue;
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{MaintenanceWindow, Report, Timestamp};
use yew_outage::prelude::*;

pub(crate) use yew_outage::testing::*;

/// Where `cargo xtask test` has started toggle-server.
const SERVER: &str = match option_env!("TOGGLE_SERVER_URL") {
    Some(url) => url,
    None => "http://127.0.0.1:4617",
};

/// A part of toggle-server that no other test sees.
#[derive(Clone, PartialEq)]
pub(crate) struct Space(String);

impl Space {
    pub(crate) fn new() -> Self {
        let number = (js_sys::Math::random() * 1e12) as u64;
        Self(format!("{SERVER}/space/browser-{number}"))
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    async fn send(&self, method: Method, path: &str, body: Option<&Value>) -> Value {
        let request = RequestBuilder::new(&self.url(path)).method(method);
        let request = match body {
            Some(body) => request.header("Content-Type", "application/json").body(body.to_string()),
            None => request.build(),
        };
        let response = request.unwrap().send().await.expect("toggle-server answers");
        assert!(response.ok(), "{path}: {}", response.text().await.unwrap_or_default());
        serde_json::from_str(&response.text().await.unwrap()).unwrap_or(Value::Null)
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.send(Method::GET, path, None).await
    }

    pub(crate) async fn put(&self, path: &str, body: Value) {
        self.send(Method::PUT, path, Some(&body)).await;
    }

    pub(crate) async fn post(&self, path: &str, body: Value) {
        self.send(Method::POST, path, Some(&body)).await;
    }

    pub(crate) async fn delete(&self, path: &str) {
        self.send(Method::DELETE, path, None).await;
    }

    pub(crate) async fn flip(&self, key: &str, on: bool) {
        self.put_toggle(key, serde_json::json!({ "on": on })).await;
    }

    pub(crate) async fn put_toggle(&self, key: &str, toggle: Value) {
        self.put(&format!("/admin/toggles/{key}"), toggle).await;
    }

    pub(crate) async fn fault(&self, fault: Value) {
        self.put("/admin/fault", fault).await;
    }

    pub(crate) async fn heal(&self) {
        self.delete("/admin/fault").await;
    }

    /// What reached the engines' endpoints, the oldest first.
    pub(crate) async fn requests(&self) -> Vec<Value> {
        match self.get("/admin/requests").await {
            Value::Array(requests) => requests,
            other => panic!("{other}"),
        }
    }

    /// Waits until what reached the engines' endpoints is what a condition asks for, and gives it back.
    pub(crate) async fn until_requests(
        &self,
        what: &str,
        condition: impl Fn(&[Value]) -> bool,
    ) -> Vec<Value> {
        until_found(what, async || Some(self.requests().await).filter(|requests| condition(requests))).await
    }

    /// Waits until the endpoints were asked so many times.
    pub(crate) async fn until_asked(&self, times: usize) -> Vec<Value> {
        self.until_requests(&format!("it is asked {times} times"), |requests| requests.len() >= times).await
    }

    /// Waits until so many requests have their answers.
    pub(crate) async fn until_answered(&self, times: usize) -> Vec<Value> {
        let answered =
            |requests: &[Value]| requests.iter().filter(|request| request["status"].is_u64()).count();
        self.until_requests(&format!("it answers {times} times"), |requests| answered(requests) >= times)
            .await
    }
}

impl Space {
    /// How many event streams are open.
    pub(crate) async fn streams(&self) -> u64 {
        self.get("/admin/streams").await["open"].as_u64().unwrap()
    }

    pub(crate) async fn until_streams(&self, wanted: u64) {
        let what = format!("{wanted} streams are open");
        until_found(&what, async || (self.streams().await == wanted).then_some(())).await;
    }
}

/// How the requests of a log were answered; `null`: not yet, or never as whoever asked gave up.
pub(crate) fn statuses(requests: &[Value]) -> Vec<Value> {
    requests.iter().map(|request| request["status"].clone()).collect()
}

/// Looks again and again until a look finds something, and gives that back. For what takes a request to look
/// at; what is on the page is waited for with `until`.
pub(crate) async fn until_found<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = js_sys::Date::now() + 10_000.0;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(js_sys::Date::now() < end, "in vain waited until {what}");
        gloo_timers::future::TimeoutFuture::new(10).await;
    }
}

/// Waits until Yew has drawn what it is told of last. By then it has drawn all that it was told of before, so
/// that a test may look for what must not be on the page.
pub(crate) async fn drawn() {
    let later = show(html! { <i /> });
    until("what was mounted later is drawn", || later.find("i").is_some()).await;
}

/// Moves a clock on step by step until a condition holds, and gives back how far. The browser works between the
/// steps. On a slow machine an answer takes many of them: the feed needs a time limit that is longer than all.
pub(crate) async fn advance_until(
    clock: &ManualClock,
    step: Duration,
    what: &str,
    mut condition: impl FnMut() -> bool,
) -> Duration {
    let mut moved = Duration::ZERO;
    until(what, || {
        let holds = condition();
        if !holds {
            clock.advance(step);
            moved += step;
        }
        holds
    })
    .await;
    moved
}

/// A guard that is asked to ask. By what it is answered a test knows that a request which another guard on the
/// page was to send before would be in the server's log.
pub(crate) struct Witness {
    space: Space,
    out: Out,
    _page: Page<View>,
}

impl Witness {
    pub(crate) async fn new() -> Self {
        let (space, out) = (Space::new(), Out::default());
        // It never polls: its clock stands still.
        let clock = ClockHandle::from(ManualClock::at(Timestamp::default()));
        let page = show(html! {
            <OutageGuard feeds={Feed::plain(space.url("/toggles"))} {clock} cache={Cache::None}>
                <GiveOut out={out.clone()} />
            </OutageGuard>
        });
        space.until_answered(1).await;
        Self { space, out, _page: page }
    }

    /// Has it ask three times, one after the other, and waits for each answer. What a test does `before_each`
    /// may well move a clock on: by less than a request's time limit, or what is asked is given up at once.
    pub(crate) async fn asks(&self, before_each: impl Fn()) {
        let before = self.space.requests().await.len();
        for number in 1..=3 {
            before_each();
            self.out.borrow().as_ref().expect("it is mounted").refresh();
            self.space.until_answered(before + number).await;
        }
    }
}

pub(crate) fn local() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// The reports that are kept from one visit to the next: their names and what they say.
pub(crate) fn kept() -> Vec<(String, String)> {
    let names = (0..local().length().unwrap()).filter_map(|at| local().key(at).unwrap());
    names
        .filter(|name| name.starts_with("yew-outage:report:"))
        .map(|name| (name.clone(), local().get_item(&name).unwrap().unwrap()))
        .collect()
}

pub(crate) fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A window of one service; without a length its end is open.
pub(crate) fn window(
    id: &str,
    service: &str,
    starts_at: Timestamp,
    length: Option<Duration>,
) -> MaintenanceWindow {
    MaintenanceWindow::new(id, [service])
        .with_starts_at(starts_at)
        .with_ends_at(length.map(|length| starts_at + length))
}

/// Stands for an endpoint that lists these windows.
pub(crate) fn fixed(windows: impl IntoIterator<Item = MaintenanceWindow>) -> Feeds {
    let mut report = Report::builder();
    windows.into_iter().for_each(|window| report.window(window));
    Feed::fixed_report(report.build()).into()
}

/// Where a page hands its guard's handle out to a test.
pub(crate) type Out = Rc<RefCell<Option<OutageHandle>>>;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GiveOutProps {
    pub(crate) out: Out,
}

/// Hands the handle of the guard around it out to the test.
#[component]
pub(crate) fn GiveOut(props: &GiveOutProps) -> Html {
    props.out.replace(use_outage());
    Html::default()
}

/// Hides the page as a browser does that shows another tab, until it is dropped.
pub(crate) struct Hidden;

impl Hidden {
    pub(crate) fn new() -> Self {
        define("visibilityState", &"hidden".into());
        Self
    }
}

impl Drop for Hidden {
    fn drop(&mut self) {
        define("visibilityState", &"visible".into());
    }
}

fn define(name: &str, value: &JsValue) {
    let descriptor = js_sys::Object::new();
    js_sys::Reflect::set(&descriptor, &"value".into(), value).unwrap();
    js_sys::Reflect::set(&descriptor, &"configurable".into(), &true.into()).unwrap();
    js_sys::Object::define_property(&document(), &name.into(), &descriptor);
    document().dispatch_event(&web_sys::Event::new("visibilitychange").unwrap()).unwrap();
}

pub(crate) const SECOND: Duration = Duration::from_secs(1);
