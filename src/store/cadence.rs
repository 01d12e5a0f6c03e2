//! When to ask next: a pure function of what happened and of a roll of the dice.

use std::time::Duration;

const BACK_OFF_FIRST: i64 = 1_000;
const BACK_OFF_MOST: i64 = 5 * 60 * 1_000;
/// While streams tell of every change, polling only makes sure.
const RELAXED: i64 = 5 * 60 * 1_000;
/// Events that come closer together than this are answered by one request.
const COALESCED: i64 = 250;
/// A server that asks to be left alone for longer is taken at its word for a day.
const RETRY_AFTER_MOST: i64 = 24 * 60 * 60 * 1_000;

/// One feed's cadence. Moments are milliseconds of the time that passes, which no corrected clock turns back; a
/// roll is at least 0 and below 1.
#[derive(Clone, Debug)]
pub(super) struct Cadence {
    every: i64,
    due: Due,
    failures: u32,
    /// Streams tell of changes.
    relaxed: bool,
    answered_at: Option<i64>,
    /// The server asked to be left alone until then.
    not_before: Option<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Due {
    /// Now, whether anybody is looking or not: the first time, and when asked to.
    AtOnce,
    At(i64),
    /// The server will not have us; only a refresh helps.
    Stopped,
}

/// Whether it makes sense to ask.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Attention {
    /// Somebody may be looking.
    Watched,
    /// Somebody may be looking, and the browser believes that it has no network. It may be wrong.
    Offline,
    /// Nobody is looking.
    Hidden,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Next {
    Ask,
    WaitUntil(i64),
    /// Nothing, until the page wakes up or somebody asks for a refresh.
    Sleep,
    /// Nothing, until somebody asks for a refresh.
    Stop,
}

impl Cadence {
    pub(super) fn new(every: Duration) -> Self {
        Self {
            every: i64::try_from(every.as_millis()).unwrap_or(i64::MAX),
            due: Due::AtOnce,
            failures: 0,
            relaxed: false,
            answered_at: None,
            not_before: None,
        }
    }

    pub(super) fn next(&self, now: i64, attention: Attention) -> Next {
        let due = match self.due {
            Due::AtOnce => return Next::Ask,
            Due::Stopped => return Next::Stop,
            Due::At(due) => due,
        };
        let due = match attention {
            Attention::Hidden => return Next::Sleep,
            // A browser may be wrong about that, so it only delays.
            Attention::Offline => due.saturating_add(self.every),
            Attention::Watched => due,
        };
        if due <= now { Next::Ask } else { Next::WaitUntil(due) }
    }

    /// A good answer came. A tenth either way keeps a million open pages from asking in step.
    ///
    /// Pages that were all loaded at one moment, as after a deploy, would drift apart too slowly by that: the
    /// first poll after being asked for at once comes anywhere within the cadence.
    pub(super) fn answered(&mut self, now: i64, roll: f64) {
        self.failures = 0;
        self.answered_at = Some(now);
        self.not_before = None;
        let every = if self.relaxed { self.every.max(RELAXED) } else { self.every };
        let share = if self.due == Due::AtOnce { 0.1 + 0.9 * roll } else { 0.9 + 0.2 * roll };
        self.due = Due::At(now.saturating_add((every as f64 * share) as i64));
    }

    /// Whether streams tell of every change. From the next answer on polling keeps to that; a stream that
    /// is lost brings the next request forward.
    pub(super) fn relax(&mut self, relaxed: bool, now: i64, roll: f64) {
        let lost = self.relaxed && !relaxed;
        self.relaxed = relaxed;
        if let (true, 0, Due::At(due)) = (lost, self.failures, self.due) {
            let latest = now.saturating_add((self.every as f64 * roll) as i64);
            self.due = Due::At(due.min(latest));
        }
    }

    /// A stream says that something changed. A burst of events makes one request. While requests fail, an event
    /// waits like everything else.
    pub(super) fn told(&mut self, now: i64) {
        if let (0, Due::At(due)) = (self.failures, self.due) {
            let soonest = self.answered_at.map_or(now, |at| now.max(at.saturating_add(COALESCED)));
            self.due = Due::At(due.min(soonest));
        }
    }

