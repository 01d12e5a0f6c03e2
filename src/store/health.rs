//! How each feed is doing, for apps and for the panel.

use std::fmt;

use crate::feed::{FeedError, redacted_url};
use crate::model::Timestamp;

/// How one feed is doing.
///
/// ```
/// use yew_outage::store::FeedHealth;
///
/// fn in_words(health: &FeedHealth) -> String {
///     match &health.error {
///         None => format!("{}: fine", health.engine),
///         Some(error) => format!("{}: {error}", health.engine),
///     }
/// }
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FeedHealth {
    /// The name of its engine.
    pub engine: &'static str,
    /// The URL that it polls; `None` for a fixed feed.
    pub url: Option<String>,
    /// When its report was last confirmed; `None` before its first good response.
    pub confirmed_at: Option<Timestamp>,
    /// Whether the report may be out of date: it comes from an earlier visit, or a poll has failed since it was
    /// confirmed.
    pub stale: bool,
    /// Why the last poll failed; `None` if it did not. The last good report stays in force.
    pub error: Option<FeedError>,
    /// How many entries of the last response, or parts of them, could not be read and were left out.
    pub skipped: usize,
}

/// Leaves out the URL's query and credentials, which may be secrets.
impl fmt::Debug for FeedHealth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FeedHealth")
            .field("engine", &self.engine)
            .field("url", &self.url.as_deref().map(redacted_url))
            .field("confirmed_at", &self.confirmed_at)
            .field("stale", &self.stale)
            .field("error", &self.error)
            .field("skipped", &self.skipped)
            .finish()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_query() {
        let health = FeedHealth {
            engine: "plain",
            url: Some("/toggles?token=secret".into()),
            confirmed_at: None,
            stale: false,
            error: Some(FeedError::network("Failed to parse URL from /toggles?token=secret")),
            skipped: 0,
        };
        let shown = format!("{health:?}");
        assert!(!shown.contains("secret") && shown.contains("/toggles"), "{shown}");
    }
}
