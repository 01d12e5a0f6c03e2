//! Carries a reader's state in a section across an outage: focus, scroll positions and modal dialogs.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, NodeList};

use super::focus::{focus, focus_section, focused, within};
use super::top_layer::{TopLayer, exit_fullscreen};

/// The class of the element around a section's content.
pub(super) const CONTENT: &str = "outage-content";

/// Saved before a section renders another answer, and restored after that.
#[derive(Default)]
pub(super) struct ReaderState {
    /// The element inside the section that had the focus when the state was saved.
    focused: Option<Element>,
    /// The element that had the focus when the content was hidden or unmounted.
    return_focus_to: Option<Element>,
    /// Scrolled elements of kept content, with their distances from the left and from the top.
    scrolled: Vec<(Element, i32, i32)>,
    top_layer: TopLayer,
}

impl ReaderState {
    /// Saves the state before the page changes: content that is unmounted loses its focus, and content that is
    /// hidden loses its scroll positions.
    ///
    /// `is_leaving`: the content is visible now and will not be. `is_kept`: it stays mounted while it is hidden.
    pub(super) fn save(&mut self, section: &Element, is_leaving: bool, is_kept: bool) {
        let focused = focused_in(section);
        let content = section.query_selector(&format!(":scope > .{CONTENT}:not([hidden])")).ok().flatten();
        if is_leaving {
            let is_in_content = |element: &&Element| {
                content.as_ref().is_some_and(|content| within(content, element).is_some())
            };
            // Yew may render two answers before it reports the first. At the second one the element that had the
            // focus is hidden already, and what was saved for the first one counts.
            if focused.is_some() || self.focused.is_none() {
                self.return_focus_to = focused.as_ref().filter(is_in_content).cloned();
            }
        }
        // Does not overwrite what an earlier answer saved and what is not restored yet.
        let has_saved = !self.scrolled.is_empty() || !self.top_layer.is_empty();
        if let Some(content) = content.filter(|_| is_leaving && is_kept && !has_saved) {
            let mut elements = Vec::new();
            collect_elements(content.query_selector_all("*").ok(), &mut elements);
            let scroll_position = |element: &Element| {
                let (left, top) = (element.scroll_left(), element.scroll_top());
                (left != 0 || top != 0).then(|| (element.clone(), left, top))
            };
            self.scrolled = elements.iter().filter_map(scroll_position).collect();
            self.top_layer.close(&elements, focused.as_ref());
            exit_fullscreen(&content);
        }
        self.focused = focused.or(self.focused.take());
    }

    /// Whether [`ReaderState::restore`] has anything to do.
    pub(super) fn is_saved(&self) -> bool {
        self.focused.is_some() || !self.scrolled.is_empty() || !self.top_layer.is_empty()
    }

    /// Restores the state after the page has changed. If the focus was inside the section and its element is
    /// gone, the focus moves to the alert's heading; once the section is back, it returns to the element that had
    /// it before the alert. It moves to the section itself where neither can take it.
    pub(super) fn restore(&mut self, section: &HtmlElement, is_back: bool) {
        let mut has_reopened = false;
        if is_back {
            has_reopened = self.top_layer.reopen();
            for (element, left, top) in self.scrolled.drain(..) {
                element.set_scroll_left(left);
                element.set_scroll_top(top);
            }
        }
        let was_inside = self.focused.take().is_some();
        let return_focus_to = if is_back { self.return_focus_to.take() } else { None };
        if has_reopened {
            // Opening the dialog moved the focus to the dialog's start.
            if let Some(element) = return_focus_to {
                focus(&element);
            }
            return;
        }
        let is_lost = focused_in(section).is_none_or(|now| return_focus_to.is_some() && now == **section);
        if was_inside && is_lost {
            let target = if is_back { return_focus_to } else { heading(section) };
            if !target.is_some_and(|target| focus(&target)) {
                focus_section(section);
            }
        }
    }
}

/// The element inside the section that has the focus and is not hidden.
fn focused_in(section: &Element) -> Option<Element> {
    let focused = focused()?;
    let in_section = within(section, &focused)?;
    (!matches!(in_section.closest("[hidden]"), Ok(Some(_)))).then_some(focused)
}

/// The first heading in the section's place, whatever skin or author draws it.
fn heading(section: &Element) -> Option<Element> {
    let wrapper = section.query_selector(":scope > .outage-place").ok()??;
    wrapper.query_selector("h1, h2, h3, h4, h5, h6").ok()?
}

/// Appends the listed elements and all elements of their open shadow trees.
fn collect_elements(list: Option<NodeList>, elements: &mut Vec<Element>) {
    let Some(list) = list else { return };
    for index in 0..list.length() {
        let Some(element) = list.item(index).and_then(|node| node.dyn_into::<Element>().ok()) else {
            continue;
        };
        let shadow_tree = element.shadow_root().and_then(|root| root.query_selector_all("*").ok());
        elements.push(element);
        collect_elements(shadow_tree, elements);
    }
}