    /// No good answer came: back off exponentially, anywhere between at once and the longest wait.
    pub(super) fn failed(&mut self, now: i64, roll: f64, retry_after: Option<Duration>) {
        self.failures = self.failures.saturating_add(1);
        // A server may give everybody the same moment: each page comes somewhere within a cadence after it.
        self.not_before = retry_after.map(|wait| {
            let wait = i64::try_from(wait.as_millis()).unwrap_or(i64::MAX).min(RETRY_AFTER_MOST);
            now.saturating_add(wait).saturating_add((self.every as f64 * roll) as i64)
        });
        let longest = (BACK_OFF_FIRST << (self.failures - 1).min(16)).min(BACK_OFF_MOST);
        let back_off = now.saturating_add((longest as f64 * roll) as i64);
        self.due = Due::At(self.not_before.unwrap_or(back_off));
    }

    /// The server will not have us: 401 or 403.
    pub(super) fn refused(&mut self) {
        self.due = Due::Stopped;
    }

    /// The page became visible, or has a network again. `age`: how old the last good answer is by any clock, as
    /// the count of time that passes may stand still while a machine sleeps.
    pub(super) fn woke(&mut self, now: i64, age: Option<i64>) {
        let old = age.is_none_or(|age| age >= self.every);
        if let (Due::At(due), true) = (self.due, old) {
            self.due = Due::At(due.min(self.not_before.unwrap_or(now)));
        }
    }

    /// How old the last good answer is.
    pub(super) fn age(&self, now: i64) -> Option<i64> {
        Some(now.saturating_sub(self.answered_at?))
    }

