//! Shared helpers of the browser tests, besides the crate's own test kit: a space on the real toggle-server, the cache,
//! and ways to wait.
#![allow(dead_code, reason = "each test binary uses its own part")]

pub(crate) mod visit;

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder};
use serde_json::Value;
use wasm_bindgen::JsValue;
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{Outage, Report, Timestamp};
use yew_outage::prelude::*;

pub(crate) use yew_outage::testing::*;

/// The toggle-server that `cargo xtask test` has started.
const SERVER: &str = match option_env!("TOGGLE_SERVER_URL") {
    Some(url) => url,
    None => "http://127.0.0.1:4617",
};

/// A space of toggle-server, which no other test uses.
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

    /// The requests that the engines' endpoints have received, oldest first.
    pub(crate) async fn requests(&self) -> Vec<Value> {
        match self.get("/admin/requests").await {
            Value::Array(requests) => requests,
            other => panic!("{other}"),
        }
    }

    /// Waits until the requests that the engines' endpoints have received meet a condition, and returns them.
    pub(crate) async fn until_requests(
        &self,
        what: &str,
        condition: impl Fn(&[Value]) -> bool,
    ) -> Vec<Value> {
        until_found(what, async || Some(self.requests().await).filter(|requests| condition(requests))).await
    }

    /// Waits until the endpoints have received this many requests.
    pub(crate) async fn until_asked(&self, times: usize) -> Vec<Value> {
        self.until_requests(&format!("{times} requests are received"), |requests| requests.len() >= times)
            .await
    }

    /// Waits until this many requests have been answered.
    pub(crate) async fn until_answered(&self, times: usize) -> Vec<Value> {
        let answered =
            |requests: &[Value]| requests.iter().filter(|request| request["status"].is_u64()).count();
        self.until_requests(&format!("{times} requests are answered"), |requests| answered(requests) >= times)
            .await
    }
}

impl Space {
    /// How many event streams are open.
    pub(crate) async fn streams(&self) -> u64 {
        self.get("/admin/streams").await["open"].as_u64().unwrap()
    }

    /// Waits until this many event streams are open.
    pub(crate) async fn until_streams(&self, wanted: u64) {
        let what = format!("{wanted} streams are open");
        until_found(&what, async || (self.streams().await == wanted).then_some(())).await;
    }
}

/// The statuses of logged requests. `null`: not answered yet, or never because the client aborted the request.
pub(crate) fn statuses(requests: &[Value]) -> Vec<Value> {
    requests.iter().map(|request| request["status"].clone()).collect()
}

/// Polls until `look` returns something, and returns that. For conditions that take a request to check; for conditions
/// on the page there is `until`.
pub(crate) async fn until_found<T>(what: &str, mut look: impl AsyncFnMut() -> Option<T>) -> T {
    let end = js_sys::Date::now() + 10_000.0;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(js_sys::Date::now() < end, "timed out waiting until {what}");
        gloo_timers::future::TimeoutFuture::new(10).await;
    }
}

/// Waits until Yew has rendered everything that is scheduled so far, so that a test may check that something is not on
/// the page.
pub(crate) async fn drawn() {
    let last = show(html! { <i /> });
    until("what was mounted last is rendered", || last.find("i").is_some()).await;
}

/// Advances a clock step by step until a condition holds, and returns by how much. The browser works between the steps.
/// On a slow machine a response takes many steps, so the feed's time-out must be longer than all of them.
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

/// A second guard that sends requests on demand. Once it has its responses, a test knows that any request which the
/// guard under test had to send before is in the server's log.
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

    /// Sends three requests, one after the other, and waits for each response. `before_each` may advance a clock, but
    /// by less than a request's time-out, which would abort the request.
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

/// The reports in the cache: the key and the text of each entry in the browser's `localStorage`.
pub(crate) fn cached() -> Vec<(String, String)> {
    let names = (0..local().length().unwrap()).filter_map(|at| local().key(at).unwrap());
    names
        .filter(|name| name.starts_with("yew-outage:report:"))
        .map(|name| (name.clone(), local().get_item(&name).unwrap().unwrap()))
        .collect()
}

/// Makes `Storage.prototype.setItem` throw until it is dropped.
pub(crate) struct FullStorage(JsValue);

impl FullStorage {
    fn prototype() -> JsValue {
        let storage = js_sys::Reflect::get(&js_sys::global(), &"Storage".into()).unwrap();
        js_sys::Reflect::get(&storage, &"prototype".into()).unwrap()
    }

    pub(crate) fn new() -> Self {
        let set_item = js_sys::Reflect::get(&Self::prototype(), &"setItem".into()).unwrap();
        let full = js_sys::Function::new_no_args("throw new DOMException('full', 'QuotaExceededError')");
        js_sys::Reflect::set(&Self::prototype(), &"setItem".into(), &full).unwrap();
        Self(set_item)
    }
}

impl Drop for FullStorage {
    fn drop(&mut self) {
        js_sys::Reflect::set(&Self::prototype(), &"setItem".into(), &self.0).unwrap();
    }
}

pub(crate) fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A maintenance window of one service. Without a length its end is open.
pub(crate) fn window(id: &str, service: &str, starts_at: Timestamp, length: Option<Duration>) -> Outage {
    Outage::planned(id, [service])
        .with_starts_at(starts_at)
        .with_ends_at(length.map(|length| starts_at + length))
}

/// A feed that lists these outages.
pub(crate) fn fixed(outages: impl IntoIterator<Item = Outage>) -> Feeds {
    let mut report = Report::builder();
    outages.into_iter().for_each(|outage| report.outage(outage));
    Feed::fixed_report(report.build()).into()
}

/// Receives the guard's handle from the page, for a test.
pub(crate) type Out = Rc<RefCell<Option<OutageHandle>>>;

#[derive(Clone, PartialEq, Properties)]
pub(crate) struct GiveOutProps {
    pub(crate) out: Out,
}

/// Passes the handle of the guard around it to the test.
#[component]
pub(crate) fn GiveOut(props: &GiveOutProps) -> Html {
    props.out.replace(use_outage());
    Html::default()
}

/// Hides the page, as when the browser shows another tab, until it is dropped.
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
