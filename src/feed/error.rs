use std::fmt;

use crate::json::DecodeError;

/// Why asking a feed gave no report.
///
/// The last good report stays in force meanwhile. You meet it in the feed's health.
///
/// ```
/// use yew_outage::feed::FeedError;
///
/// assert_eq!(FeedError::Status(503).to_string(), "the server answered with status 503");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedError {
    /// No answer came: no network, a refused connection, a forbidden origin, or an invalid URL. The
    /// text is the browser's.
    Network(String),
    /// No answer came within the feed's time-out.
    TimedOut,
    /// The server answered, but not with a report. 401 and 403 stop the feed until it is refreshed.
    Status(u16),
    /// The server answered with more than 8 MiB.
    TooLarge,
    /// The server answered with something that is no report.
    Decode(DecodeError),
}

impl fmt::Display for FeedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Network(reason) => write!(f, "no answer: {reason}"),
            Self::TimedOut => f.write_str("no answer in time"),
            Self::Status(status) => write!(f, "the server answered with status {status}"),
            Self::TooLarge => f.write_str("the server answered with more than 8 MiB"),
            Self::Decode(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for FeedError {}

impl From<DecodeError> for FeedError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}
