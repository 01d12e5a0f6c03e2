//! Which messages a reader dismissed, for as long as the tab is open.

use crate::store::page::session;

/// Saves that a reader dismissed a message, with the start of the downtime that it is about.
///
/// If storage is blocked or full, nothing is saved: the component that shows the message hides it until the page
/// is loaded again.
pub(crate) fn dismiss(message: &str, start: i64) {
    if let Some(storage) = session() {
        // Refused: see above.
        let _ = storage.set_item(&key(message), &start.to_string());
    }
}

/// The start of the downtime with which a message was dismissed.
pub(crate) fn dismissed_at(message: &str) -> Option<i64> {
    session()?.get_item(&key(message)).ok()??.parse().ok()
}

fn key(message: &str) -> String {
    format!("yew-outage:put-away:{message}")
}
