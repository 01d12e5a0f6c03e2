//! The panel lies over the page. What has the focus there must be seen, so the panel goes to the other end of the
//! window when it would be in the way.

use std::cell::RefCell;
use std::rc::Rc;

use gloo_events::{EventListener, EventListenerOptions};
use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::NodeRef;

/// A part of the window, in its pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Area {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Area {
    fn of(element: &Element) -> Self {
        let area = element.get_bounding_client_rect();
        Self { left: area.left(), right: area.right(), top: area.top(), bottom: area.bottom() }
    }

    /// How many pixels high the part is that both share.
    fn covers(self, other: Self) -> f64 {
        if self.left >= other.right || other.left >= self.right {
            return 0.0;
        }
        (self.bottom.min(other.bottom) - self.top.max(other.top)).max(0.0)
    }

    /// The same at the other end of a window of this height.
    fn mirrored(self, height: f64) -> Self {
        Self { top: height - self.bottom, bottom: height - self.top, ..self }
    }
}

/// Whether more of what has the focus is seen if these go to the other end of the window.
fn gives_way(parts: &[Area], focused: Area, height: f64) -> bool {
    let covered =
        |parts: &mut dyn Iterator<Item = Area>| parts.map(|part| part.covers(focused)).fold(0.0, f64::max);
    let here = covered(&mut parts.iter().copied());
    here > 0.0 && covered(&mut parts.iter().map(|part| part.mirrored(height))) < here
}

/// Calls `go` whenever the parts inside `root` should go to the other end of the window.
pub(super) fn watch(root: NodeRef, go: impl Fn() + 'static) -> Vec<EventListener> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return Vec::new() };
    let go = Rc::new(go);
    let soon: Rc<RefCell<Option<Timeout>>> = Rc::default();
    let listen = |event: &'static str| {
        let (root, go, soon) = (root.clone(), go.clone(), soon.clone());
        let options = EventListenerOptions::run_in_capture_phase();
        EventListener::new_with_options(&document, event, options, move |_| {
            let (root, go) = (root.clone(), go.clone());
            // The page may yet scroll to what got the focus.
            soon.replace(Some(Timeout::new(0, move || {
                if is_in_the_way(&root).unwrap_or(false) {
                    go();
                }
            })));
        })
    };
    vec![listen("focusin"), listen("scrollend")]
}

fn is_in_the_way(root: &NodeRef) -> Option<bool> {
    let root = root.cast::<Element>()?;
    let window = web_sys::window()?;
    let document = window.document()?;
    let focused = document.active_element().filter(|focused| !root.contains(Some(focused)))?;
    // The page itself has the focus where nothing else has.
    if document.body().is_some_and(|body| **body == *focused) {
        return None;
    }
    let parts = root.query_selector_all(":scope > button, :scope > section").ok()?;
    let parts: Vec<Area> =
        (0..parts.length()).filter_map(|at| Some(Area::of(parts.item(at)?.dyn_ref()?))).collect();
    Some(gives_way(&parts, Area::of(&focused), window.inner_height().ok()?.as_f64()?))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const HEIGHT: f64 = 640.0;

    fn area(left: f64, top: f64, width: f64, height: f64) -> Area {
        Area { left, right: left + width, top, bottom: top + height }
    }

    #[test]
    fn it_goes_to_the_other_end_only_if_that_is_better() {
        let panel = area(0.0, 340.0, 320.0, 300.0);
        for (focused, goes) in [
            (area(10.0, 500.0, 100.0, 20.0), true),
            (area(10.0, 100.0, 100.0, 20.0), false),
            (area(400.0, 500.0, 100.0, 20.0), false),
            (area(10.0, 320.0, 100.0, 40.0), true),
            (area(10.0, 0.0, 100.0, 640.0), false),
            (area(10.0, 290.0, 100.0, 60.0), false),
            (area(10.0, 640.0, 100.0, 20.0), false),
        ] {
            assert_eq!(gives_way(&[panel], focused, HEIGHT), goes, "{focused:?}");
        }
    }
}
