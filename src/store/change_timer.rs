//! A timer for the next time at which something changes by itself: an outage begins or ends, say.

use std::cell::Cell;
use std::time::Duration;

use super::clock::{ClockHandle, Timer, until};

/// Timers sleep with their machine, so none waits longer than this.
pub(super) const LONGEST_WAIT: Duration = Duration::from_secs(60);

/// One timer for all answers of a store.
#[derive(Default)]
pub(super) struct ChangeTimer(Cell<Option<(i64, Timer)>>);

impl ChangeTimer {
    /// Calls `on_due` at `due`, or after [`LONGEST_WAIT`] if that comes first: look again then. A timer for the
    /// same time goes on. Times are milliseconds since the epoch, by the clock that answers go by.
    pub(super) fn set(
        &self,
        due: Option<i64>,
        now: impl FnOnce() -> i64,
        clock: &ClockHandle,
        on_due: impl FnOnce() + 'static,
    ) {
        let current = self.0.take();
        if current.as_ref().map(|(due, _)| *due) == due {
            self.0.set(current);
            return;
        }
        self.0.set(due.map(|due| {
            let wait = until(now(), due).min(LONGEST_WAIT);
            (due, clock.after(wait, Box::new(on_due)))
        }));
    }

    /// What it waits for.
    pub(super) fn due(&self) -> Option<i64> {
        let current = self.0.take();
        let due = current.as_ref().map(|(due, _)| *due);
        self.0.set(current);
        due
    }

    pub(super) fn cancel(&self) {
        self.0.take();
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::store::{Clock, ManualClock};

    #[test]
    fn it_waits_for_the_time_but_never_longer_than_a_minute() {
        let manual = ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap());
        let clock = ClockHandle::from(manual.clone());
        let now = || manual.now().timestamp_millis();
        let (timer, fired) = (ChangeTimer::default(), Rc::new(Cell::new(0)));
        let count = || {
            let fired = fired.clone();
            move || fired.set(fired.get() + 1)
        };
        timer.set(Some(now() + 5_000), now, &clock, count());
        timer.set(Some(now() + 5_000), now, &clock, || panic!("the timer for this time goes on"));
        manual.advance(Duration::from_secs(5));
        assert_eq!(fired.get(), 1);
        timer.set(Some(now() + 3_600_000), now, &clock, count());
        manual.advance(Duration::from_secs(60));
        assert_eq!(fired.get(), 2, "a machine that slept is found out");
        timer.set(Some(now() + 1_000), now, &clock, count());
        timer.set(None, now, &clock, || panic!("nothing changes"));
        manual.advance(Duration::from_secs(1));
        assert_eq!((fired.get(), manual.pending()), (2, 0));
    }
}
