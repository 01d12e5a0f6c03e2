//! How long an open breaker waits before its next probe: pure functions of a random number.

use std::time::Duration;

use crate::model::timestamp::millis;

/// The longest wait before the first probe. Each failed probe doubles it.
pub(super) const MIN_BACK_OFF: i64 = 5_000;
pub(super) const MAX_BACK_OFF: i64 = 5 * 60 * 1_000;
/// A longer `Retry-After` counts as one day.
pub(super) const MAX_RETRY_AFTER: i64 = 24 * 60 * 60 * 1_000;
/// A server may give all pages the same `Retry-After`, so each probes anywhere within this time after it.
pub(super) const RETRY_SPREAD: i64 = 10_000;

/// The wait after this many failed probes in a row: exponential, with full jitter.
pub(super) fn back_off(failed_probes: u32, roll: f64) -> i64 {
    let longest = (MIN_BACK_OFF << failed_probes.min(16)).min(MAX_BACK_OFF);
    share(longest, roll)
}

/// The wait that `Retry-After` asks for. It is never shorter than that.
pub(super) fn retry_wait(retry_after: Duration, roll: f64) -> i64 {
    millis(retry_after).min(MAX_RETRY_AFTER) + share(RETRY_SPREAD, roll)
}

fn share(whole: i64, roll: f64) -> i64 {
    (whole as f64 * roll.clamp(0.0, 1.0)) as i64
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn failed_probes_back_off_to_five_minutes() {
        let seconds: Vec<_> = (0..9).map(|failed| back_off(failed, 1.0) / 1_000).collect();
        assert_eq!(seconds, [5, 10, 20, 40, 80, 160, 300, 300, 300]);
        assert_eq!(back_off(u32::MAX, 1.0), MAX_BACK_OFF);
    }

    #[test]
    fn full_jitter_may_leave_no_wait_at_all() {
        assert_eq!([0.0, 0.25, 1.0].map(|roll| back_off(1, roll)), [0, 2_500, 10_000]);
    }

    #[test]
    fn jitter_comes_after_retry_after_and_never_before() {
        let wait = Duration::from_secs(60);
        assert_eq!([0.0, 0.5, 1.0].map(|roll| retry_wait(wait, roll)), [60_000, 65_000, 70_000]);
        assert_eq!(retry_wait(Duration::MAX, 0.0), MAX_RETRY_AFTER);
    }

    #[test]
    fn a_roll_that_is_no_number_from_0_to_1_stays_within_the_bounds() {
        for (roll, wait) in [(-7.0, 0), (7.0, 5_000), (f64::INFINITY, 5_000), (f64::NAN, 0)] {
            assert_eq!(back_off(0, roll), wait, "{roll}");
        }
    }
}
