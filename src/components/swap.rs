//! What a reader was doing in a section, across the moment at which an alert takes its place and the one at
//! which the section is back: focus, and how far things were scrolled.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, NodeList};

/// Around what is kept on the page, out of sight, while its section is down.
pub(super) const KEPT: &str = "outage-kept";

/// Noted before a section is drawn anew, seen to after it.
#[derive(Default)]
pub(super) struct Swap {
    /// The element inside the section that had the focus before.
    focused: Option<HtmlElement>,
    /// The one that had it when the section went down.
    left: Option<HtmlElement>,
    /// What was scrolled in what is kept, when the section went down: how far to the left and down.
    scrolled: Vec<(Element, i32, i32)>,
}

impl Swap {
    /// Looks at the section as it stands. What is about to go takes its focus with it, and what is about to
    /// be hidden forgets how far it was scrolled.
    pub(super) fn before(&mut self, section: &Element) {
        // A second answer may come before the first is seen to; its focus is gone by then.
        self.focused = focused_in(section).or(self.focused.take());
        let Ok(Some(kept)) = section.query_selector(&format!(":scope > .{KEPT}:not([hidden])")) else {
            return;
        };
        let scrolled = |element: Element| {
            let (left, top) = (element.scroll_left(), element.scroll_top());
            (left != 0 || top != 0).then_some((element, left, top))
        };
        let inside = kept.query_selector_all("*").map(elements).unwrap_or_default();
        self.scrolled = inside.into_iter().filter_map(scrolled).collect();
    }

    /// Whether anything was noted that has to be seen to.
    pub(super) fn is_pending(&self) -> bool {
        self.focused.is_some() || !self.scrolled.is_empty()
    }

    /// Puts the focus where it belongs, if it was inside and what had it is gone: to the alert's heading, or
    /// back to what had it before the alert, or to the section.
    pub(super) fn after(&mut self, section: &HtmlElement, down: bool) {
        if !down {
            for (element, left, top) in self.scrolled.drain(..) {
                element.set_scroll_left(left);
                element.set_scroll_top(top);
            }
        }
        let Some(focused) = self.focused.take() else { return };
        let target = if down {
            let heading = heading(section);
            self.left = Some(focused);
            heading
        } else {
            self.left.take().filter(|left| section.contains(Some(left)))
        };
        if focused_in(section).is_none() {
            focus(&target.unwrap_or_else(|| section.clone()));
        }
    }
}

/// The element inside that has the focus and is not out of sight.
fn focused_in(section: &Element) -> Option<HtmlElement> {
    let focused = section.owner_document()?.active_element()?;
    let inside = section.contains(Some(&focused)) && !matches!(focused.closest("[hidden]"), Ok(Some(_)));
    inside.then_some(focused)?.dyn_into().ok()
}

/// The alert's: whatever draws it, it stands ahead of what is kept.
fn heading(section: &Element) -> Option<HtmlElement> {
    let heading = section.query_selector("h1, h2, h3, h4, h5, h6").ok()??;
    let kept = matches!(heading.closest(&format!(".{KEPT}")), Ok(Some(_)));
    (!kept).then_some(heading)?.dyn_into().ok()
}

/// Moves the focus to an element, be it one that cannot be reached by the Tab key.
pub(super) fn focus(element: &HtmlElement) {
    if element.tab_index() < 0 {
        element.set_tab_index(-1);
    }
    // What cannot take it leaves the focus to the page.
    let _ = element.focus();
}

fn elements(list: NodeList) -> Vec<Element> {
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}
