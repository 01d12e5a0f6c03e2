use proptest::prelude::*;

use super::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A machine whose true time is known.
#[derive(Clone, Copy)]
struct Machine {
    true_time: i64,
    wall: i64,
    elapsed: i64,
}

impl Machine {
    fn pass(&mut self, time: i64) {
        self.true_time += time;
        self.wall += time;
        self.elapsed += time;
    }

    /// The wall clock goes on, but no elapsed time is counted.
    fn sleep(&mut self, time: i64) {
        self.true_time += time;
        self.wall += time;
    }
}

/// What happens to a machine.
#[derive(Clone, Debug)]
enum Event {
    Pass(i64),
    Sleep(i64),
    /// The reader's clock is set.
    Set(i64),
    Response {
        /// How long the request takes to the server.
        there: i64,
        /// How long the headers take back.
        back: i64,
        /// How long the body takes after the headers.
        body: i64,
        /// The age of the copy that a cache sends, without an `Age` header, in place of a fresh response.
        cached: Option<i64>,
    },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        4 => (1..40_000i64).prop_map(Event::Pass),
        1 => (2_000..10 * HOUR).prop_map(Event::Sleep),
        1 => (-5 * HOUR..5 * HOUR).prop_map(Event::Set),
        6 => (0..3_000i64, 0..3_000i64, 0..9_000i64, prop::option::weighted(0.2, 0..HOUR))
            .prop_map(|(there, back, body, cached)| Event::Response { there, back, body, cached }),
    ];
    prop::collection::vec(event, 1..40)
}

/// Hands the clock one response of a server whose clock is `ahead` of the true time. Returns the round trip.
fn respond(
    clock: &mut ServerClock,
    machine: &mut Machine,
    feed: u64,
    ahead: i64,
    times: [i64; 3],
    cached: i64,
) -> i64 {
    let [there, back, body] = times;
    let sent_at = machine.elapsed;
    machine.pass(there);
    let date = (machine.true_time + ahead - cached).div_euclid(1_000) * 1_000;
    machine.pass(back);
    let (taken_at, round_trip) = (machine.elapsed, machine.elapsed - sent_at);
    machine.pass(body);
    let sample = Sample { date, round_trip, taken_at, is_aged: false };
    clock.add(feed, sample, machine.wall, machine.elapsed);
    round_trip
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// Right after a good response the corrected time is wrong by no more than a second and that response's
    /// round trip, whatever the reader's clock was set to, however long the machine slept, however slow the body
    /// was, and whatever caches sent before. This holds until the clock is set again.
    #[test]
    fn corrected_time_is_never_wrong_by_more_than_the_bound(
        ahead in -5 * HOUR..5 * HOUR,
        events in events(),
    ) {
        let mut machine = Machine { true_time: 1_800_000_000_000, wall: 1_800_000_000_000 + ahead, elapsed: 5 };
        let mut clock = ServerClock::default();
        // `None`: the clock was set after the last good response, or there was none.
        let mut bound: Option<i64> = None;
        let (mut fresh_in_a_row, mut stale_in_a_row) = (0, 0);
        let mut last_second = 0;
        let mut sleeps: Vec<i64> = Vec::new();
        for event in events {
            match event {
                Event::Pass(time) => {
                    machine.pass(time);
                    bound = bound.map(|bound| bound + time / DRIFT + 1);
                }
                Event::Sleep(time) => {
                    // If the machine sleeps for as long as its clock is behind, it looks as if the clock had been
                    // corrected: wall time and elapsed time are the same. The next response decides.
                    if (machine.true_time - machine.wall - time).abs() < 20_000 {
                        bound = None;
                    }
                    machine.sleep(time);
                    sleeps.push(time);
                }
                Event::Set(by) => {
                    // Read the time before, as a page does all the time.
                    clock.offset(machine.wall, machine.elapsed);
                    machine.wall += by;
                    fresh_in_a_row = 0;
                    if by > 0 {
                        // A clock that is set forward looks like sleep until the next response.
                        bound = None;
                    }
                }
                Event::Response { there, back, body, cached } => {
                    let second = (machine.true_time + there) / 1_000;
                    let is_new = std::mem::replace(&mut last_second, second) != second;
                    let round_trip =
                        respond(&mut clock, &mut machine, 1, 0, [there, back, body], cached.unwrap_or(0));
                    match cached {
                        Some(age) if age > 0 => {
                            fresh_in_a_row = 0;
                            stale_in_a_row += 1;
                            // Several copies of the same age look like fresh responses. A copy that is as old as
                            // the machine slept, the last time or the last few, looks like a clock that was set.
                            let mut slept = sleeps.iter().rev().scan(0, |slept, sleep| {
                                *slept += sleep;
                                Some(*slept)
                            });
                            let is_as_old_as_sleep = slept.any(|slept| (slept - age).abs() < 20_000);
                            if stale_in_a_row >= MAX_CONTRADICTIONS || is_as_old_as_sleep {
                                bound = None;
                            }
                        }
                        _ => {
                            stale_in_a_row = 0;
                            fresh_in_a_row += usize::from(is_new);
                            // Several fresh responses in a row correct a clock that was set forward.
                            if bound.is_some() || fresh_in_a_row >= MAX_CONTRADICTIONS {
                                let new = 1_000 + round_trip + body / DRIFT + 1;
                                bound = Some(bound.unwrap_or(i64::MAX).min(new));
                            }
                        }
                    }
                }
            }
            let now = machine.wall + clock.offset(machine.wall, machine.elapsed);
            if let Some(bound) = bound {
                let error = (now - machine.true_time).abs();
                prop_assert!(error <= bound + 2, "wrong by {error} ms, more than {bound}");
            }
        }
    }

    /// Only the first server's time counts.
    #[test]
    fn two_servers_that_disagree_never_make_time_jump(
        ahead in -3 * HOUR..3 * HOUR,
        rounds in prop::collection::vec((0..2_000i64, 0..2_000i64, 1..40_000i64, any::<bool>()), 2..30),
    ) {
        let mut machine = Machine { true_time: 1_800_000_000_000, wall: 1_800_000_000_000, elapsed: 5 };
        let mut clock = ServerClock::default();
        respond(&mut clock, &mut machine, 1, 0, [10, 10, 0], 0);
        for (there, back, pause, is_second) in rounds {
            let (feed, ahead) = if is_second { (2, ahead) } else { (1, 0) };
            respond(&mut clock, &mut machine, feed, ahead, [there, back, 0], 0);
            machine.pass(pause);
            prop_assert_eq!(clock.offset(machine.wall, machine.elapsed), 0, "the first server agrees with the clock");
        }
    }
}

