//! Loads files on demand by an element in the page's head. Nothing is inlined, so a strict Content-Security-Policy
//! allows it.

use js_sys::Promise;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlElement, HtmlLinkElement, HtmlScriptElement};

/// The element that loads a file. URLs are relative, so that the page works from any folder.
pub(crate) fn style_sheet(href: &str) -> Option<HtmlElement> {
    let link: HtmlLinkElement = element("link")?;
    link.set_rel("stylesheet");
    link.set_href(href);
    Some(link.into())
}

pub(crate) fn script(src: &str) -> Option<HtmlElement> {
    let script: HtmlScriptElement = element("script")?;
    script.set_src(src);
    Some(script.into())
}

pub(crate) fn module(src: &str) -> Option<HtmlElement> {
    let script: HtmlScriptElement = element("script")?;
    script.set_type("module");
    script.set_src(src);
    Some(script.into())
}

/// Starts loading the file at once. Resolves to whether it was loaded and, if it is a script, has run.
pub(crate) fn load(element: &HtmlElement) -> impl Future<Output = bool> + use<> {
    let outcome = Promise::new(&mut |resolve, reject| {
        element.set_onload(Some(&resolve));
        element.set_onerror(Some(&reject));
    });
    let head = web_sys::window().and_then(|window| window.document()?.head());
    let is_requested = head.is_some_and(|head| head.append_child(element).is_ok());
    async move { is_requested && JsFuture::from(outcome).await.is_ok() }
}

fn element<T: JsCast>(name: &str) -> Option<T> {
    web_sys::window()?.document()?.create_element(name).ok()?.dyn_into().ok()
}
