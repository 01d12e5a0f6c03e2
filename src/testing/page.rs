//! A page to mount components on, and a way to wait for a condition.

use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement};
use yew::prelude::*;

/// How often a condition is checked, and for how long.
const CHECK_INTERVAL: Duration = Duration::from_millis(10);
const TIMEOUT: Duration = Duration::from_secs(10);

/// A component that is mounted on the page. Dropping it unmounts the component.
///
/// See the [module](self::super) for an example. Its methods panic on what makes a test fail.
pub struct Page<C: BaseComponent> {
    app: Option<yew::AppHandle<C>>,
    /// The element that the component is mounted in.
    pub root: Element,
}

/// Mounts a component at the end of the document's body.
///
/// # Panics
///
/// If there is no document, as in native tests.
pub fn mount<C>(props: C::Properties) -> Page<C>
where
    C: BaseComponent,
{
    let document = document();
    let root = document.create_element("div").expect("an element");
    let body = document.body().expect("a page with a body");
    body.append_child(&root).expect("room in the body");
    let app = yew::Renderer::<C>::with_root_and_props(root.clone(), props).render();
    Page { app: Some(app), root }
}

/// Mounts html that a test builds.
///
/// # Panics
///
/// If there is no document, as in native tests.
pub fn show(view: Html) -> Page<View> {
    mount(ViewProps { view })
}

/// Properties of [`View`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ViewProps {
    /// The html to render.
    pub view: Html,
}

/// Renders html that a test builds. [`Page::update`] replaces it.
#[component]
pub fn View(props: &ViewProps) -> Html {
    props.view.clone()
}

impl<C: BaseComponent> Page<C> {
    /// Unmounts the component, to test what it leaves running.
    pub fn unmount(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }

    /// Renders the component with other properties.
    ///
    /// # Panics
    ///
    /// If the component is unmounted.
    pub fn update(&mut self, props: C::Properties) {
        self.app.as_mut().expect("the component is mounted").update(props);
    }

    /// The first element inside that matches a CSS selector, if any.
    ///
    /// # Panics
    ///
    /// If the selector is invalid.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).expect("a selector")
    }

    /// The first element inside that matches a CSS selector.
    ///
    /// # Panics
    ///
    /// If there is no such element, or the selector is invalid.
    pub fn get(&self, selector: &str) -> Element {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in:\n{}", self.root.inner_html()))
    }

    /// How many elements inside match a CSS selector.
    ///
    /// # Panics
    ///
    /// If the selector is invalid.
    pub fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).expect("a selector").length()
    }

    /// The text of the page, including hidden text.
    pub fn text(&self) -> String {
        self.root.text_content().unwrap_or_default()
    }

    /// The `data-availability` of a section.
    ///
    /// # Panics
    ///
    /// If there is no such section.
    pub fn availability(&self, section: &str) -> String {
        self.get(&attribute("data-section", section)).get_attribute("data-availability").unwrap_or_default()
    }

    /// Waits until a section has this `data-availability`.
    ///
    /// # Panics
    ///
    /// If it does not within ten seconds.
    pub async fn until_availability(&self, section: &str, wanted: &str) {
        let selector = [attribute("data-section", section), attribute("data-availability", wanted)].concat();
        until(&format!("{section} is {wanted}"), || self.find(&selector).is_some()).await;
    }

    /// Clicks the first element inside that matches a CSS selector.
    ///
    /// # Panics
    ///
    /// If there is no such element, or the selector is invalid.
    pub fn click(&self, selector: &str) {
        self.get(selector).unchecked_into::<HtmlElement>().click();
    }
}

impl<C: BaseComponent> Drop for Page<C> {
    fn drop(&mut self) {
        self.unmount();
        self.root.remove();
    }
}

/// Waits until a condition holds. The browser's event loop runs meanwhile.
///
/// # Panics
///
/// If it does not within ten seconds. The message contains `what` and the page's html.
pub async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    for _ in 0..TIMEOUT.as_millis() / CHECK_INTERVAL.as_millis() {
        if condition() {
            return;
        }
        pause().await;
    }
    let page = document().body().map(|body| body.inner_html()).unwrap_or_default();
    panic!("timed out waiting until {what}; the page is:\n{page}");
}

/// A selector for an attribute with this value, escaped as a
/// ([CSS string](https://drafts.csswg.org/cssom/#serialize-a-string)).
fn attribute(name: &str, value: &str) -> String {
    let escaped = |c: char| match c {
        '"' | '\\' => format!("\\{c}"),
        '\0' => '\u{fffd}'.to_string(),
        c if c.is_ascii_control() => format!("\\{:x} ", u32::from(c)),
        c => c.to_string(),
    };
    format!("[{name}=\"{}\"]", value.chars().map(escaped).collect::<String>())
}

async fn pause() {
    let mut set = |resolve: js_sys::Function, _| {
        let window = web_sys::window().expect("a page");
        let timer = window.set_timeout_with_callback_and_timeout_and_arguments_0(
            &resolve,
            CHECK_INTERVAL.as_millis() as i32,
        );
        timer.expect("a timer");
    };
    // The promise is never rejected.
    let _ = JsFuture::from(js_sys::Promise::new(&mut set)).await;
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a page")
}
