//! Why a request gave no report.

use std::fmt;

use super::request::redacted_url;
use crate::json::DecodeError;

/// Why a request to a feed gave no report.
///
/// The last good report stays in force. You meet the error in the feed's health and in
/// [`OutageEvent::FeedFailed`](crate::store::OutageEvent::FeedFailed).
///
/// ```
/// use std::error::Error;
/// use yew_outage::feed::{DecodeError, FeedError};
///
/// assert_eq!(FeedError::Status(503).to_string(), "the server answered with status 503");
///
/// let error = FeedError::from(DecodeError::new("lines", "line 2", "expected a key and nothing else"));
/// assert!(error.source().is_some_and(|source| source.is::<DecodeError>()));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FeedError {
    /// No response came: no network, a refused connection, a forbidden origin, or an invalid URL. The text is
    /// the browser's, up to the query of a URL that it names.
    Network(String),
    /// No response came within the feed's time-out.
    TimedOut,
    /// The server responded, but not with a report. 401 and 403 stop the feed until it is refreshed.
    Status(u16),
    /// The response has more than 8 MiB.
    TooLarge,
    /// The response is not a report.
    Decode(DecodeError),
}

impl FeedError {
    /// The text of a browser may name the URL, which may contain secrets, so it ends before the query.
    pub(crate) fn network(text: &str) -> Self {
        Self::Network(redacted_url(text))
    }
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(text) => write!(f, "no answer: {text}"),
            Self::TimedOut => f.write_str("no answer in time"),
            Self::Status(status) => write!(f, "the server answered with status {status}"),
            Self::TooLarge => f.write_str("the server answered with more than 8 MiB"),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FeedError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Decode(error) => Some(error),
            _ => None,
        }
    }
}

impl From<DecodeError> for FeedError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn the_text_of_a_network_error_has_no_query() {
        for (text, shown) in [
            ("Failed to fetch", "no answer: Failed to fetch"),
            (
                "Failed to parse URL from https://a.example:x/toggles?token=secret",
                "no answer: Failed to parse URL from https://a.example:x/toggles",
            ),
        ] {
            let error = FeedError::network(text);
            assert_eq!(error.to_string(), shown);
            assert!(!format!("{error:?}").contains("secret"));
        }
    }
}
