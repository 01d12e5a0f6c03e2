//! When a breaker opens.

use std::time::Duration;

/// When a [`CircuitBreaker`](super::CircuitBreaker) opens: after this many failures within this time. A 503 with
/// `Retry-After` opens it whatever the settings are.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::breaker::BreakerSettings;
///
/// let settings = BreakerSettings::default();
/// assert_eq!((settings.failure_threshold, settings.window), (3, Duration::from_secs(60)));
///
/// // A form that is sent once: do not wait for a second failure.
/// let settings = settings.with_failure_threshold(1);
/// assert_eq!(settings.failure_threshold, 1);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct BreakerSettings {
    /// How many failures open it. Default: 3. 0 counts as 1.
    pub failure_threshold: u32,
    /// Within which time they must come. Older failures do not count. Default: one minute.
    pub window: Duration,
}

impl BreakerSettings {
    /// The same settings with this many failures.
    pub fn with_failure_threshold(mut self, failure_threshold: u32) -> Self {
        self.failure_threshold = failure_threshold;
        self
    }

    /// The same settings with this time for the failures.
    pub fn with_window(mut self, window: Duration) -> Self {
        self.window = window;
        self
    }
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self { failure_threshold: 3, window: Duration::from_secs(60) }
    }
}
