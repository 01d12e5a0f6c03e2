//! Keeps the secrets in URLs off the screen and out of bug reports.

use crate::feed::redacted_url;

/// A message from a browser or a server, with every URL in it redacted.
pub(super) fn message(text: &str) -> String {
    let is_url = |word: &str| word.contains("//") || word.starts_with('/') || word.contains(['?', '#']);
    let redact = |word: &str| {
        // A question mark at the end of a sentence starts no query.
        if is_url(word.trim_end_matches('?')) { redacted_url(word) } else { word.to_owned() }
    };
    text.split(' ').map(redact).collect::<Vec<_>>().join(" ")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn urls_inside_a_browsers_message_are_redacted() {
        assert_eq!(
            message("Failed to parse URL from https://me:secret@a.example/x?token=secret, really?"),
            "Failed to parse URL from https://a.example/x really?"
        );
        assert_eq!(message("no answer: Failed to fetch"), "no answer: Failed to fetch");
        assert_eq!(message("from toggles?token=secret"), "from toggles");
    }
}