/// A machine whose clock is ahead of the true time by this much.
fn machine(ahead: i64) -> Machine {
    Machine { true_time: 1_800_000_000_400, wall: 1_800_000_000_400 + ahead, elapsed: 1_000 }
}

#[test]
fn a_correct_clock_is_not_changed_however_slow_the_body_is() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(0));
    respond(&mut clock, &mut machine, 1, 0, [40, 40, 7_000], 0);
    assert_eq!(clock.offset(machine.wall, machine.elapsed), 0);
}

#[test]
fn a_clock_that_is_two_hours_behind_is_corrected_and_stays_correct_through_sleep() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(-2 * HOUR));
    respond(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
    let error = |clock: &mut ServerClock, machine: Machine| {
        (machine.wall + clock.offset(machine.wall, machine.elapsed) - machine.true_time).abs()
    };
    assert!(error(&mut clock, machine) <= 1_080);
    machine.sleep(8 * HOUR);
    assert!(error(&mut clock, machine) <= 1_080);
    // The reader's clock is corrected.
    machine.wall = machine.true_time;
    assert!(error(&mut clock, machine) <= 1_080);
}

#[test]
fn the_next_response_corrects_a_clock_that_was_set_wrong() {
    for by in [-HOUR, HOUR] {
        let (mut clock, mut machine) = (ServerClock::default(), machine(0));
        respond(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
        machine.wall += by;
        clock.offset(machine.wall, machine.elapsed);
        machine.pass(30_000);
        respond(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
        let now = machine.wall + clock.offset(machine.wall, machine.elapsed);
        assert!((now - machine.true_time).abs() <= 1_100, "{by}");
    }
}

#[test]
fn stale_copies_never_set_time_back_but_three_fresh_responses_do() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(0));
    respond(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
    for _ in 0..10 {
        machine.pass(MINUTE);
        // A cache sends the same copy each time.
        let age = machine.true_time - 1_800_000_000_000;
        respond(&mut clock, &mut machine, 1, 0, [40, 40, 0], age);
        assert_eq!(clock.offset(machine.wall, machine.elapsed), 0);
    }
    for responses in 1..=3 {
        machine.pass(MINUTE);
        respond(&mut clock, &mut machine, 1, -HOUR, [40, 40, 0], 0);
        let offset = clock.offset(machine.wall, machine.elapsed);
        assert_eq!(offset < -HOUR / 2, responses >= 3, "{responses}: {offset}");
    }
}

#[test]
fn an_unlisted_feed_no_longer_corrects_the_clock() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(0));
    respond(&mut clock, &mut machine, 1, HOUR, [40, 40, 0], 0);
    respond(&mut clock, &mut machine, 2, 0, [40, 40, 0], 0);
    assert!(clock.offset(machine.wall, machine.elapsed) > HOUR / 2);
    clock.keep_only(|feed| feed == 2);
    assert_eq!(clock.offset(machine.wall, machine.elapsed), 0);
}
