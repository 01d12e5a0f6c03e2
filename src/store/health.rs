use crate::feed::FeedError;
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
#[derive(Clone, Debug, PartialEq)]
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
