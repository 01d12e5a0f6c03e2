//! How long sections stay pending while nothing is known, before they show their fallback.

use std::cell::Cell;
use std::time::Duration;

use super::change_timer::ChangeTimer;
use super::clock::{ClockHandle, millis};

/// Counts the time without a report. Each section says how long it waits, and what it shows then:
/// [`WhileUnknown`](super::WhileUnknown).
#[derive(Default)]
pub(super) struct UnknownTimeout {
    /// When the count began, as [`Clock::elapsed`](super::Clock::elapsed); `None` before it does.
    started_at: Cell<Option<Duration>>,
    timer: ChangeTimer,
}

impl UnknownTimeout {
    /// Begins to count, or begins anew: there is a feed without a report.
    pub(super) fn start(&self, clock: &ClockHandle) {
        self.started_at.set(Some(clock.elapsed()));
        self.timer.cancel();
    }

    /// How long it has counted; `None` before it starts.
    pub(super) fn waited(&self, clock: &ClockHandle) -> Option<Duration> {
        Some(clock.elapsed().saturating_sub(self.started_at.get()?))
    }

    /// Calls `on_timeout` once this much time has passed since the start, or to look again before that: see
    /// [`ChangeTimer::set`]. A call replaces an earlier one.
    pub(super) fn arm(
        &self,
        clock: &ClockHandle,
        timeout: Option<Duration>,
        on_timeout: impl FnOnce() + 'static,
    ) {
        let due =
            self.started_at.get().zip(timeout).map(|(start, timeout)| millis(start.saturating_add(timeout)));
        self.timer.set(due, || millis(clock.elapsed()), clock, on_timeout);
    }

    /// Whether the timer is due and has not fired: timers sleep with their machine.
    pub(super) fn is_due(&self, clock: &ClockHandle) -> bool {
        self.timer.due().is_some_and(|due| due <= millis(clock.elapsed()))
    }

    pub(super) fn cancel(&self) {
        self.timer.cancel();
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::store::ManualClock;

    const TIMEOUT: Duration = Duration::from_secs(3);

    #[test]
    fn it_fires_once_and_counts_from_its_start() {
        let manual = ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap());
        let clock = ClockHandle::from(manual.clone());
        let (timeout, fired) = (UnknownTimeout::default(), Rc::new(Cell::new(0)));
        let count = || {
            let fired = fired.clone();
            move || fired.set(fired.get() + 1)
        };
        assert_eq!(timeout.waited(&clock), None);
        timeout.start(&clock);
        timeout.arm(&clock, Some(TIMEOUT), count());
        manual.advance(Duration::from_secs(2));
        timeout.arm(&clock, Some(TIMEOUT), count());
        assert_eq!((fired.get(), manual.pending()), (0, 1), "arming again does not start over");
        timeout.arm(&clock, Some(Duration::from_secs(5)), count());
        timeout.arm(&clock, Some(TIMEOUT), count());
        manual.advance(Duration::from_secs(1));
        assert_eq!((fired.get(), timeout.waited(&clock)), (1, Some(TIMEOUT)));
        timeout.start(&clock);
        timeout.arm(&clock, Some(TIMEOUT), count());
        manual.advance(Duration::from_secs(2));
        assert_eq!(fired.get(), 1, "it counts anew");
        manual.advance(Duration::from_secs(1));
        assert_eq!(fired.get(), 2);
    }

    #[test]
    fn cancelling_leaves_no_timer() {
        let manual = ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap());
        let clock = ClockHandle::from(manual.clone());
        let timeout = UnknownTimeout::default();
        timeout.start(&clock);
        timeout.arm(&clock, Some(TIMEOUT), || panic!("it was cancelled"));
        timeout.cancel();
        assert_eq!(manual.pending(), 0);
        manual.advance(TIMEOUT);
        assert!(!timeout.is_due(&clock));
    }
}
