//! The browser's clipboard, and what a page knows of where it runs.

use js_sys::{Function, Intl, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::bug_report::Surroundings;

/// Whether the text is in the clipboard now.
pub(super) async fn copy(text: &str) -> bool {
    match writing(text) {
        Some(writing) => JsFuture::from(writing).await.is_ok(),
        None => false,
    }
}

/// By reflection: a page that is not served securely has no clipboard, which its binding does not say.
fn writing(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}

pub(super) fn surroundings() -> Surroundings {
    let Some(window) = web_sys::window() else { return Surroundings::default() };
    Surroundings {
        url: window.location().href().unwrap_or_default(),
        agent: window.navigator().user_agent().unwrap_or_default(),
        language: window.navigator().language().unwrap_or_default(),
        time_zone: time_zone().unwrap_or_default(),
    }
}

fn time_zone() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &JsValue::from("timeZone")).ok()?.as_string()
}
