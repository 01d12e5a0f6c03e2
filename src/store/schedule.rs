//! When to poll next: a pure function of what happened and of a random number.

use std::time::Duration;

const MIN_BACK_OFF: i64 = 1_000;
const MAX_BACK_OFF: i64 = 5 * 60 * 1_000;
/// The poll interval while all streams are open: events bring changes, and polling is only a safeguard.
const STREAMING_INTERVAL: i64 = 5 * 60 * 1_000;
/// Events that come closer together than this make one request.
const EVENT_BURST: i64 = 250;
/// A longer `Retry-After` counts as one day.
const MAX_RETRY_AFTER: i64 = 24 * 60 * 60 * 1_000;

/// One feed's schedule. Times are milliseconds of [`Clock::elapsed`](super::Clock::elapsed), which never goes
/// back. A `roll` is a random number from 0 to 1.
#[derive(Clone, Debug)]
pub(super) struct Schedule {
    every: i64,
    due: Due,
    failures: u32,
    /// Whether all streams are open.
    is_streaming: bool,
    /// When the last good response came.
    responded_at: Option<i64>,
    /// The end of the server's `Retry-After`.
    not_before: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Due {
    /// Now, even if the page is hidden: the first time, and on a refresh.
    AtOnce,
    At(i64),
    /// Never, because the server refuses; only a refresh polls again.
    Stopped,
}

/// Whether polling makes sense.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum PageState {
    /// The page is visible.
    Active,
    /// The page is visible, and the browser reports that it has no network. It may be wrong.
    Offline,
    /// The page is hidden.
    Hidden,
}

/// What a poller does next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Next {
    Fetch,
    WaitUntil(i64),
    /// Nothing, until the page wakes up or a refresh.
    Sleep,
    /// Nothing, until a refresh.
    Stop,
}

impl Schedule {
    pub(super) fn new(every: Duration) -> Self {
        Self {
            every: i64::try_from(every.as_millis()).unwrap_or(i64::MAX),
            due: Due::AtOnce,
            failures: 0,
            is_streaming: false,
            responded_at: None,
            not_before: None,
        }
    }

    pub(super) fn next(&self, now: i64, page_state: PageState) -> Next {
        let due = match self.due {
            Due::AtOnce => return Next::Fetch,
            Due::Stopped => return Next::Stop,
            Due::At(due) => due,
        };
        let due = match page_state {
            PageState::Hidden => return Next::Sleep,
            // The browser may be wrong about that, so this only delays the poll.
            PageState::Offline => due.saturating_add(self.every),
            PageState::Active => due,
        };
        if due <= now { Next::Fetch } else { Next::WaitUntil(due) }
    }

    /// A good response came. The next poll is due after the poll interval, give or take a tenth, so that a million
    /// open pages do not poll in step.
    ///
    /// Pages that were all loaded at one time, as after a deploy, would drift apart too slowly that way. So the
    /// first poll after an immediate one is due anywhere within the poll interval.
    pub(super) fn on_success(&mut self, now: i64, roll: f64) {
        self.failures = 0;
        self.responded_at = Some(now);
        self.not_before = None;
        let every = if self.is_streaming { self.every.max(STREAMING_INTERVAL) } else { self.every };
        let share = if self.due == Due::AtOnce { 0.1 + 0.9 * roll } else { 0.9 + 0.2 * roll };
        self.due = Due::At(now.saturating_add((every as f64 * share) as i64));
    }

    /// All streams are open, or one is not. The poll interval changes with the next good response. A stream that is
    /// lost also brings the next poll forward.
    pub(super) fn on_streams_open(&mut self, is_streaming: bool, now: i64, roll: f64) {
        let lost = self.is_streaming && !is_streaming;
        self.is_streaming = is_streaming;
        if let (true, 0, Due::At(due)) = (lost, self.failures, self.due) {
            let latest = now.saturating_add((self.every as f64 * roll) as i64);
            self.due = Due::At(due.min(latest));
        }
    }

    /// An event reports a change. A burst of events makes one request. While requests fail, the back-off holds.
    pub(super) fn on_stream_event(&mut self, now: i64) {
        if let (0, Due::At(due)) = (self.failures, self.due) {
            let soonest = self.responded_at.map_or(now, |at| now.max(at.saturating_add(EVENT_BURST)));
            self.due = Due::At(due.min(soonest));
        }
    }

