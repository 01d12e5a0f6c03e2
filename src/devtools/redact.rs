//! What must not be read off a screen or sent in a report: a URL's query, and who is in it.

/// An address without query, fragment, and user.
pub(super) fn address(url: &str) -> String {
    let end = url.find(['?', '#']).unwrap_or(url.len());
    let shown = &url[..end];
    let Some((scheme, rest)) = shown.split_once("//") else { return shown.to_owned() };
    let host = rest.find('/').unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(user) => format!("{scheme}//{}", &rest[user + 1..]),
        None => shown.to_owned(),
    }
}

/// Words of a browser or a server, every address in them shown as [`address`] does.
pub(super) fn words(text: &str) -> String {
    let is_address = |word: &str| word.contains("//") || word.starts_with('/') || word.contains(['?', '#']);
    let word = |word: &str| {
        // A question mark that ends a sentence hides nothing.
        if is_address(word.trim_end_matches('?')) { address(word) } else { word.to_owned() }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shown_without_query_fragment_and_user() {
        for (url, shown) in [
            ("/toggles?token=secret", "/toggles"),
            ("/toggles", "/toggles"),
            ("https://a.example/x/y?secret#secret", "https://a.example/x/y"),
            ("https://me:secret@a.example/x@y", "https://a.example/x@y"),
            ("https://secret@a.example?x", "https://a.example"),
            ("//me:secret@a.example/", "//a.example/"),
            ("https://a.example/#secret", "https://a.example/"),
            ("", ""),
        ] {
            assert_eq!(address(url), shown);
        }
    }

    #[test]
    fn a_browsers_words_name_no_secret() {
        assert_eq!(
            words("Failed to parse URL from https://me:secret@a.example/x?token=secret, really?"),
            "Failed to parse URL from https://a.example/x really?"
        );
        assert_eq!(words("no answer: Failed to fetch"), "no answer: Failed to fetch");
        assert_eq!(words("from toggles?token=secret"), "from toggles");
    }
}
