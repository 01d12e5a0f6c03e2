use crate::store::page::session;

/// Remembers, for as long as the tab is open, that a reader has put a message away.
///
/// Storage that is blocked or full remembers nothing: the message is then put away until the page is
/// loaded again, by whoever shows it.
pub(crate) fn dismiss(message: &str, moment: i64) {
    if let Some(storage) = session() {
        // Refused: see above.
        let _ = storage.set_item(&key(message), &moment.to_string());
    }
}

/// The moment that a message was put away with.
pub(crate) fn dismissed_at(message: &str) -> Option<i64> {
    session()?.get_item(&key(message)).ok()??.parse().ok()
}

fn key(message: &str) -> String {
    format!("yew-outage:put-away:{message}")
}
