use std::rc::Rc;

use gloo_events::EventListener;
use web_sys::{Storage, VisibilityState, Window};

/// There is none on a server, and natively even the question panics.
pub(super) fn window() -> Option<Window> {
    if cfg!(target_arch = "wasm32") { web_sys::window() } else { None }
}

/// What the tab keeps; reading the property throws where storage is blocked.
pub(super) fn session() -> Option<Storage> {
    window()?.session_storage().ok()?
}

/// Whether anybody is looking, and whether there is a network. Without a window nobody can tell, and
/// the page counts as awake.
pub(super) fn awake() -> bool {
    window().is_none_or(|window| {
        let visible = window.document().is_none_or(|page| page.visibility_state() != VisibilityState::Hidden);
        visible && window.navigator().on_line()
    })
}

/// Calls `changed` with whether the page is awake, whenever it is shown or hidden or its network comes
/// back, until it is dropped.
pub(super) fn on_change(changed: impl Fn(bool) + 'static) -> Vec<EventListener> {
    let Some(window) = window() else { return Vec::new() };
    let changed = Rc::new(changed);
    let listen = |target: &web_sys::EventTarget, event: &'static str| {
        let changed = changed.clone();
        EventListener::new(target, event, move |_| changed(awake()))
    };
    let mut listeners = vec![listen(&window, "online")];
    listeners.extend(window.document().map(|page| listen(&page, "visibilitychange")));
    listeners
}
