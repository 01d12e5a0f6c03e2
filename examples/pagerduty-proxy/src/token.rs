//! PagerDuty's API token, which nothing can print.

use std::fmt;

use axum::http::HeaderValue;

/// The token, as the header that sends it.
#[derive(Clone)]
pub(crate) struct Token(HeaderValue);

impl Token {
    /// Returns `None` if the text is empty or cannot be sent in a header.
    pub(crate) fn new(text: &str) -> Option<Self> {
        // A secret that comes from a file often ends with a line break.
        let text = text.trim();
        if text.is_empty() {
            return None;
        }
        let mut header = HeaderValue::try_from(format!("Token token={text}")).ok()?;
        header.set_sensitive(true);
        Some(Self(header))
    }

    pub(crate) fn header(&self) -> HeaderValue {
        self.0.clone()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_sent_without_the_space_around_it() {
        assert_eq!(Token::new(" u+secret\n").unwrap().header(), "Token token=u+secret");
    }

    #[test]
    fn what_no_header_can_hold_is_no_token() {
        for text in ["", " \n", "two\nlines", "nul\0"] {
            assert!(Token::new(text).is_none(), "{text:?}");
        }
    }

    #[test]
    fn debug_hides_the_token_and_its_header() {
        let token = Token::new("u+secret").unwrap();
        assert_eq!(format!("{token:?}"), "Token(..)");
        assert_eq!(format!("{:?}", token.header()), "Sensitive");
    }
}