    /// A request failed: back off exponentially, with full jitter.
    pub(super) fn on_failure(&mut self, now: i64, roll: f64, retry_after: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        // A server may give all pages the same time, so each polls anywhere within a poll interval after it.
        self.not_before = retry_after.map(|wait| {
            let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX).min(MAX_RETRY_AFTER);
            now.saturating_add(wait).saturating_add((self.every as f64 * roll) as i64)
        });
        let longest = (MIN_BACK_OFF << (self.failures - 1).min(16)).min(MAX_BACK_OFF);
        let back_off = now.saturating_add((longest as f64 * roll) as i64);
        self.due = Due::At(self.not_before.unwrap_or(back_off));
    }

    /// The server refuses: 401 or 403.
    pub(super) fn stop(&mut self) {
        self.due = Due::Stopped;
    }

    /// The page became visible or has a network again. `age` is the age of the last good response by any clock,
    /// because the count of time may stand still while a machine sleeps.
    pub(super) fn on_wake(&mut self, now: i64, age: Option<i64>) {
        let is_old = age.is_none_or(|age| age >= self.every);
        if let (Due::At(due), true) = (self.due, is_old) {
            self.due = Due::At(due.min(self.not_before.unwrap_or(now)));
        }
    }

    /// The age of the last good response.
    pub(super) fn age(&self, now: i64) -> Option<i64> {
        Some(now.saturating_sub(self.responded_at?))
    }

    /// A refresh: poll now.
    pub(super) fn fetch_now(&mut self) {
        self.due = Due::AtOnce;
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const ACTIVE: PageState = PageState::Active;

    /// The schedule of a feed that was fetched before and last responded `at` this time.
    fn polled(at: i64, roll: f64) -> Schedule {
        let mut schedule = Schedule::new(MINUTE);
        schedule.on_success(at, 0.0);
        schedule.on_success(at, roll);
        schedule
    }

    #[test]
    fn the_first_request_is_sent_at_once_even_on_a_hidden_page() {
        assert_eq!(Schedule::new(MINUTE).next(0, PageState::Hidden), Next::Fetch);
    }

    #[test]
    fn the_next_poll_comes_after_the_interval_give_or_take_a_tenth() {
        assert_eq!(polled(1_000, 0.0).next(1_000, ACTIVE), Next::WaitUntil(1_000 + 54_000));
        assert_eq!(polled(1_000, 0.5).next(1_000, ACTIVE), Next::WaitUntil(1_000 + 60_000));
        assert_eq!(polled(1_000, 1.0).next(1_000, ACTIVE), Next::WaitUntil(1_000 + 66_000));
        assert_eq!(polled(1_000, 0.5).next(61_000, ACTIVE), Next::Fetch);
    }

    #[test]
    fn the_first_poll_comes_at_a_random_time_within_the_interval() {
        for (roll, due) in [(0.0, 6_000), (0.5, 33_000), (1.0, 60_000)] {
            let mut schedule = Schedule::new(MINUTE);
            schedule.on_success(0, roll);
            assert_eq!(schedule.next(0, ACTIVE), Next::WaitUntil(due));
            schedule.fetch_now();
            schedule.on_success(0, roll);
            assert_eq!(schedule.next(0, ACTIVE), Next::WaitUntil(due));
        }
    }

    #[test]
    fn a_hidden_page_does_not_poll_and_a_page_that_wakes_polls_only_if_its_report_is_old() {
        let mut schedule = polled(0, 1.0);
        assert_eq!(schedule.next(1_000_000, PageState::Hidden), Next::Sleep);
        schedule.on_wake(59_999, Some(59_999));
        assert_eq!(schedule.next(59_999, ACTIVE), Next::WaitUntil(66_000));
        schedule.on_wake(60_000, Some(60_000));
        assert_eq!(schedule.next(60_000, ACTIVE), Next::Fetch);
    }

    #[test]
    fn failures_back_off_to_five_minutes_and_a_success_resets_the_back_off() {
        let mut schedule = polled(0, 0.5);
        let mut back_offs = Vec::new();
        for _ in 0..12 {
            schedule.on_failure(0, 1.0, None);
            let Next::WaitUntil(due) = schedule.next(0, ACTIVE) else { panic!("{schedule:?}") };
            back_offs.push(due / 1_000);
        }
        assert_eq!(back_offs, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        schedule.on_failure(0, 0.0, None);
        assert_eq!(schedule.next(0, ACTIVE), Next::Fetch, "full jitter may leave no wait at all");
        schedule.on_success(0, 0.5);
        schedule.on_failure(0, 1.0, None);
        assert_eq!(schedule.next(0, ACTIVE), Next::WaitUntil(1_000));
    }

    #[test]
    fn retry_after_overrides_the_back_off_and_waking_up() {
        let mut schedule = Schedule::new(MINUTE);
        schedule.on_failure(0, 0.0, Some(Duration::from_secs(120)));
        assert_eq!(schedule.next(0, ACTIVE), Next::WaitUntil(120_000));
        schedule.on_wake(90_000, None);
        assert_eq!(schedule.next(90_000, ACTIVE), Next::WaitUntil(120_000));
        schedule.on_failure(0, 0.5, Some(Duration::from_secs(120)));
        assert_eq!(
            schedule.next(0, ACTIVE),
            Next::WaitUntil(150_000),
            "jitter spreads the pages over a poll interval"
        );
        schedule.on_failure(0, 0.0, Some(Duration::MAX));
        assert_eq!(schedule.next(0, ACTIVE), Next::WaitUntil(MAX_RETRY_AFTER));
    }

    #[test]
    fn waking_up_ends_a_back_off() {
        let mut schedule = Schedule::new(MINUTE);
        (0..9).for_each(|_| schedule.on_failure(0, 1.0, None));
        schedule.on_wake(5_000, None);
        assert_eq!(schedule.next(5_000, ACTIVE), Next::Fetch);
    }

    #[test]
    fn open_streams_slow_polling_and_a_lost_stream_brings_the_next_poll_forward() {
        let mut schedule = polled(0, 0.5);
        schedule.on_streams_open(true, 0, 0.5);
        schedule.on_success(1_000, 0.5);
        assert_eq!(schedule.next(1_000, ACTIVE), Next::WaitUntil(301_000));
        schedule.on_streams_open(false, 2_000, 0.25);
        assert_eq!(schedule.next(2_000, ACTIVE), Next::WaitUntil(17_000));
        schedule.on_streams_open(false, 3_000, 0.0);
        assert_eq!(schedule.next(3_000, ACTIVE), Next::WaitUntil(17_000), "a stream is lost only once");
    }

    #[test]
    fn a_burst_of_events_sends_one_request_and_none_from_a_hidden_page() {
        let mut schedule = polled(0, 0.5);
        schedule.on_stream_event(10_000);
        assert_eq!(schedule.next(10_000, PageState::Hidden), Next::Sleep);
        assert_eq!(schedule.next(10_000, ACTIVE), Next::Fetch);
        schedule.on_success(10_050, 0.5);
        (10_060..10_200).for_each(|now| schedule.on_stream_event(now));
        assert_eq!(schedule.next(10_200, ACTIVE), Next::WaitUntil(10_300));
    }

    #[test]
    fn events_override_neither_retry_after_nor_a_stop() {
        let mut schedule = polled(0, 0.5);
        schedule.on_failure(0, 0.0, Some(MINUTE));
        schedule.on_stream_event(1_000);
        assert_eq!(schedule.next(1_000, ACTIVE), Next::WaitUntil(60_000));
        schedule.stop();
        schedule.on_stream_event(2_000);
        assert_eq!(schedule.next(2_000, ACTIVE), Next::Stop);
    }

    #[test]
    fn a_stopped_schedule_fetches_again_only_after_a_refresh() {
        let mut schedule = polled(0, 0.5);
        schedule.stop();
        schedule.on_wake(1_000_000, Some(1_000_000));
        assert_eq!(schedule.next(1_000_000, ACTIVE), Next::Stop);
        schedule.fetch_now();
        assert_eq!(schedule.next(1_000_000, ACTIVE), Next::Fetch);
    }

    #[test]
    fn events_do_not_override_a_back_off() {
        let mut schedule = polled(0, 0.5);
        (0..5).for_each(|_| schedule.on_failure(1_000, 1.0, None));
        (0..50).for_each(|n| schedule.on_stream_event(1_000 + 40 * n));
        assert_eq!(schedule.next(3_000, ACTIVE), Next::WaitUntil(17_000));
        schedule.on_streams_open(true, 3_000, 0.0);
        schedule.on_streams_open(false, 3_000, 0.0);
        assert_eq!(
            schedule.next(3_000, ACTIVE),
            Next::WaitUntil(17_000),
            "a lost stream does not override it either"
        );
        schedule.on_success(17_000, 0.5);
        schedule.on_stream_event(18_000);
        assert_eq!(schedule.next(18_000, ACTIVE), Next::Fetch);
    }

    #[test]
    fn a_browser_that_reports_no_network_only_delays_the_poll() {
        let schedule = polled(0, 0.5);
        assert_eq!(schedule.next(60_000, PageState::Offline), Next::WaitUntil(120_000));
        assert_eq!(schedule.next(120_000, PageState::Offline), Next::Fetch);
    }

    #[test]
    fn a_machine_that_wakes_from_sleep_polls_although_little_time_was_counted() {
        let mut schedule = polled(0, 0.5);
        schedule.on_wake(5_000, Some(8 * 60 * 60 * 1_000));
        assert_eq!(schedule.next(5_000, ACTIVE), Next::Fetch);
    }
}
