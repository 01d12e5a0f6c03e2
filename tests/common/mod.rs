//! What every browser test needs: a space of its own on the real toggle-server, a page to mount on,
//! and a way to wait for a condition.
#![allow(dead_code, reason = "each test binary uses its own part")]

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use gloo_net::http::{Method, RequestBuilder};
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};
use yew::prelude::*;
use yew_outage::feed::Feeds;
use yew_outage::model::{MaintenanceWindow, Report, Spelling, Timestamp};
use yew_outage::prelude::*;

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
}

/// Lets the browser work for a moment. Tests wait with [`until`], which asks for a condition.
pub(crate) async fn breathe(millis: u32) {
    gloo_timers::future::TimeoutFuture::new(millis).await;
}

/// Waits until the condition holds; fails after ten seconds.
pub(crate) async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    for _ in 0..1_000 {
        if condition() {
            return;
        }
        breathe(10).await;
    }
    panic!("in vain waited until {what}; the page is:\n{}", document().body().unwrap().inner_html());
}

pub(crate) fn document() -> web_sys::Document {
    web_sys::window().unwrap().document().unwrap()
}

/// A mounted app, unmounted when the test ends.
pub(crate) struct Page<C: BaseComponent> {
    app: Option<yew::AppHandle<C>>,
    pub(crate) root: Element,
}

pub(crate) fn mount<C>(props: C::Properties) -> Page<C>
where
    C: BaseComponent,
{
    let root = document().create_element("div").unwrap();
    document().body().unwrap().append_child(&root).unwrap();
    let app = yew::Renderer::<C>::with_root_and_props(root.clone(), props).render();
    Page { app: Some(app), root }
}

impl<C: BaseComponent> Page<C> {
    pub(crate) fn unmount(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }

    pub(crate) fn update(&mut self, props: C::Properties) {
        self.app.as_mut().unwrap().update(props);
    }

    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).unwrap()
    }

    pub(crate) fn get(&self, selector: &str) -> Element {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in:\n{}", self.root.inner_html()))
    }

    pub(crate) fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).unwrap().length()
    }

    /// What a reader sees of it, hidden text included.
    pub(crate) fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    /// The `data-availability` of a section.
    pub(crate) fn availability(&self, section: &str) -> String {
        self.get(&format!("[data-section='{section}']")).get_attribute("data-availability").unwrap()
    }

    pub(crate) async fn until_availability(&self, section: &str, wanted: &str) {
        let selector = format!("[data-section='{section}'][data-availability='{wanted}']");
        until(&format!("{section} is {wanted}"), || self.find(&selector).is_some()).await;
    }

    pub(crate) fn click(&self, selector: &str) {
        self.get(selector).unchecked_into::<HtmlElement>().click();
    }
}

impl<C: BaseComponent> Drop for Page<C> {
    fn drop(&mut self) {
        self.unmount();
        self.root.remove();
    }
}

/// A window of one service; without a length its end is open.
pub(crate) fn window(
    id: &str,
    service: &str,
    starts_at: Timestamp,
    length: Option<Duration>,
) -> MaintenanceWindow {
    MaintenanceWindow {
        id: id.into(),
        services: [service.into()].into(),
        starts_at: Some(starts_at),
        ends_at: length.map(|length| starts_at + length),
        message: None,
        link: None,
    }
}

/// Stands for an endpoint that lists these windows.
pub(crate) fn fixed(windows: impl IntoIterator<Item = MaintenanceWindow>) -> Feeds {
    let mut report = Report::builder(Spelling::Exact);
    windows.into_iter().for_each(|window| report.window(window));
    Feed::fixed_report(report.build()).into()
}

/// Mounts whatever the test makes, again and again as it says.
#[derive(Clone, PartialEq, Properties)]
pub(crate) struct ViewProps {
    pub(crate) view: Html,
}

#[component]
pub(crate) fn View(props: &ViewProps) -> Html {
    props.view.clone()
}

pub(crate) fn show(view: Html) -> Page<View> {
    mount(ViewProps { view })
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
