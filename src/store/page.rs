use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::{Storage, VisibilityState, Window};

use super::schedule::PageState;

/// There is none on a server, and natively even the question panics.
pub(super) fn window() -> Option<Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

/// What the tab keeps; reading the property throws where storage is blocked.
pub(super) fn session() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// Without a window nobody can tell, and the page counts as looked at.
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

/// Calls `changed` whenever the page is shown, hidden, thawed or brought back, or its network comes back, until
/// it is dropped.
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
