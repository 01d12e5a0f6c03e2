//! Keeps the panel off the focused element (WCAG 2.2, "Focus Not Obscured"): the panel lies over the page, so it
//! moves to the other end of the window when it covers what has the focus.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::NodeRef;

/// A rectangle of the window, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Rect {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Rect {
    fn of(element: &Element) -> Self {
        let rect = element.get_bounding_client_rect();
        Self { left: rect.left(), right: rect.right(), top: rect.top(), bottom: rect.bottom() }
    }

    /// The height of the part that both rectangles share.
    fn overlap_height(self, other: Self) -> f64 {
        if self.left >= other.right || other.left >= self.right {
            return 0.0;
        }
        (self.bottom.min(other.bottom) - self.top.max(other.top)).max(0.0)
    }

    /// The same rectangle at the other end of a window of this height.
    fn mirrored(self, height: f64) -> Self {
        Self { top: height - self.bottom, bottom: height - self.top, ..self }
    }
}

/// Whether the parts cover less of the focused element at the other end of the window.
fn should_move(parts: &[Rect], focused: Rect, window_height: f64) -> bool {
    let covered = |parts: &mut dyn Iterator<Item = Rect>| {
        parts.map(|part| part.overlap_height(focused)).fold(0.0, f64::max)
    };
    let here = covered(&mut parts.iter().copied());
    here > 0.0 && covered(&mut parts.iter().map(|part| part.mirrored(window_height))) < here
}

/// Calls `on_covered` whenever the parts inside `root` should move to the other end of the window.
pub(super) fn watch(root: NodeRef, on_covered: impl Fn() + 'static) -> Vec<EventListener> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return Vec::new() };
    let on_covered = Rc::new(on_covered);
    let next_check: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let listen = |event: &'static str| {
        let (root, on_covered, next_check) = (root.clone(), on_covered.clone(), next_check.clone());
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&document, event, options, move |_| {
            let (root, on_covered) = (root.clone(), on_covered.clone());
            // Check later: the browser may still scroll to the newly focused element.
            next_check.replace(Some(Timeout::new(0, move || {
                if covers_focus(&root).unwrap_or(false) {
                    on_covered();
                }
            })));
        })
    };
    vec![listen("focusin"), listen("scrollend")]
}

fn covers_focus(root: &NodeRef) -> Option<bool> {
    let root = root.cast::<Element>()?;
    let window = web_sys::window()?;
    let document = window.document()?;
    let focused = document.active_element().filter(|focused| !root.contains(Some(focused)))?;
    // `activeElement` is the body when nothing has the focus.
    if document.body().is_some_and(|body| **body == *focused) {
        return None;
    }
    let parts = root.query_selector_all(":scope > button, :scope > section").ok()?;
    let parts: Vec<Rect> =
        (0..parts.length()).filter_map(|index| Some(Rect::of(parts.item(index)?.dyn_ref()?))).collect();
    Some(should_move(&parts, Rect::of(&focused), window.inner_height().ok()?.as_f64()?))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const WINDOW_HEIGHT: f64 = 640.0;

    fn rect(left: f64, top: f64, width: f64, height: f64) -> Rect {
        Rect { left, right: left + width, top, bottom: top + height }
    }

    #[test]
    fn the_panel_moves_only_if_the_other_end_covers_less() {
        let panel = rect(0.0, 340.0, 320.0, 300.0);
        for (focused, moves) in [
            (rect(10.0, 500.0, 100.0, 20.0), true),
            (rect(10.0, 100.0, 100.0, 20.0), false),
            (rect(400.0, 500.0, 100.0, 20.0), false),
            (rect(10.0, 320.0, 100.0, 40.0), true),
            (rect(10.0, 0.0, 100.0, 640.0), false),
            (rect(10.0, 290.0, 100.0, 60.0), false),
            (rect(10.0, 640.0, 100.0, 20.0), false),
        ] {
            assert_eq!(should_move(&[panel], focused, WINDOW_HEIGHT), moves, "{focused:?}");
        }
    }
}
