//! What is open above the page from within a section. Hidden with its section a modal dialog would go on
//! making the page inert, and nobody would see why.

use std::cell::Cell;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlDialogElement, ShadowRoot};

use super::focus::within;

/// The modal dialogs that were closed when their section went.
#[derive(Default)]
pub(super) struct TopLayer {
    closed: Vec<HtmlDialogElement>,
    unheard: Vec<EventListener>,
}

impl TopLayer {
    /// Closes what of these is a modal dialog. `focused`: what has the focus, which is in the topmost of them.
    pub(super) fn close(&mut self, elements: &[Element], focused: Option<&Element>) {
        let dialogs = elements.iter().filter_map(|element| element.dyn_ref::<HtmlDialogElement>());
        // A browser that does not know `:modal` cannot tell.
        let modal = dialogs.filter(|dialog| dialog.matches(":modal").unwrap_or(false)).cloned();
        let is_below = |dialog: &HtmlDialogElement| focused.is_none_or(|it| within(dialog, it).is_none());
        let (below, above): (Vec<_>, Vec<_>) = modal.partition(is_below);
        self.unheard.clear();
        self.closed = [below, above].concat();
        for dialog in &self.closed {
            self.unheard.push(keep_from_author(dialog));
            dialog.close();
        }
    }

    /// Opens them again, the topmost last. Whether there was any.
    pub(super) fn reopen(&mut self) -> bool {
        let mut any = false;
        for dialog in self.closed.drain(..) {
            any |= dialog.is_connected() && !dialog.open() && dialog.show_modal().is_ok();
        }
        any
    }

    pub(super) fn is_empty(&self) -> bool {
        self.closed.is_empty()
    }
}

/// Stops the one `close` event that our closing brings, before anybody hears it: the author did not close the
/// dialog, nor did the reader. The page's own listeners, Yew's among them, are below the window.
fn keep_from_author(dialog: &HtmlDialogElement) -> EventListener {
    let tree = dialog.get_root_node().dyn_into::<ShadowRoot>().map(EventTarget::from);
    let window = || web_sys::window().map(EventTarget::from);
    // Out of a tree of its own the event does not come.
    let above = tree.ok().or_else(window).unwrap_or_else(|| dialog.clone().into());
    let (dialog, is_due) = (EventTarget::from(dialog.clone()), Cell::new(true));
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&above, "close", options, move |event| {
        let is_it = event.target().is_some_and(|target| target == dialog);
        if is_it && is_due.replace(false) {
            event.stop_immediate_propagation();
        }
    })
}

/// Ends a full screen that shows something inside of `section`.
pub(super) fn leave_full_screen(section: &Element) {
    let Some(document) = section.owner_document() else { return };
    if document.fullscreen_element().is_some_and(|element| section.contains(Some(&element))) {
        document.exit_fullscreen();
    }
}
