//! What a circuit breaker promises, whatever happens and in whatever order.

use std::time::Duration;

use proptest::prelude::*;
use proptest::sample::Index;

use super::back_off::{MAX_BACK_OFF, MAX_RETRY_AFTER, RETRY_SPREAD};
use super::*;
use crate::model::timestamp::millis;

const SECOND: i64 = 1_000;
const FAILURE: Outcome = Outcome::Failure { retry_after: None };

/// What happens to a breaker.
#[derive(Clone, Debug)]
enum Event {
    Pass(i64),
    Start,
    /// One of the requests that were started ends, perhaps long after and more than once.
    End(Index, Outcome),
    BeginProbe,
    BeginTrial,
    /// One of the probes that ever began ends, perhaps once more.
    EndProbe(Index, Outcome),
    Cancel(Index),
    CheckNow,
}

fn roll() -> impl Strategy<Value = f64> {
    0.0..=1.0
}

fn retry_after() -> impl Strategy<Value = Duration> {
    prop_oneof![4 => 0..300u64, 1 => any::<u64>()].prop_map(Duration::from_secs)
}

/// Any outcome, from any status.
fn outcome() -> impl Strategy<Value = Outcome> {
    let status = prop_oneof![Just(200), Just(404), Just(429), Just(500), Just(503), 0..700u16];
    (status, prop::option::of(retry_after())).prop_map(|(status, wait)| Outcome::of_status(status, wait))
}

/// An outcome that must never open a breaker.
fn harmless() -> impl Strategy<Value = Outcome> {
    (1..500u16, prop::option::of(retry_after())).prop_map(|(status, wait)| Outcome::of_status(status, wait))
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        3 => (0..100 * SECOND).prop_map(Event::Pass),
        3 => Just(Event::Start),
        6 => (any::<Index>(), outcome()).prop_map(|(which, outcome)| Event::End(which, outcome)),
        4 => Just(Event::BeginProbe),
        1 => Just(Event::BeginTrial),
        3 => (any::<Index>(), outcome()).prop_map(|(which, outcome)| Event::EndProbe(which, outcome)),
        1 => any::<Index>().prop_map(Event::Cancel),
        2 => Just(Event::CheckNow),
    ]
}

/// A breaker, and what its caller knows of it.
struct Driven {
    breaker: CircuitBreaker,
    now: i64,
    starts: Vec<RequestStart>,
    probes: Vec<ProbeId>,
    in_flight: Option<ProbeId>,
    is_on_trial: bool,
}

impl Driven {
    fn new() -> Self {
        let breaker = CircuitBreaker::new(BreakerSettings::default());
        let starts = vec![breaker.request_start()];
        Self { breaker, now: 0, starts, probes: Vec::new(), in_flight: None, is_on_trial: false }
    }

