//! The circuit breaker, case by case.

use std::time::Duration;

use super::*;

const SECOND: i64 = 1_000;
const FAILURE: Outcome = Outcome::Failure { retry_after: None };

fn unavailable(seconds: u64) -> Outcome {
    Outcome::Unavailable { retry_after: Duration::from_secs(seconds) }
}

/// A breaker that has seen requests with these outcomes, each started and ended at its time.
fn after(outcomes: &[(i64, Outcome)]) -> CircuitBreaker {
    let mut breaker = CircuitBreaker::new(BreakerSettings::default());
    for (now, outcome) in outcomes {
        let start = breaker.request_start();
        breaker.on_outcome(*now, 1.0, start, *outcome);
    }
    breaker
}

/// A breaker that opened at time 0, and whose first probe is due at five seconds.
fn open() -> CircuitBreaker {
    let breaker = after(&[(0, FAILURE); 3]);
    assert_eq!(breaker.state(), State::Open { probe_at: 5 * SECOND });
    breaker
}

#[test]
fn three_failures_within_a_minute_open_it() {
    assert_eq!(after(&[(0, FAILURE), (SECOND, FAILURE)]).state(), State::Closed);
    let breaker = after(&[(0, FAILURE), (SECOND, FAILURE), (60 * SECOND, FAILURE)]);
    assert_eq!(breaker.state(), State::Open { probe_at: 65 * SECOND });
    assert_eq!((breaker.opened_at(), breaker.allows_requests()), (Some(60 * SECOND), false));
    assert_eq!(after(&[(0, FAILURE), (SECOND, FAILURE), (60 * SECOND + 1, FAILURE)]).state(), State::Closed);
}

#[test]
fn one_503_with_retry_after_opens_it_and_one_without_does_not() {
    let retry_after = Some(Duration::from_secs(90));
    let breaker = after(&[(0, Outcome::of_status(503, retry_after))]);
    assert_eq!(breaker.state(), State::Open { probe_at: 100 * SECOND });
    assert_eq!(after(&[(0, Outcome::of_status(503, None))]).state(), State::Closed);
    assert_eq!(after(&[(0, Outcome::of_status(500, retry_after))]).state(), State::Closed);
}

#[test]
fn a_success_makes_up_for_one_failure() {
    let success = (0, Outcome::Success);
    let failure = (0, FAILURE);
    assert_eq!(after(&[success, success, failure, failure, success, failure]).state(), State::Closed);
    let mostly_fails = after(&[failure, failure, success, failure, failure]);
    assert!(matches!(mostly_fails.state(), State::Open { .. }), "{mostly_fails:?}");
}

#[test]
fn a_threshold_of_zero_counts_as_one() {
    for threshold in [0, 1] {
        let mut breaker = CircuitBreaker::new(BreakerSettings::default().with_failure_threshold(threshold));
        assert_eq!(breaker.state(), State::Closed);
        breaker.on_outcome(0, 0.0, breaker.request_start(), FAILURE);
        assert!(matches!(breaker.state(), State::Open { .. }), "{threshold}");
    }
}

#[test]
fn each_failed_probe_doubles_the_longest_back_off_and_a_good_one_resets_it() {
    let mut breaker = open();
    let mut back_offs = Vec::new();
    for _ in 0..7 {
        let now = breaker.next_probe_at().unwrap();
        let probe = breaker.begin_probe(now).unwrap();
        breaker.on_probe(now, 1.0, probe, FAILURE);
        back_offs.push((breaker.next_probe_at().unwrap() - now) / SECOND);
    }
    assert_eq!(back_offs, [10, 20, 40, 80, 160, 300, 300]);
    assert_eq!(breaker.opened_at(), Some(0), "it is one outage");

    let now = breaker.next_probe_at().unwrap();
    let probe = breaker.begin_probe(now).unwrap();
    breaker.on_probe(now, 1.0, probe, Outcome::Success);
    assert_eq!((breaker.state(), breaker.opened_at()), (State::Closed, None));
    for _ in 0..3 {
        breaker.on_outcome(now, 1.0, breaker.request_start(), FAILURE);
    }
    assert_eq!(breaker.state(), State::Open { probe_at: now + 5 * SECOND });
}

