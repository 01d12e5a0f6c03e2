//! What an HTTP response, or the lack of one, says about the service behind it.

use std::time::Duration;

use crate::feed::retry_after::parse_retry_after;
use crate::model::Timestamp;

/// What came of one request, as far as it tells whether the service works.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::breaker::Outcome;
///
/// assert_eq!(Outcome::of_status(204, None), Outcome::Success);
/// assert_eq!(Outcome::of_status(404, None), Outcome::ClientError);
/// assert_eq!(Outcome::of_status(502, None), Outcome::Failure { retry_after: None });
///
/// let wait = Duration::from_secs(120);
/// assert_eq!(Outcome::of_status(503, Some(wait)), Outcome::Unavailable { retry_after: wait });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Outcome {
    /// The service did what it was asked for.
    Success,
    /// The service works, but it refuses this request. This never opens a breaker. As the outcome of a probe it closes
    /// one: otherwise a probe with a wrong address would keep a section down forever.
    ClientError,
    /// The service, or a gateway before it, refuses for a while because too many requests came from here. That is no
    /// outage, so this never opens a breaker. As the outcome of a probe it proves nothing: the breaker waits again, and
    /// no longer than before.
    Throttled {
        /// How long the server wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// The service failed, no connection was made, or no response came in time. Also for a response that proves
    /// nothing, such as the page of a login that a probe was redirected to.
    ///
    /// A browser without a network fails every request. Do not report those: the service may well work.
    Failure {
        /// How long the server wants to be left alone.
        retry_after: Option<Duration>,
    },
    /// The service itself says that it is out, and for how long: 503 with `Retry-After`. One is enough to open a
    /// breaker.
    Unavailable {
        /// How long the server wants to be left alone.
        retry_after: Duration,
    },
}

impl Outcome {
    /// The outcome of a response with this status and, if it has one, this `Retry-After`.
    ///
    /// | status | outcome |
    /// |---|---|
    /// | below 400 | [`Success`](Self::Success) |
    /// | 429 | [`Throttled`](Self::Throttled) |
    /// | any other 4xx | [`ClientError`](Self::ClientError) |
    /// | 503 with `Retry-After` | [`Unavailable`](Self::Unavailable) |
    /// | any other 5xx, or from 600 | [`Failure`](Self::Failure) |
    /// | 0 | [`Failure`](Self::Failure): in a browser this is a request without a response |
    ///
    /// Source: [RFC 9110, section 15](https://www.rfc-editor.org/rfc/rfc9110#section-15), which has clients treat an
    /// invalid status as 5xx.
    pub fn of_status(status: u16, retry_after: Option<Duration>) -> Self {
        match (status, retry_after) {
            (503, Some(retry_after)) => Self::Unavailable { retry_after },
            (1..400, _) => Self::Success,
            (429, _) => Self::Throttled { retry_after },
            (400..500, _) => Self::ClientError,
            _ => Self::Failure { retry_after },
        }
    }

    /// The outcome of a response with this status and, if it has one, this text of the header `Retry-After`. `now` is
    /// the time by which the header's date is read, if it has a date. A header that cannot be read counts as none.
    ///
    /// ```
    /// use std::time::Duration;
    /// use yew_outage::breaker::Outcome;
    ///
    /// let now = "2015-10-21T07:27:00Z".parse().unwrap();
    /// let outcome = Outcome::of_response(503, Some("Wed, 21 Oct 2015 07:28:00 GMT"), now);
    /// assert_eq!(outcome, Outcome::Unavailable { retry_after: Duration::from_secs(60) });
    /// assert_eq!(Outcome::of_response(503, Some("soon"), now), Outcome::Failure { retry_after: None });
    /// ```
    pub fn of_response(status: u16, retry_after: Option<&str>, now: Timestamp) -> Self {
        Self::of_status(status, retry_after.and_then(|header| parse_retry_after(header, now)))
    }

    /// How long the server wants to be left alone, if it says so.
    pub fn retry_after(self) -> Option<Duration> {
        match self {
            Self::Success | Self::ClientError => None,
            Self::Throttled { retry_after } | Self::Failure { retry_after } => retry_after,
            Self::Unavailable { retry_after } => Some(retry_after),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_an_outcome() {
        let failure = Outcome::Failure { retry_after: None };
        let throttled = Outcome::Throttled { retry_after: None };
        for (statuses, outcome) in [
            (0..=0, failure),
            (1..=399, Outcome::Success),
            (400..=428, Outcome::ClientError),
            (429..=429, throttled),
            (430..=499, Outcome::ClientError),
            (500..=u16::MAX, failure),
        ] {
            for status in statuses {
                assert_eq!(Outcome::of_status(status, None), outcome, "{status}");
            }
        }
    }

    #[test]
    fn only_503_with_retry_after_says_by_itself_that_the_service_is_out() {
        let wait = Duration::from_secs(5);
        let is_unavailable =
            |status| matches!(Outcome::of_status(status, Some(wait)), Outcome::Unavailable { .. });
        assert!((0..=u16::MAX).filter(|status| is_unavailable(*status)).eq([503]));
    }

    #[test]
    fn retry_after_is_kept_where_the_server_wants_to_be_left_alone() {
        let wait = Some(Duration::from_secs(5));
        for (status, kept) in [(200, None), (301, None), (404, None), (429, wait), (500, wait), (503, wait)] {
            assert_eq!(Outcome::of_status(status, wait).retry_after(), kept, "{status}");
        }
    }
}
