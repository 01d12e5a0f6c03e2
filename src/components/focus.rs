//! Finds and moves the focus, across shadow trees.

use gloo_events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, ShadowRoot};

/// The element that has the focus. The document names only the host of a shadow tree, so this descends into
/// open shadow trees.
pub(super) fn focused() -> Option<Element> {
    let mut focused = web_sys::window()?.document()?.active_element()?;
    while let Some(inner) = focused.shadow_root().and_then(|root| root.active_element()) {
        focused = inner;
    }
    Some(focused)
}

/// The element itself if `section` contains it, or else the host of its shadow tree that `section` contains.
pub(super) fn within(section: &Element, element: &Element) -> Option<Element> {
    let mut element = element.clone();
    while !section.contains(Some(&element)) {
        element = element.get_root_node().dyn_into::<ShadowRoot>().ok()?.host();
    }
    Some(element)
}

/// Moves the focus to an element. Returns whether the element has it then.
pub(super) fn focus(element: &Element) -> bool {
    // Every element that can be focused has this method, SVG elements included.
    let _ = element.unchecked_ref::<HtmlElement>().focus();
    focused().as_ref() == Some(element)
}

/// Moves the focus to a section's own element. The element gets a `tabindex` only for as long as it has the focus,
/// so that readers do not tab to it.
pub(super) fn focus_section(section: &HtmlElement) {
    if section.has_attribute("tabindex") {
        focus(section);
        return;
    }
    section.set_tab_index(-1);
    if focus(section) {
        remove_tabindex_on_blur(section.clone());
    } else {
        let _ = section.remove_attribute("tabindex");
    }
}

fn remove_tabindex_on_blur(section: HtmlElement) {
    let target = section.clone();
    let on_blur = move |_: &_| {
        // Leaving the window blurs the element too, but the element has the focus again when the reader returns.
        if focused().as_ref() == Some(&*section) {
            remove_tabindex_on_blur(section);
        } else {
            let _ = section.remove_attribute("tabindex");
        }
    };
    EventListener::once(&target, "blur", on_blur).forget();
}
