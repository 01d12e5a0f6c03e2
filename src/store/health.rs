use std::fmt;

use crate::feed::{FeedError, without_query};
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
    /// Where it asks; `None` for a fixed feed.
    pub url: Option<String>,
    /// When its report was confirmed last; `None` before its first good answer.
    pub confirmed_at: Option<Timestamp>,
    /// Whether the report may be out of date: it was kept from an earlier visit, or an attempt to ask since
    /// has failed.
    pub stale: bool,
    /// Why the last attempt failed; `None` if it did not. The last good report stays in force.
    pub error: Option<FeedError>,
    /// How many entries of the report, or parts of them, could not be read and were left out.
    pub skipped: usize,
}

/// Leaves out the URL's query: it may hold a token.
impl fmt::Debug for FeedHealth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FeedHealth")
            .field("engine", &self.engine)
            .field("address", &self.url.as_deref().map(without_query))
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
