//! What a page of the benchmark is told to show, and the levers that it hands over: the other side of
//! `bench/harness/driver.mjs`.

use std::rc::Rc;

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use yew::prelude::*;

/// What the driver wants to see.
#[derive(PartialEq)]
pub struct Task {
    /// Which engine's endpoint stands at the address.
    pub engine: String,
    /// The address that every endpoint is below.
    pub url: String,
    /// Sections, each with its toggle.
    pub watched: Vec<(Rc<str>, Rc<str>)>,
}

impl Task {
    /// Reads it from the page.
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

/// Hands the levers over once, and tells whether the sections are to be mounted now. `poll` makes the page ask
/// its endpoint.
#[hook]
pub fn use_levers(poll: impl Fn() + 'static) -> bool {
    let shown = use_state_eq(|| false);
    use_effect_with((), {
        let shown = shown.setter();
        move |()| {
            let levers = Object::new();
            let hide = shown.clone();
            set(&levers, "mount", move || shown.set(true));
            set(&levers, "unmount", move || hide.set(false));
            set(&levers, "poll", poll);
            let hand_over = property(&bench(), "levers");
            if let Some(hand_over) = hand_over.dyn_ref::<Function>() {
                let handed = hand_over.call1(&JsValue::UNDEFINED, &levers);
                debug_assert!(handed.is_ok());
            }
        }
    });
    *shown
}

/// Draws the page in its place in the document.
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

fn set(object: &Object, name: &str, lever: impl Fn() + 'static) {
    let lever = Closure::<dyn Fn()>::new(lever).into_js_value();
    let set = Reflect::set(object, &name.into(), &lever);
    debug_assert!(set.is_ok());
}
