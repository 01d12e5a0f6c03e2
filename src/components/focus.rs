//! What has the focus, in whatever tree, and how it is handed on.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

/// The element that has the focus. For what is in a shadow tree the page names its host, so this looks into
/// the trees that are open.
pub(super) fn focused() -> Option<Element> {
    let mut focused = web_sys::window()?.document()?.active_element()?;
    while let Some(inner) = focused.shadow_root().and_then(|root| root.active_element()) {
        focused = inner;
    }
    Some(focused)
}

/// The element itself, or the host of the tree that it is in, if that stands inside of `section`.
pub(super) fn within(section: &Element, element: &Element) -> Option<Element> {
    let mut element = element.clone();
    while !section.contains(Some(&element)) {
        element = element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host();
    }
    Some(element)
}

/// Moves the focus to an element. Whether it took it.
pub(super) fn focus(element: &Element) -> bool {
    // Any element that can have the focus has this method, those of SVG too.
    let _ = element.unchecked_ref::<HtmlElement>().focus();
    focused().as_ref() == Some(element)
}

/// Moves the focus to a section's own element, which no key reaches: only for as long as it has the focus.
pub(super) fn focus_section(section: &HtmlElement) {
    if section.has_attribute("tabindex") {
        focus(section);
        return;
    }
    section.set_tab_index(-1);
    if focus(section) {
        until_blurred(section.clone());
    } else {
        let _ = section.remove_attribute("tabindex");
    }
}

fn until_blurred(section: HtmlElement) {
    let target = section.clone();
    let blurred = move |_: &_| {
        // A window that is left blurs its element, which has the focus again when somebody comes back.
        if focused().as_ref() == Some(&*section) {
            until_blurred(section);
        } else {
            let _ = section.remove_attribute("tabindex");
        }
    };
    EventListener::once(&target, "blur", blurred).forget();
}
