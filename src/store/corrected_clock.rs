//! The time that answers go by: the reader's clock, corrected by what servers say.

use std::cell::{Cell, RefCell};

use chrono::TimeDelta;

use super::clock::{ClockHandle, millis};
use super::server_clock::{Sample, ServerClock};
use crate::feed::transport::ServerDate;
use crate::model::Timestamp;

/// A store's clock. A reader's clock may be hours wrong, and windows must still begin and end on time.
pub(super) struct CorrectedClock {
    clock: ClockHandle,
    server_clock: RefCell<ServerClock>,
    /// How far the reader's clock was behind the server's when they were last compared, in milliseconds.
    offset: Cell<i64>,
    /// The time at which a server rendered the page. It is the current time until the store starts: the first
    /// rendering in the browser has to be what the server rendered.
    rendered_at: Cell<Option<Timestamp>>,
}

impl CorrectedClock {
    pub(super) fn new(clock: ClockHandle, rendered_at: Option<Timestamp>) -> Self {
        Self {
            clock,
            server_clock: RefCell::default(),
            offset: Cell::default(),
            rendered_at: Cell::new(rendered_at),
        }
    }

    /// The clock without corrections, for timers, for waiting, and for what the browser keeps.
    pub(super) fn uncorrected(&self) -> &ClockHandle {
        &self.clock
    }

    /// How much time has passed, in milliseconds: see [`Clock::elapsed`](super::Clock::elapsed).
    pub(super) fn elapsed(&self) -> i64 {
        millis(self.clock.elapsed())
    }

    /// The current time, corrected by the servers' clocks once one is known.
    pub(super) fn now(&self) -> Timestamp {
        if let Some(rendered_at) = self.rendered_at.get() {
            return rendered_at;
        }
        let now = self.clock.now();
        let offset = self.server_clock.borrow_mut().offset(now.timestamp_millis(), self.elapsed());
        now.checked_add_signed(TimeDelta::milliseconds(offset)).unwrap_or(now)
    }

    /// Lets time pass on a page that a server rendered. Returns whether it was one.
    pub(super) fn start(&self) -> bool {
        self.rendered_at.take().is_some()
    }

    /// Applies the date of a feed's response. Returns whether the correction changed.
    pub(super) fn correct(&self, feed: u64, date: Option<ServerDate>) -> bool {
        let Some(server) = date.filter(|_| self.clock.may_be_wrong()) else { return false };
        let sample = Sample {
            date: server.date.timestamp_millis(),
            round_trip: server.received_at - server.sent_at,
            taken_at: server.received_at,
            is_aged: server.is_aged,
        };
        let (wall, elapsed) = (self.clock.now().timestamp_millis(), self.elapsed());
        let mut servers = self.server_clock.borrow_mut();
        servers.add(feed, sample, wall, elapsed);
        let offset = servers.offset(wall, elapsed);
        self.offset.replace(offset) != offset
    }

    /// Forgets the clocks of the servers whose feeds are not listed any more.
    pub(super) fn keep_only(&self, is_listed: impl Fn(u64) -> bool) {
        self.server_clock.borrow_mut().keep_only(is_listed);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::store::clock::{Clock, Timer};
    use crate::store::{ManualClock, SystemClock};

    /// A reader's clock that stands still.
    struct StoppedClock(Timestamp);

    impl Clock for StoppedClock {
        fn now(&self) -> Timestamp {
            self.0
        }

        fn elapsed(&self) -> Duration {
            Duration::from_secs(1)
        }

        fn after(&self, delay: Duration, then: Box<dyn FnOnce()>) -> Timer {
            SystemClock.after(delay, then)
        }

        fn may_be_wrong(&self) -> bool {
            true
        }
    }

    fn noon() -> Timestamp {
        "2026-05-02T12:00:00Z".parse().unwrap()
    }

    fn date(hours: i64) -> Option<ServerDate> {
        let date = noon() + TimeDelta::hours(hours);
        Some(ServerDate { date, sent_at: 1_000, received_at: 1_000, is_aged: false })
    }

    #[test]
    fn a_date_corrects_the_time_until_its_feed_is_forgotten() {
        let clock = CorrectedClock::new(StoppedClock(noon()).into(), None);
        assert_eq!(clock.now(), noon());
        assert!(clock.correct(1, date(2)));
        assert!(!clock.correct(1, date(2)), "the same date changes nothing");
        let ahead = clock.now() - noon();
        assert!(
            (TimeDelta::hours(2)..=TimeDelta::hours(2) + TimeDelta::seconds(1)).contains(&ahead),
            "{ahead}"
        );
        assert_eq!(clock.uncorrected().now(), noon());
        clock.keep_only(|feed| feed != 1);
        assert_eq!(clock.now(), noon());
    }

    #[test]
    fn a_clock_that_cannot_be_wrong_is_not_corrected() {
        let clock = CorrectedClock::new(ManualClock::at(noon()).into(), None);
        assert!(!clock.correct(1, date(2)) && !clock.correct(1, None));
        assert_eq!(clock.now(), noon());
    }

    #[test]
    fn a_page_that_a_server_rendered_keeps_that_time_until_it_starts() {
        let rendered_at = noon() - TimeDelta::minutes(5);
        let clock = CorrectedClock::new(ManualClock::at(noon()).into(), Some(rendered_at));
        assert_eq!(clock.now(), rendered_at);
        assert!(clock.start());
        assert_eq!(clock.now(), noon());
        assert!(!clock.start());
    }
}
