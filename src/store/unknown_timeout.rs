//! How long sections stay pending while nothing is known, before they show their fallback.

use std::cell::Cell;
use std::time::Duration;

use super::clock::{ClockHandle, Timer, millis, until};

/// Counts the time without a report. Once it is over, [`WhileUnknown`](super::WhileUnknown) says what
/// sections show.
#[derive(Default)]
pub(super) struct UnknownTimeout {
    /// When the count began, as [`Clock::elapsed`](super::Clock::elapsed) in milliseconds.
    started_at: Cell<i64>,
    is_over: Cell<bool>,
    timer: Cell<Option<Timer>>,
}

impl UnknownTimeout {
    pub(super) fn is_over(&self) -> bool {
        self.is_over.get()
    }

    /// Begins to count. If the timeout is over already, it stays over.
    pub(super) fn start(&self, clock: &ClockHandle) {
        self.started_at.set(millis(clock.elapsed()));
    }

    /// Makes the timeout count anew: there is a new feed without a report.
    pub(super) fn reset(&self) {
        self.is_over.set(false);
    }

    /// Calls `on_timeout` when the timeout is over: now if it already is, never if it was before. A call
    /// replaces the timer of an earlier one, because the author may have changed the timeout.
    pub(super) fn arm(&self, clock: &ClockHandle, timeout: Duration, on_timeout: impl FnOnce() + 'static) {
        if self.is_over.get() {
            return;
        }
        if self.is_due(clock, timeout) {
            return on_timeout();
        }
        let remaining = until(millis(clock.elapsed()), self.ends_at(timeout));
        self.timer.set(Some(clock.after(remaining, Box::new(on_timeout))));
    }

    /// Whether the time has passed, even if the timer has not fired: timers sleep with their machine.
    pub(super) fn is_due(&self, clock: &ClockHandle, timeout: Duration) -> bool {
        self.ends_at(timeout) <= millis(clock.elapsed())
    }

    pub(super) fn finish(&self) {
        self.cancel();
        self.is_over.set(true);
    }

    pub(super) fn cancel(&self) {
        self.timer.take();
    }

    fn ends_at(&self, timeout: Duration) -> i64 {
        self.started_at.get().saturating_add(millis(timeout))
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
        timeout.start(&clock);
        timeout.arm(&clock, TIMEOUT, count());
        manual.advance(Duration::from_secs(2));
        timeout.arm(&clock, TIMEOUT, count());
        assert_eq!((fired.get(), manual.pending()), (0, 1), "arming again does not start over");
        manual.advance(Duration::from_secs(1));
        assert_eq!(fired.get(), 1);
        timeout.finish();
        timeout.arm(&clock, TIMEOUT, count());
        assert_eq!((fired.get(), timeout.is_over()), (1, true), "it is over once");
        timeout.reset();
        timeout.arm(&clock, TIMEOUT, count());
        assert_eq!(fired.get(), 2, "the time since its start has passed");
    }

    #[test]
    fn cancelling_leaves_no_timer() {
        let manual = ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap());
        let clock = ClockHandle::from(manual.clone());
        let timeout = UnknownTimeout::default();
        timeout.start(&clock);
        timeout.arm(&clock, TIMEOUT, || panic!("it was cancelled"));
        timeout.cancel();
        manual.advance(TIMEOUT);
        assert!(!timeout.is_over());
    }
}