    /// Hands the event to the breaker, and checks what it may change.
    fn apply(&mut self, event: Event, roll: f64) -> Result<(), TestCaseError> {
        let before = self.breaker.state();
        let is_due = matches!(before, State::Open { probe_at } if probe_at <= self.now);
        match event {
            Event::Pass(time) => self.now += time,
            Event::Start => self.starts.push(self.breaker.request_start()),
            Event::End(which, outcome) => {
                self.breaker.on_outcome(self.now, roll, *which.get(&self.starts), outcome);
                self.check_end(before, outcome)?;
            }
            Event::BeginProbe => {
                let probe = self.breaker.begin_probe(self.now);
                prop_assert_eq!(probe.is_some(), is_due);
                if probe.is_some() {
                    prop_assert_eq!(self.in_flight, None, "two probes at once");
                    self.in_flight = probe;
                    self.probes.extend(probe);
                }
            }
            Event::BeginTrial => {
                let began = self.breaker.begin_trial(self.now);
                prop_assert_eq!(began, is_due);
                self.is_on_trial |= began;
            }
            Event::EndProbe(which, outcome) => {
                let Some(probe) = self.probe(which) else { return Ok(()) };
                self.breaker.on_probe(self.now, roll, probe, outcome);
                let after = self.breaker.state();
                if self.in_flight != Some(probe) {
                    prop_assert_eq!(after, before, "the probe had ended before");
                } else {
                    self.in_flight = None;
                    let is_good = matches!(outcome, Outcome::Success | Outcome::ClientError);
                    prop_assert_eq!(after == State::Closed, is_good);
                    prop_assert_eq!(is_open(after), !is_good);
                }
            }
            Event::Cancel(which) => {
                let Some(probe) = self.probe(which) else { return Ok(()) };
                self.breaker.cancel_probe(self.now, probe);
                if self.in_flight == Some(probe) {
                    self.in_flight = None;
                    prop_assert!(is_open(self.breaker.state()));
                }
            }
            Event::CheckNow => {
                self.breaker.check_now(self.now);
                match before {
                    State::Open { .. } => prop_assert!(self.breaker.next_probe_at() <= Some(self.now)),
                    _ => prop_assert_eq!(self.breaker.state(), before),
                }
            }
        }
        self.check_state()
    }

    fn probe(&self, which: Index) -> Option<ProbeId> {
        (!self.probes.is_empty()).then(|| *which.get(&self.probes))
    }

    /// A request that is no probe has ended.
    fn check_end(&mut self, before: State, outcome: Outcome) -> Result<(), TestCaseError> {
        let after = self.breaker.state();
        let may_open = matches!(outcome, Outcome::Failure { .. } | Outcome::Unavailable { .. });
        match before {
            State::Closed => prop_assert!(may_open || after == State::Closed),
            State::Open { .. } => prop_assert!(is_open(after), "only half-open leads to closed"),
            State::HalfOpen if self.is_on_trial => self.is_on_trial = after == State::HalfOpen,
            State::HalfOpen => prop_assert_eq!(after, before, "a probe is in flight"),
        }
        Ok(())
    }

    /// What holds at any time.
    fn check_state(&self) -> Result<(), TestCaseError> {
        let state = self.breaker.state();
        prop_assert_eq!(state == State::HalfOpen, self.in_flight.is_some() || self.is_on_trial);
        prop_assert_eq!(self.breaker.allows_requests(), state == State::Closed || self.is_on_trial);
        prop_assert_eq!(self.breaker.opened_at().is_none(), state == State::Closed);
        if let State::Open { probe_at } = state {
            prop_assert_eq!(self.breaker.next_probe_at(), Some(probe_at));
            prop_assert!(probe_at - self.now <= MAX_RETRY_AFTER + RETRY_SPREAD);
        }
        Ok(())
    }
}

fn is_open(state: State) -> bool {
    matches!(state, State::Open { .. })
}

