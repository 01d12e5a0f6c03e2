//! Closes what a section has opened above the page, before the section is hidden. A hidden modal dialog would keep
//! the page inert, and no reader could see why.

use std::cell::Cell;

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlDialogElement, ShadowRoot};

use super::focus::within;

/// The modal dialogs that were closed when their section was hidden.
#[derive(Default)]
pub(super) struct TopLayer {
    closed: Vec<HtmlDialogElement>,
    /// Each stops one `close` event.
    close_listeners: Vec<EventListener>,
}

impl TopLayer {
    /// Closes the modal dialogs among `elements`. The topmost dialog is the one that contains `focused`.
    pub(super) fn close(&mut self, elements: &[Element], focused: Option<&Element>) {
        let dialogs = elements.iter().filter_map(|element| element.dyn_ref::<HtmlDialogElement>());
        // A browser that does not support `:modal` closes none.
        let modal = dialogs.filter(|dialog| dialog.matches(":modal").unwrap_or(false)).cloned();
        let is_below =
            |dialog: &HtmlDialogElement| focused.is_none_or(|focused| within(dialog, focused).is_none());
        let (below, topmost): (Vec<_>, Vec<_>) = modal.partition(is_below);
        self.close_listeners.clear();
        self.closed = [below, topmost].concat();
        for dialog in &self.closed {
            self.close_listeners.push(stop_close_event(dialog));
            dialog.close();
        }
    }

    /// Opens the closed dialogs again, the topmost last. Returns whether it opened any.
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

/// Stops the one `close` event that our own `close()` fires: neither the author nor the reader closed the dialog.
/// The listener captures the event at the window, above all listeners of the page, Yew's among them.
fn stop_close_event(dialog: &HtmlDialogElement) -> EventListener {
    let shadow_root = dialog.get_root_node().dyn_into::<ShadowRoot>().map(EventTarget::from);
    let window = || web_sys::window().map(EventTarget::from);
    // The event does not leave a shadow tree.
    let target = shadow_root.ok().or_else(window).unwrap_or_else(|| dialog.clone().into());
    let (dialog, is_armed) = (EventTarget::from(dialog.clone()), Cell::new(true));
    let options = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(&target, "close", options, move |event| {
        let is_from_dialog = event.target().is_some_and(|target| target == dialog);
        if is_from_dialog && is_armed.replace(false) {
            event.stop_immediate_propagation();
        }
    })
}

/// Exits full screen if an element inside `section` is shown in it.
pub(super) fn exit_fullscreen(section: &Element) {
    let Some(document) = section.owner_document() else { return };
    if document.fullscreen_element().is_some_and(|element| section.contains(Some(&element))) {
        document.exit_fullscreen();
    }
}
