//! What the bug report needs from the browser: the clipboard, and where the page runs.

use js_sys::{Function, Intl, Object, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::bug_report::Environment;

/// Writes the text to the clipboard. Returns whether that succeeded.
pub(super) async fn copy(text: &str) -> bool {
    match write_text(text) {
        Some(written) => JsFuture::from(written).await.is_ok(),
        None => false,
    }
}

/// Calls `navigator.clipboard.writeText` by reflection: pages without HTTPS have no clipboard, and web-sys does
/// not type it as optional.
fn write_text(text: &str) -> Option<Promise> {
    let navigator = web_sys::window()?.navigator();
    let clipboard = Reflect::get(&navigator, &"clipboard".into()).ok()?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into()).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}

pub(super) fn environment() -> Environment {
    let Some(window) = web_sys::window() else { return Environment::default() };
    Environment {
        url: window.location().href().unwrap_or_default(),
        user_agent: window.navigator().user_agent().unwrap_or_default(),
        language: window.navigator().language().unwrap_or_default(),
        time_zone: time_zone().unwrap_or_default(),
    }
}

fn time_zone() -> Option<String> {
    let format = Intl::DateTimeFormat::new(&js_sys::Array::new(), &Object::new());
    Reflect::get(&format.resolved_options(), &JsValue::from("timeZone")).ok()?.as_string()
}