    /// Somebody wants to know now.
    pub(super) fn refresh(&mut self) {
        self.due = Due::AtOnce;
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const MINUTE: Duration = Duration::from_secs(60);
    const WATCHED: Attention = Attention::Watched;

    /// A feed that has been polled for a while.
    fn answered(at: i64, roll: f64) -> Cadence {
        let mut cadence = Cadence::new(MINUTE);
        cadence.answered(at, 0.0);
        cadence.answered(at, roll);
        cadence
    }

    #[test]
    fn the_first_request_goes_out_at_once_even_unseen() {
        assert_eq!(Cadence::new(MINUTE).next(0, Attention::Hidden), Next::Ask);
    }

    #[test]
    fn a_good_answer_holds_for_the_cadence_give_or_take_a_tenth() {
        assert_eq!(answered(1_000, 0.0).next(1_000, WATCHED), Next::WaitUntil(1_000 + 54_000));
        assert_eq!(answered(1_000, 0.5).next(1_000, WATCHED), Next::WaitUntil(1_000 + 60_000));
        assert_eq!(answered(1_000, 1.0).next(1_000, WATCHED), Next::WaitUntil(1_000 + 66_000));
        assert_eq!(answered(1_000, 0.5).next(61_000, WATCHED), Next::Ask);
    }

    #[test]
    fn the_first_poll_comes_anywhere_within_the_cadence() {
        for (roll, due) in [(0.0, 6_000), (0.5, 33_000), (1.0, 60_000)] {
            let mut cadence = Cadence::new(MINUTE);
            cadence.answered(0, roll);
            assert_eq!(cadence.next(0, WATCHED), Next::WaitUntil(due));
            cadence.refresh();
            cadence.answered(0, roll);
            assert_eq!(cadence.next(0, WATCHED), Next::WaitUntil(due));
        }
    }

    #[test]
    fn a_hidden_page_never_asks_and_a_page_that_wakes_asks_only_if_its_answer_is_old() {
        let mut cadence = answered(0, 1.0);
        assert_eq!(cadence.next(1_000_000, Attention::Hidden), Next::Sleep);
        cadence.woke(59_999, Some(59_999));
        assert_eq!(cadence.next(59_999, WATCHED), Next::WaitUntil(66_000));
        cadence.woke(60_000, Some(60_000));
        assert_eq!(cadence.next(60_000, WATCHED), Next::Ask);
    }

    #[test]
    fn failures_back_off_to_five_minutes_and_a_good_answer_forgets_them() {
        let mut cadence = answered(0, 0.5);
        let mut longest = Vec::new();
        for _ in 0..12 {
            cadence.failed(0, 1.0, None);
            let Next::WaitUntil(due) = cadence.next(0, WATCHED) else { panic!("{cadence:?}") };
            longest.push(due / 1_000);
        }
        assert_eq!(longest, [1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
        cadence.failed(0, 0.0, None);
        assert_eq!(cadence.next(0, WATCHED), Next::Ask, "full jitter reaches down to nothing");
        cadence.answered(0, 0.5);
        cadence.failed(0, 1.0, None);
        assert_eq!(cadence.next(0, WATCHED), Next::WaitUntil(1_000));
    }

    #[test]
    fn retry_after_wins_over_back_off_and_over_waking_up() {
        let mut cadence = Cadence::new(MINUTE);
        cadence.failed(0, 0.0, Some(Duration::from_secs(120)));
        assert_eq!(cadence.next(0, WATCHED), Next::WaitUntil(120_000));
        cadence.woke(90_000, None);
        assert_eq!(cadence.next(90_000, WATCHED), Next::WaitUntil(120_000));
        cadence.failed(0, 0.5, Some(Duration::from_secs(120)));
        assert_eq!(cadence.next(0, WATCHED), Next::WaitUntil(150_000), "not all in the same second");
        cadence.failed(0, 0.0, Some(Duration::MAX));
        assert_eq!(cadence.next(0, WATCHED), Next::WaitUntil(RETRY_AFTER_MOST));
    }

    #[test]
    fn waking_up_cuts_a_back_off_short() {
        let mut cadence = Cadence::new(MINUTE);
        (0..9).for_each(|_| cadence.failed(0, 1.0, None));
        cadence.woke(5_000, None);
        assert_eq!(cadence.next(5_000, WATCHED), Next::Ask);
    }

    #[test]
    fn streams_slow_polling_down_and_a_lost_one_brings_it_back_within_the_cadence() {
        let mut cadence = answered(0, 0.5);
        cadence.relax(true, 0, 0.5);
        cadence.answered(1_000, 0.5);
        assert_eq!(cadence.next(1_000, WATCHED), Next::WaitUntil(301_000));
        cadence.relax(false, 2_000, 0.25);
        assert_eq!(cadence.next(2_000, WATCHED), Next::WaitUntil(17_000));
        cadence.relax(false, 3_000, 0.0);
        assert_eq!(cadence.next(3_000, WATCHED), Next::WaitUntil(17_000), "it is lost once");
    }

    #[test]
    fn a_burst_of_events_makes_one_request_and_a_hidden_page_none() {
        let mut cadence = answered(0, 0.5);
        cadence.told(10_000);
        assert_eq!(cadence.next(10_000, Attention::Hidden), Next::Sleep);
        assert_eq!(cadence.next(10_000, WATCHED), Next::Ask);
        cadence.answered(10_050, 0.5);
        (10_060..10_200).for_each(|now| cadence.told(now));
        assert_eq!(cadence.next(10_200, WATCHED), Next::WaitUntil(10_300));
    }

    #[test]
    fn an_event_does_not_override_retry_after_or_a_refusal() {
        let mut cadence = answered(0, 0.5);
        cadence.failed(0, 0.0, Some(MINUTE));
        cadence.told(1_000);
        assert_eq!(cadence.next(1_000, WATCHED), Next::WaitUntil(60_000));
        cadence.refused();
        cadence.told(2_000);
        assert_eq!(cadence.next(2_000, WATCHED), Next::Stop);
    }

    #[test]
    fn a_refusal_stops_until_a_refresh() {
        let mut cadence = answered(0, 0.5);
        cadence.refused();
        cadence.woke(1_000_000, Some(1_000_000));
        assert_eq!(cadence.next(1_000_000, WATCHED), Next::Stop);
        cadence.refresh();
        assert_eq!(cadence.next(1_000_000, WATCHED), Next::Ask);
    }

    #[test]
    fn events_do_not_override_a_back_off() {
        let mut cadence = answered(0, 0.5);
        (0..5).for_each(|_| cadence.failed(1_000, 1.0, None));
        (0..50).for_each(|n| cadence.told(1_000 + 40 * n));
        assert_eq!(cadence.next(3_000, WATCHED), Next::WaitUntil(17_000));
        cadence.relax(true, 3_000, 0.0);
        cadence.relax(false, 3_000, 0.0);
        assert_eq!(cadence.next(3_000, WATCHED), Next::WaitUntil(17_000), "nor does a stream that is lost");
        cadence.answered(17_000, 0.5);
        cadence.told(18_000);
        assert_eq!(cadence.next(18_000, WATCHED), Next::Ask);
    }

    #[test]
    fn a_browser_that_believes_to_be_offline_only_delays() {
        let cadence = answered(0, 0.5);
        assert_eq!(cadence.next(60_000, Attention::Offline), Next::WaitUntil(120_000));
        assert_eq!(cadence.next(120_000, Attention::Offline), Next::Ask);
    }

    #[test]
    fn a_machine_that_slept_asks_when_it_wakes_although_little_time_was_counted() {
        let mut cadence = answered(0, 0.5);
        cadence.woke(5_000, Some(8 * 60 * 60 * 1_000));
        assert_eq!(cadence.next(5_000, WATCHED), Next::Ask);
    }
}
