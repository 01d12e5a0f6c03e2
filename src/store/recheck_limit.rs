//! How often readers may check again, and who waits until a check is complete.

use std::cell::{Cell, RefCell};
use std::time::Duration;

use super::clock::until;

/// At most one check in this time, whoever asks for it.
pub(super) const RECHECK_INTERVAL: Duration = Duration::from_secs(5);

type OnComplete = Box<dyn FnOnce()>;

/// Limits the checks of one guard, so that impatient readers do not flood its feeds.
#[derive(Default)]
pub(super) struct RecheckLimit {
    last_at: Cell<Option<i64>>,
    waiting: RefCell<Vec<OnComplete>>,
}

impl RecheckLimit {
    /// Begins a check: `on_complete` is called by [`complete`](Self::complete). Within the interval after the
    /// last check none begins; `on_complete` is called at once, and the rest of the interval returned. `now` is in
    /// milliseconds of [`Clock::elapsed`](super::Clock::elapsed).
    pub(super) fn begin(&self, now: i64, on_complete: OnComplete) -> Result<(), Duration> {
        let interval = RECHECK_INTERVAL.as_millis() as i64;
        let next = self.last_at.get().map_or(now, |last| last.saturating_add(interval));
        if next > now {
            on_complete();
            return Err(until(now, next));
        }
        self.last_at.set(Some(now));
        self.waiting.borrow_mut().push(on_complete);
        Ok(())
    }

    /// Every feed has responded: tells those who wait.
    pub(super) fn complete(&self) {
        self.waiting.take().into_iter().for_each(|on_complete| on_complete());
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::rc::Rc;

    use super::*;

    #[test]
    fn a_second_check_within_the_interval_is_refused_and_completes_at_once() {
        let (limit, completed) = (RecheckLimit::default(), Rc::new(Cell::new(0)));
        let count = || -> OnComplete {
            let completed = completed.clone();
            Box::new(move || completed.set(completed.get() + 1))
        };
        assert_eq!(limit.begin(1_000, count()), Ok(()));
        assert_eq!(completed.get(), 0);
        assert_eq!(limit.begin(3_000, count()), Err(Duration::from_secs(3)));
        assert_eq!(completed.get(), 1);
        limit.complete();
        limit.complete();
        assert_eq!(completed.get(), 2, "each is called once");
        assert_eq!(limit.begin(6_000, count()), Ok(()));
    }
}
