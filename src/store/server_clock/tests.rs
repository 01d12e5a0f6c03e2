use proptest::prelude::*;

use super::*;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;

/// A machine whose true time is known.
#[derive(Clone, Copy)]
struct Machine {
    truth: i64,
    wall: i64,
    elapsed: i64,
}

impl Machine {
    fn pass(&mut self, time: i64) {
        self.truth += time;
        self.wall += time;
        self.elapsed += time;
    }

    /// The wall clock goes on, the count of time does not.
    fn sleep(&mut self, time: i64) {
        self.truth += time;
        self.wall += time;
    }
}

/// What happens between two answers.
#[derive(Clone, Debug)]
enum Event {
    Pass(i64),
    Sleep(i64),
    /// Somebody sets the reader's clock.
    Set(i64),
    /// An answer: how long the request takes to the server, how long the headers take back, how long the body
    /// drips, and how old a copy of it is that a cache hands out without saying so.
    Answer {
        there: i64,
        back: i64,
        body: i64,
        cached: Option<i64>,
    },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        4 => (1..40_000i64).prop_map(Event::Pass),
        1 => (2_000..10 * HOUR).prop_map(Event::Sleep),
        1 => (-5 * HOUR..5 * HOUR).prop_map(Event::Set),
        6 => (0..3_000i64, 0..3_000i64, 0..9_000i64, prop::option::weighted(0.2, 0..HOUR))
            .prop_map(|(there, back, body, cached)| Event::Answer { there, back, body, cached }),
    ];
    prop::collection::vec(event, 1..40)
}

/// One answer of a server whose clock is ahead of the truth by `ahead`.
fn answer(
    clock: &mut ServerClock,
    machine: &mut Machine,
    feed: u64,
    ahead: i64,
    times: [i64; 3],
    cached: i64,
) -> i64 {
    let [there, back, body] = times;
    let asked_at = machine.elapsed;
    machine.pass(there);
    let date = (machine.truth + ahead - cached).div_euclid(1_000) * 1_000;
    machine.pass(back);
    let (taken_at, round_trip) = (machine.elapsed, machine.elapsed - asked_at);
    machine.pass(body);
    let sample = Sample { date, round_trip, taken_at, is_aged: false };
    clock.take(feed, sample, machine.wall, machine.elapsed);
    round_trip
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// Right after a good answer the time is wrong by no more than a second and that answer's round trip,
    /// whatever the reader's clock was set to, however long the machine slept, however slowly the body came,
    /// and whatever caches said before. It stays so while nobody sets the clock.
    #[test]
    fn time_is_never_wrong_for_longer_than_the_bound(
        start in -5 * HOUR..5 * HOUR,
        events in events(),
    ) {
        let mut machine = Machine { truth: 1_800_000_000_000, wall: 1_800_000_000_000 + start, elapsed: 5 };
        let mut clock = ServerClock::default();
        // `None`: a clock was set since the last good answer, or there was none.
        let mut bound: Option<i64> = None;
        let (mut fresh_in_a_row, mut stale_in_a_row) = (0, 0);
        let mut last_second = 0;
        let mut slept = 0;
        for event in events {
            match event {
                Event::Pass(time) => {
                    machine.pass(time);
                    bound = bound.map(|bound| bound + time / DRIFT + 1);
                }
                Event::Sleep(time) => {
                    // A sleep as long as the reader's clock is behind looks as if somebody had corrected the clock:
                    // both end with the same wall time and the same count. The next answer tells.
                    if (machine.truth - machine.wall - time).abs() < 20_000 {
                        bound = None;
                    }
                    machine.sleep(time);
                    slept += time;
                }
                Event::Set(by) => {
                    // Looked at before, as a page does all the time.
                    clock.offset(machine.wall, machine.elapsed);
                    machine.wall += by;
                    fresh_in_a_row = 0;
                    if by > 0 {
                        // A clock that is set forward looks like sleep until the next answer.
                        bound = None;
                    }
                }
                Event::Answer { there, back, body, cached } => {
                    let known = bound.is_some();
                    let second = (machine.truth + there) / 1_000;
                    let is_new = std::mem::replace(&mut last_second, second) != second;
                    let round_trip = answer(&mut clock, &mut machine, 1, 0, [there, back, body], cached.unwrap_or(0));
                    match cached {
                        Some(age) if age > 0 => {
                            fresh_in_a_row = 0;
                            stale_in_a_row += 1;
                            // Copies that happen to be of one age, time and again, are not told from a server; nor is
                            // one that is as old as the machine slept told from a clock that was set.
                            if stale_in_a_row >= DISSENT || (slept - age).abs() < 20_000 {
                                bound = None;
                            }
                        }
                        _ => {
                            stale_in_a_row = 0;
                            fresh_in_a_row += usize::from(is_new);
                            // A clock that was set forward is found out by answers in a row.
                            if known || fresh_in_a_row >= DISSENT {
                                let so_far = bound.unwrap_or(i64::MAX);
                                bound = Some(so_far.min(1_000 + round_trip + body / DRIFT + 1));
                            }
                        }
                    }
                }
            }
            let now = machine.wall + clock.offset(machine.wall, machine.elapsed);
            if let Some(bound) = bound {
                let wrong = (now - machine.truth).abs();
                prop_assert!(wrong <= bound + 2, "wrong by {wrong} ms, at most {bound} were promised");
            }
        }
    }

    /// Two servers that disagree: time goes on as if there were one.
    #[test]
    fn two_servers_that_disagree_never_make_time_jump(
        ahead in -3 * HOUR..3 * HOUR,
        rounds in prop::collection::vec((0..2_000i64, 0..2_000i64, 1..40_000i64, any::<bool>()), 2..30),
    ) {
        let mut machine = Machine { truth: 1_800_000_000_000, wall: 1_800_000_000_000, elapsed: 5 };
        let mut clock = ServerClock::default();
        answer(&mut clock, &mut machine, 1, 0, [10, 10, 0], 0);
        for (there, back, pause, other) in rounds {
            let (feed, ahead) = if other { (2, ahead) } else { (1, 0) };
            answer(&mut clock, &mut machine, feed, ahead, [there, back, 0], 0);
            machine.pass(pause);
            prop_assert_eq!(clock.offset(machine.wall, machine.elapsed), 0, "the first one says that all is well");
        }
    }
}

