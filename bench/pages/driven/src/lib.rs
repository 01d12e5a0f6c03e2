//! The page's side of the benchmark driver (`bench/harness/driver.mjs`): the task that the page gets, and the controls
//! that it hands over.

use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

/// What the driver tells the page to show.
#[derive(PartialEq)]
pub struct Task {
    /// The engine of the endpoint.
    pub engine: String,
    /// The URL below which every endpoint is.
    pub url: String,
    /// The sections, each with its toggle.
    pub watched: Vec<(Rc<str>, Rc<str>)>,
}

impl Task {
    /// Reads the task from the page.
    pub fn read() -> Self {
        let bench = bench();
        let text = |value: JsValue| value.as_string().unwrap_or_default();
        let pair = |value: JsValue| {
            let pair = Array::from(&value);
            (text(pair.get(0)).into(), text(pair.get(1)).into())
        };
        Self {
            engine: text(property(&bench, "engine")),
            url: text(property(&bench, "url")),
            watched: Array::from(&property(&bench, "watched")).iter().map(pair).collect(),
        }
    }
}

/// Hands the controls over once, and returns whether the sections are mounted now. `poll` makes the page fetch from its
/// endpoint.
#[hook]
pub fn use_controls(poll: impl Fn() + 'static) -> bool {
    let shown = use_state_eq(|| false);
    use_effect_with((), {
        let shown = shown.setter();
        move |()| {
            let controls = Object::new();
            let hide = shown.clone();
            set(&controls, "mount", move || shown.set(true));
            set(&controls, "unmount", move || hide.set(false));
            set(&controls, "poll", poll);
            let hand_over = property(&bench(), "controls");
            if let Some(hand_over) = hand_over.dyn_ref::<Function>() {
                let handed = hand_over.call1(&JsValue::UNDEFINED, &controls);
                debug_assert!(handed.is_ok());
            }
        }
    });
    *shown
}

/// Renders the page into its element of the document.
pub fn render<Page: BaseComponent<Properties = ()>>() {
    let document = web_sys::window().and_then(|window| window.document());
    if let Some(root) = document.and_then(|document| document.get_element_by_id("app")) {
        yew::Renderer::<Page>::with_root(root).render();
    }
}

fn bench() -> JsValue {
    property(&js_sys::global(), "bench")
}

fn property(object: &JsValue, name: &str) -> JsValue {
    Reflect::get(object, &name.into()).unwrap_or_default()
}

fn set(object: &Object, name: &str, control: impl Fn() + 'static) {
    let control = Closure::<dyn Fn()>::new(control).into_js_value();
    let set = Reflect::set(object, &name.into(), &control);
    debug_assert!(set.is_ok());
}