#[test]
fn the_failures_from_before_an_outage_do_not_count_after_it() {
    let mut breaker = open();
    breaker.check_now(0);
    let probe = breaker.begin_probe(0).unwrap();
    breaker.on_probe(0, 1.0, probe, Outcome::Success);
    for _ in 0..2 {
        breaker.on_outcome(0, 1.0, breaker.request_start(), FAILURE);
    }
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_probe_that_is_refused_closes_it_because_the_service_works() {
    let mut breaker = open();
    let probe = breaker.begin_probe(5 * SECOND).unwrap();
    breaker.on_probe(6 * SECOND, 1.0, probe, Outcome::of_status(404, None));
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_probe_that_is_throttled_proves_nothing_and_does_not_lengthen_the_back_off() {
    let mut breaker = open();
    let probe = breaker.begin_probe(5 * SECOND).unwrap();
    breaker.on_probe(5 * SECOND, 1.0, probe, Outcome::of_status(429, None));
    assert_eq!(breaker.state(), State::Open { probe_at: 10 * SECOND });
    let probe = breaker.begin_probe(10 * SECOND).unwrap();
    let throttled = Outcome::of_status(429, Some(Duration::from_secs(30)));
    breaker.on_probe(10 * SECOND, 0.0, probe, throttled);
    assert_eq!(breaker.state(), State::Open { probe_at: 40 * SECOND });
}

#[test]
fn a_reader_who_checks_again_probes_at_once_and_retry_after_holds_for_the_next_probe() {
    let mut breaker = after(&[(0, unavailable(120))]);
    assert_eq!(breaker.begin_probe(SECOND), None);
    breaker.check_now(SECOND);
    let probe = breaker.begin_probe(SECOND).unwrap();
    breaker.check_now(2 * SECOND);
    assert_eq!(breaker.begin_probe(2 * SECOND), None, "one is in flight");
    breaker.on_probe(3 * SECOND, 1.0, probe, FAILURE);
    assert_eq!(breaker.state(), State::Open { probe_at: 130 * SECOND });

    breaker.check_now(4 * SECOND);
    let probe = breaker.begin_probe(4 * SECOND).unwrap();
    breaker.on_probe(4 * SECOND, 0.0, probe, unavailable(10));
    assert_eq!(breaker.state(), State::Open { probe_at: 14 * SECOND }, "the server says something new");
}

#[test]
fn checking_again_changes_nothing_unless_it_is_open() {
    let mut breaker = after(&[]);
    breaker.check_now(0);
    assert_eq!((breaker.state(), breaker.begin_probe(0)), (State::Closed, None));
}

#[test]
fn a_success_that_was_in_flight_when_it_opened_does_not_close_it() {
    let mut breaker = after(&[]);
    let start = breaker.request_start();
    breaker.on_outcome(0, 1.0, start, unavailable(0));
    breaker.on_outcome(SECOND, 1.0, start, Outcome::Success);
    assert_eq!(breaker.state(), State::Open { probe_at: 10 * SECOND });
    assert!(breaker.begin_trial(10 * SECOND));
    breaker.on_outcome(10 * SECOND, 1.0, start, Outcome::Success);
    assert_eq!(breaker.state(), State::HalfOpen, "it is not newer than the trial");
}

#[test]
fn failures_that_were_in_flight_before_the_good_probe_do_not_open_it_again() {
    let mut breaker = open();
    let start = breaker.request_start();
    let probe = breaker.begin_probe(5 * SECOND).unwrap();
    breaker.on_probe(6 * SECOND, 1.0, probe, Outcome::Success);
    for outcome in [FAILURE, FAILURE, FAILURE, unavailable(60)] {
        breaker.on_outcome(7 * SECOND, 1.0, start, outcome);
    }
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_late_retry_after_delays_the_probe() {
    let mut breaker = open();
    breaker.on_outcome(SECOND, 0.0, breaker.request_start(), unavailable(60));
    assert_eq!(breaker.state(), State::Open { probe_at: 61 * SECOND });
    breaker.on_outcome(2 * SECOND, 0.0, breaker.request_start(), unavailable(1));
    assert_eq!(breaker.state(), State::Open { probe_at: 61 * SECOND }, "the latest time counts");
}

#[test]
fn retry_after_replaces_a_longer_back_off() {
    let mut breaker = open();
    let mut waits = Vec::new();
    for outcome in [FAILURE, FAILURE, FAILURE, unavailable(1), FAILURE] {
        let now = breaker.next_probe_at().unwrap();
        let probe = breaker.begin_probe(now).unwrap();
        breaker.on_probe(now, 1.0, probe, outcome);
        waits.push((breaker.next_probe_at().unwrap() - now) / SECOND);
    }
    assert_eq!(waits, [10, 20, 40, 1 + 10, 160], "the back-off goes on where it was");
}

#[test]
fn retry_after_from_before_a_good_response_does_not_delay_probes() {
    let throttled = (0, Outcome::of_status(429, Some(Duration::from_secs(3_600))));
    let failure = (SECOND, FAILURE);
    let delayed = after(&[throttled, failure, failure, failure]);
    assert_eq!(delayed.state(), State::Open { probe_at: 3_610 * SECOND });
    let not_delayed = after(&[throttled, (SECOND, Outcome::Success), failure, failure, failure]);
    assert_eq!(not_delayed.state(), State::Open { probe_at: 6 * SECOND });

    let mut breaker = after(&[(0, unavailable(3_600))]);
    breaker.check_now(0);
    let probe = breaker.begin_probe(0).unwrap();
    breaker.on_probe(0, 1.0, probe, Outcome::Success);
    for _ in 0..3 {
        breaker.on_outcome(0, 1.0, breaker.request_start(), FAILURE);
    }
    assert_eq!(breaker.state(), State::Open { probe_at: 5 * SECOND });
}

#[test]
fn a_probe_that_timed_out_has_no_say_when_it_responds_after_all() {
    let mut breaker = open();
    let probe = breaker.begin_probe(5 * SECOND).unwrap();
    breaker.on_probe(15 * SECOND, 1.0, probe, FAILURE);
    breaker.on_probe(16 * SECOND, 1.0, probe, Outcome::Success);
    assert_eq!(breaker.state(), State::Open { probe_at: 25 * SECOND });
    let next = breaker.begin_probe(25 * SECOND).unwrap();
    breaker.on_probe(26 * SECOND, 1.0, probe, Outcome::Success);
    assert_eq!(breaker.state(), State::HalfOpen);
    breaker.on_probe(26 * SECOND, 1.0, next, Outcome::Success);
    assert_eq!(breaker.state(), State::Closed);
}

#[test]
fn a_cancelled_probe_may_be_followed_by_another_at_once_but_not_before_retry_after() {
    let mut breaker = open();
    let probe = breaker.begin_probe(5 * SECOND).unwrap();
    breaker.cancel_probe(6 * SECOND, probe);
    assert_eq!(breaker.state(), State::Open { probe_at: 6 * SECOND });
    breaker.cancel_probe(7 * SECOND, probe);
    assert_eq!(breaker.state(), State::Open { probe_at: 6 * SECOND }, "it has ended already");

    let mut breaker = after(&[(0, unavailable(120))]);
    breaker.check_now(SECOND);
    let probe = breaker.begin_probe(SECOND).unwrap();
    breaker.cancel_probe(2 * SECOND, probe);
    assert_eq!(breaker.state(), State::Open { probe_at: 130 * SECOND });
}

#[test]
fn a_trial_lets_the_section_be_used_and_its_first_outcome_decides() {
    for (outcome, state) in
        [(Outcome::Success, State::Closed), (FAILURE, State::Open { probe_at: 16 * SECOND })]
    {
        let mut breaker = open();
        assert!(!breaker.begin_trial(5 * SECOND - 1));
        assert!(breaker.begin_trial(5 * SECOND));
        assert!(!breaker.begin_trial(5 * SECOND));
        assert_eq!(breaker.begin_probe(5 * SECOND), None);
        assert_eq!((breaker.state(), breaker.allows_requests()), (State::HalfOpen, true));
        breaker.on_outcome(6 * SECOND, 1.0, breaker.request_start(), outcome);
        assert_eq!(breaker.state(), state);
    }
}

#[test]
fn while_a_probe_is_in_flight_no_other_request_decides() {
    let mut breaker = open();
    let probe = breaker.begin_probe(5 * SECOND).unwrap();
    assert!(!breaker.allows_requests());
    for outcome in [Outcome::Success, Outcome::ClientError, FAILURE, unavailable(60)] {
        breaker.on_outcome(6 * SECOND, 0.0, breaker.request_start(), outcome);
        assert_eq!(breaker.state(), State::HalfOpen);
    }
    breaker.on_probe(7 * SECOND, 0.0, probe, FAILURE);
    assert_eq!(breaker.state(), State::Open { probe_at: 66 * SECOND }, "but its Retry-After is kept");
}