fn machine(wrong: i64) -> Machine {
    Machine { truth: 1_800_000_000_400, wall: 1_800_000_000_400 + wrong, elapsed: 1_000 }
}

#[test]
fn a_clock_that_is_right_is_left_alone_however_slowly_the_body_comes() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(0));
    answer(&mut clock, &mut machine, 1, 0, [40, 40, 7_000], 0);
    assert_eq!(clock.offset(machine.wall, machine.elapsed), 0);
}

#[test]
fn a_clock_that_is_two_hours_behind_is_corrected_and_stays_so_through_sleep() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(-2 * HOUR));
    answer(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
    let wrong = |clock: &mut ServerClock, machine: Machine| {
        (machine.wall + clock.offset(machine.wall, machine.elapsed) - machine.truth).abs()
    };
    assert!(wrong(&mut clock, machine) <= 1_080);
    machine.sleep(8 * HOUR);
    assert!(wrong(&mut clock, machine) <= 1_080);
    // Somebody sets it right.
    machine.wall = machine.truth;
    assert!(wrong(&mut clock, machine) <= 1_080);
}

#[test]
fn a_clock_that_somebody_sets_wrong_is_found_out_by_the_next_answer() {
    for by in [-HOUR, HOUR] {
        let (mut clock, mut machine) = (ServerClock::default(), machine(0));
        answer(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
        machine.wall += by;
        clock.offset(machine.wall, machine.elapsed);
        machine.pass(30_000);
        answer(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
        let now = machine.wall + clock.offset(machine.wall, machine.elapsed);
        assert!((now - machine.truth).abs() <= 1_100, "{by}");
    }
}

#[test]
fn a_stale_answer_never_sets_time_back_and_a_server_that_was_set_back_is_believed_in_the_end() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(0));
    answer(&mut clock, &mut machine, 1, 0, [40, 40, 0], 0);
    for _ in 0..10 {
        machine.pass(MINUTE);
        // The same copy again and again.
        let copy = machine.truth - 1_800_000_000_000;
        answer(&mut clock, &mut machine, 1, 0, [40, 40, 0], copy);
        assert_eq!(clock.offset(machine.wall, machine.elapsed), 0);
    }
    for answers in 1..=3 {
        machine.pass(MINUTE);
        answer(&mut clock, &mut machine, 1, -HOUR, [40, 40, 0], 0);
        let offset = clock.offset(machine.wall, machine.elapsed);
        assert_eq!(offset < -HOUR / 2, answers >= 3, "{answers}: {offset}");
    }
}

#[test]
fn a_feed_that_is_no_longer_listed_has_no_say() {
    let (mut clock, mut machine) = (ServerClock::default(), machine(0));
    answer(&mut clock, &mut machine, 1, HOUR, [40, 40, 0], 0);
    answer(&mut clock, &mut machine, 2, 0, [40, 40, 0], 0);
    assert!(clock.offset(machine.wall, machine.elapsed) > HOUR / 2);
    clock.keep_only(|feed| feed == 2);
    assert_eq!(clock.offset(machine.wall, machine.elapsed), 0);
}