/// Lets a request start and end at this time.
fn request(breaker: &mut CircuitBreaker, now: i64, roll: f64, outcome: Outcome) {
    let start = breaker.request_start();
    breaker.on_outcome(now, roll, start, outcome);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Never are two probes in flight, nor a probe and a trial. A good probe closes, any other opens again. Nothing
    /// else closes an open breaker. An end is always in sight.
    #[test]
    fn whatever_happens_each_state_is_left_only_by_what_ends_it(
        events in prop::collection::vec((event(), roll()), 1..80),
    ) {
        let mut driven = Driven::new();
        for (event, roll) in events {
            driven.apply(event, roll)?;
        }
    }

    #[test]
    fn responses_below_500_never_open_it(
        outcomes in prop::collection::vec((harmless(), 0..SECOND), 1..100),
        roll in roll(),
    ) {
        let mut breaker = CircuitBreaker::new(BreakerSettings::default().with_failure_threshold(1));
        let mut now = 0;
        for (outcome, pause) in outcomes {
            now += pause;
            request(&mut breaker, now, roll, outcome);
            prop_assert_eq!(breaker.state(), State::Closed);
        }
    }

    /// It opens with the first failure that ends a run of so many within the window, and with none before.
    #[test]
    fn failures_older_than_the_window_do_not_count(
        pauses in prop::collection::vec(0..60 * SECOND, 1..30),
        threshold in 1..6usize,
        window in 0..90 * SECOND,
    ) {
        let settings = BreakerSettings::default()
            .with_failure_threshold(threshold as u32)
            .with_window(Duration::from_millis(window as u64));
        let mut breaker = CircuitBreaker::new(settings);
        let mut times = Vec::new();
        for pause in pauses {
            times.push(times.last().copied().unwrap_or(0) + pause);
            let now = times[times.len() - 1];
            request(&mut breaker, now, 0.5, FAILURE);
            let first = times.len().checked_sub(threshold).map(|index| times[index]);
            if first.is_some_and(|first| now - first <= window) {
                prop_assert!(is_open(breaker.state()));
                break;
            }
            prop_assert_eq!(breaker.state(), State::Closed);
        }
    }

    #[test]
    fn the_back_off_is_bounded_and_grows_with_each_failed_probe(
        rolls in prop::collection::vec(-1.0..2.0f64, 1..40),
    ) {
        let mut breaker = CircuitBreaker::new(BreakerSettings::default().with_failure_threshold(1));
        request(&mut breaker, 0, 1.0, FAILURE);
        let mut longest = 5 * SECOND;
        for roll in rolls {
            let now = breaker.next_probe_at().unwrap();
            let mut full = breaker.clone();
            for (breaker, roll) in [(&mut full, 1.0), (&mut breaker, roll)] {
                let probe = breaker.begin_probe(now).unwrap();
                breaker.on_probe(now, roll, probe, FAILURE);
            }
            let (wait, full) = (breaker.next_probe_at().unwrap() - now, full.next_probe_at().unwrap() - now);
            prop_assert!((0..=full).contains(&wait));
            prop_assert!(longest < full || full == MAX_BACK_OFF);
            longest = full;
        }
        prop_assert!(longest <= MAX_BACK_OFF);
    }

    /// Neither the passing of time nor late responses nor a failed probe that a reader asked for bring a probe before
    /// `Retry-After`, and after it one is soon due.
    #[test]
    fn no_probe_begins_before_retry_after_unless_a_reader_checks(
        wait in retry_after(),
        part in 0.0..1.0f64,
        late in prop::collection::vec(prop_oneof![Just(FAILURE), Just(Outcome::Success), Just(Outcome::ClientError)], 0..4),
        checks in prop::collection::vec((0.0..1.0f64, roll()), 0..3),
        roll in roll(),
    ) {
        let mut breaker = CircuitBreaker::new(BreakerSettings::default());
        request(&mut breaker, 0, roll, Outcome::Unavailable { retry_after: wait });
        let end = millis(wait).min(MAX_RETRY_AFTER);
        let at = |part: f64| (end as f64 * part) as i64;
        let mut checks = checks;
        checks.sort_by(|a, b| a.0.total_cmp(&b.0));
        for outcome in late {
            request(&mut breaker, 0, roll, outcome);
        }
        for (part, roll) in checks {
            breaker.check_now(at(part));
            let probe = breaker.begin_probe(at(part));
            prop_assert!(probe.is_some(), "a reader does not wait");
            breaker.on_probe(at(part), roll, probe.unwrap(), FAILURE);
        }
        if end > 0 {
            prop_assert_eq!(breaker.clone().begin_probe(at(part)), None);
            prop_assert!(!breaker.clone().begin_trial(at(part)));
            prop_assert_eq!(breaker.clone().begin_probe(end - 1), None);
        }
        // Two failed probes may have lengthened the back-off to 20 seconds.
        prop_assert!(breaker.begin_probe(end + 20 * SECOND).is_some());
    }
}
