//! What a reader was doing in a section, across the moment at which an alert takes its place and the one at
//! which the section is back: focus, how far things were scrolled, what was open above the page.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, NodeList};

use super::focus::{focus, focus_section, focused, within};
use super::top_layer::{TopLayer, leave_full_screen};

/// Around what a section holds.
pub(super) const CONTENT: &str = "outage-content";

/// Noted before a section is drawn anew, seen to after it.
#[derive(Default)]
pub(super) struct ReaderState {
    /// The element inside the section that had the focus before.
    focused: Option<Element>,
    /// The one that had it when the section went out of sight.
    left: Option<Element>,
    /// What was scrolled in what is kept, when the section went: how far to the left and down.
    scrolled: Vec<(Element, i32, i32)>,
    above: TopLayer,
}

impl ReaderState {
    /// Looks at the section as it stands. What is about to go takes its focus with it, and what is about to
    /// be hidden forgets how far it was scrolled. `goes`: it is in sight, and will not be. `kept`: it stays on
    /// the page.
    pub(super) fn before(&mut self, section: &Element, goes: bool, kept: bool) {
        let now = focused_in(section);
        let content = section.query_selector(&format!(":scope > .{CONTENT}:not([hidden])")).ok().flatten();
        if goes {
            let inside = |element: &&Element| {
                content.as_ref().is_some_and(|content| within(content, element).is_some())
            };
            // A second answer may come before the first is seen to; what had the focus is out of sight then.
            if now.is_some() || self.focused.is_none() {
                self.left = now.as_ref().filter(inside).cloned();
            }
        }
        // Not what an answer before this one was to bring back and has not yet.
        if let Some(content) =
            content.filter(|_| goes && kept && self.scrolled.is_empty() && self.above.is_empty())
        {
            let mut elements = Vec::new();
            gather(content.query_selector_all("*").ok(), &mut elements);
            let scrolled = |element: &Element| {
                let (left, top) = (element.scroll_left(), element.scroll_top());
                (left != 0 || top != 0).then(|| (element.clone(), left, top))
            };
            self.scrolled = elements.iter().filter_map(scrolled).collect();
            self.above.close(&elements, now.as_ref());
            leave_full_screen(&content);
        }
        self.focused = now.or(self.focused.take());
    }

    /// Whether anything was noted that has to be seen to.
    pub(super) fn is_pending(&self) -> bool {
        self.focused.is_some() || !self.scrolled.is_empty() || !self.above.is_empty()
    }

    /// Puts the focus where it belongs, if it was inside and what had it is gone: to the alert's heading, or
    /// back to what had it before the alert, or to the section.
    pub(super) fn after(&mut self, section: &HtmlElement, is_back: bool) {
        let mut reopened = false;
        if is_back {
            reopened = self.above.reopen();
            for (element, left, top) in self.scrolled.drain(..) {
                element.set_scroll_left(left);
                element.set_scroll_top(top);
            }
        }
        let was_inside = self.focused.take().is_some();
        let left = if is_back { self.left.take() } else { None };
        if reopened {
            // The dialog has put the focus where it begins.
            if let Some(left) = left {
                focus(&left);
            }
        } else if was_inside && focused_in(section).is_none_or(|now| left.is_some() && now == **section) {
            let target = if is_back { left } else { heading(section) };
            if !target.is_some_and(|target| focus(&target)) {
                focus_section(section);
            }
        }
    }
}

/// The element inside that has the focus and is not out of sight.
fn focused_in(section: &Element) -> Option<Element> {
    let focused = focused()?;
    let here = within(section, &focused)?;
    (!matches!(here.closest("[hidden]"), Ok(Some(_)))).then_some(focused)
}

/// The alert's, whatever draws it.
fn heading(section: &Element) -> Option<Element> {
    let place = section.query_selector(":scope > .outage-place").ok()??;
    place.query_selector("h1, h2, h3, h4, h5, h6").ok()?
}

/// All of these and what is in their open shadow trees.
fn gather(list: Option<NodeList>, all: &mut Vec<Element>) {
    let Some(list) = list else { return };
    for at in 0..list.length() {
        let Some(element) = list.item(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
        let inner = element.shadow_root().and_then(|root| root.query_selector_all("*").ok());
        all.push(element);
        gather(inner, all);
    }
}
