use std::time::Duration;

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Document, Element, HtmlElement};
use yew::prelude::*;

/// How often a condition is looked at, and for how long.
const EVERY: Duration = Duration::from_millis(10);
const PATIENCE: Duration = Duration::from_secs(10);

/// A component on the page, unmounted when it is dropped.
///
/// See the [module](self::super) for an example. Its methods panic where a test would have failed anyway.
pub struct Page<C: BaseComponent> {
    app: Option<yew::AppHandle<C>>,
    /// The element that it is mounted in.
    pub root: Element,
}

/// Mounts a component at the end of the page.
///
/// # Panics
///
/// Where there is no page: natively.
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

/// Mounts whatever a test makes.
///
/// # Panics
///
/// Where there is no page: natively.
pub fn show(view: Html) -> Page<View> {
    mount(ViewProps { view })
}

/// Properties of [`View`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ViewProps {
    /// What to draw.
    pub view: Html,
}

/// Draws what a test makes, again and again as it says by [`Page::update`].
#[component]
pub fn View(props: &ViewProps) -> Html {
    props.view.clone()
}

impl<C: BaseComponent> Page<C> {
    /// Takes the component off the page. Whatever it left running is then found out.
    pub fn unmount(&mut self) {
        if let Some(app) = self.app.take() {
            app.destroy();
        }
    }

    /// Draws it anew with other properties.
    ///
    /// # Panics
    ///
    /// If it is unmounted.
    pub fn update(&mut self, props: C::Properties) {
        self.app.as_mut().expect("the component is mounted").update(props);
    }

    /// The first element inside that a CSS selector finds.
    ///
    /// # Panics
    ///
    /// If that is no selector.
    pub fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).expect("a selector")
    }

    /// The first element inside that a CSS selector finds.
    ///
    /// # Panics
    ///
    /// If there is none, or that is no selector.
    pub fn get(&self, selector: &str) -> Element {
        self.find(selector).unwrap_or_else(|| panic!("no {selector} in:\n{}", self.root.inner_html()))
    }

    /// How many elements inside a CSS selector finds.
    ///
    /// # Panics
    ///
    /// If that is no selector.
    pub fn count(&self, selector: &str) -> u32 {
        self.root.query_selector_all(selector).expect("a selector").length()
    }

    /// Its text, hidden text included.
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
    /// If it has not after ten seconds.
    pub async fn until_availability(&self, section: &str, wanted: &str) {
        let selector = [attribute("data-section", section), attribute("data-availability", wanted)].concat();
        until(&format!("{section} is {wanted}"), || self.find(&selector).is_some()).await;
    }

    /// Clicks on the first element inside that a CSS selector finds.
    ///
    /// # Panics
    ///
    /// If there is none, or that is no selector.
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

/// Waits until a condition holds, and lets the browser work meanwhile.
///
/// # Panics
///
/// If it does not after ten seconds; the message says `what` was waited for, and what the page is.
pub async fn until(what: &str, mut condition: impl FnMut() -> bool) {
    for _ in 0..PATIENCE.as_millis() / EVERY.as_millis() {
        if condition() {
            return;
        }
        pause().await;
    }
    let page = document().body().map(|body| body.inner_html()).unwrap_or_default();
    panic!("in vain waited until {what}; the page is:\n{page}");
}

/// A selector for an attribute of this value, whatever is in it
/// ([CSS strings](https://drafts.csswg.org/cssom/#serialize-a-string)).
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
        let timer =
            window.set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, EVERY.as_millis() as i32);
        timer.expect("a timer");
    };
    // Nothing rejects it.
    let _ = JsFuture::from(js_sys::Promise::new(&mut set)).await;
}

fn document() -> Document {
    web_sys::window().and_then(|window| window.document()).expect("a page")
}
