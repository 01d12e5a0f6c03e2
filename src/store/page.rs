//! The page that a store lives in: its window, its storage, and whether it is visible and has a network.

use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::{Storage, VisibilityState, Window};

use super::schedule::PageState;

/// The window; `None` on a server, where the call itself would panic.
pub(super) fn window() -> Option<Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

/// The `sessionStorage`; `None` where storage is blocked, because reading the property throws there.
pub(super) fn session() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// The state of the page. Without a window it is unknown, and counts as active.
pub(super) fn page_state() -> PageState {
    let Some(window) = window() else { return PageState::Active };
    if window.document().is_some_and(|page| page.visibility_state() == VisibilityState::Hidden) {
        PageState::Hidden
    } else if window.navigator().on_line() {
        PageState::Active
    } else {
        PageState::Offline
    }
}

/// Calls `changed` whenever the page is shown, hidden, resumed or restored from the back/forward cache, and
/// whenever its network comes back, until the listeners are dropped.
pub(super) fn on_change(changed: impl Fn(PageState) + 'static) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let changed = Rc::new(changed);
    let listen = |target: &web_sys::EventTarget, event: &'static str| {
        let changed = changed.clone();
        EventListener::new(target, event, move |_| changed(page_state()))
    };
    let mut listeners = vec![listen(&window, "online"), listen(&window, "pageshow")];
    let page = window.document();
    listeners
        .extend(page.iter().flat_map(|page| ["visibilitychange", "resume"].map(|event| listen(page, event))));
    listeners
}
