//! Keeps secrets off the screen and out of bug reports: a URL's query, fragment and credentials.

/// The URL without query, fragment, user and password.
pub(super) fn url(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let shown = &url[..end];
    let Some((scheme, rest)) = shown.split_once("//") else { return shown.to_owned() };
    let host = rest.find('/').unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(credentials) => format!("{scheme}//{}", &rest[credentials + 1..]),
        None => shown.to_owned(),
    }
}

/// A message from a browser or a server, with every URL in it redacted as [`url`] does.
pub(super) fn message(text: &str) -> String {
    let is_url = |word: &str| word.contains("//") || word.starts_with('/') || word.contains(['?', '#']);
    let redact = |word: &str| {
        // A question mark at the end of a sentence starts no query.
        if is_url(word.trim_end_matches('?')) { url(word) } else { word.to_owned() }
    };
    text.split(' ').map(redact).collect::<Vec<_>>().join(" ")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_url_loses_query_fragment_and_credentials() {
        for (given, shown) in [
            ("/toggles?token=secret", "/toggles"),
            ("/toggles", "/toggles"),
            ("https://a.example/x/y?secret#secret", "https://a.example/x/y"),
            ("https://me:secret@a.example/x@y", "https://a.example/x@y"),
            ("https://secret@a.example?x", "https://a.example"),
            ("//me:secret@a.example/", "//a.example/"),
            ("https://a.example/#secret", "https://a.example/"),
            ("", ""),
        ] {
            assert_eq!(url(given), shown);
        }
    }

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
