//! Compares what the store answers with an oracle that knows the true time, while clocks are set, machines sleep
//! and responses come late.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use std::time::Duration;

use proptest::prelude::*;

use super::change_timer::LONGEST_WAIT;
use super::clock::millis;
use super::*;
use crate::feed::Feed;
use crate::model::{Outage, Report, service};

const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600 * SECOND;
const START: i64 = 1_800_000_000_000;

/// A reader's machine. Its clock may be wrong, and it counts no time while it sleeps.
#[derive(Clone)]
struct Machine(Rc<Inner>);

/// When a timer fires, in elapsed milliseconds, and its number.
type TimerKey = (i64, u64);

struct Inner {
    true_time: Cell<i64>,
    wall: Cell<i64>,
    elapsed: Cell<i64>,
    timers: RefCell<BTreeMap<TimerKey, Box<dyn FnOnce()>>>,
    timers_set: Cell<u64>,
}

struct CancelOnDrop(Weak<Inner>, TimerKey);

impl Drop for CancelOnDrop {
    fn drop(&mut self) {
        let timer = self.0.upgrade().and_then(|inner| inner.timers.borrow_mut().remove(&self.1));
        drop(timer);
    }
}

impl Clock for Machine {
    fn now(&self) -> Timestamp {
        Timestamp::from_timestamp_millis(self.0.wall.get()).unwrap()
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(self.0.elapsed.get() as u64)
    }

    fn after(&self, delay: Duration, then: Box<dyn FnOnce()>) -> Timer {
        self.0.timers_set.set(self.0.timers_set.get() + 1);
        let key = (self.0.elapsed.get() + millis(delay), self.0.timers_set.get());
        self.0.timers.borrow_mut().insert(key, then);
        Timer::new(CancelOnDrop(Rc::downgrade(&self.0), key))
    }

    fn may_be_wrong(&self) -> bool {
        true
    }
}

impl Machine {
    /// A machine whose clock is ahead of the true time by this much.
    fn new(ahead: i64) -> Self {
        Self(Rc::new(Inner {
            true_time: Cell::new(START),
            wall: Cell::new(START + ahead),
            elapsed: Cell::new(17),
            timers: RefCell::default(),
            timers_set: Cell::new(0),
        }))
    }

    /// Lets `time` pass, of which the machine counts `counted`, and fires no timer.
    fn advance(&self, time: i64, counted: i64) {
        self.0.true_time.set(self.0.true_time.get() + time);
        self.0.wall.set(self.0.wall.get() + time);
        self.0.elapsed.set(self.0.elapsed.get() + counted);
    }

    /// Lets time pass and fires the timers that are due.
    fn pass(&self, time: i64) {
        let end = self.0.elapsed.get() + time;
        loop {
            let next = {
                let mut timers = self.0.timers.borrow_mut();
                let first = timers.first_entry().filter(|timer| timer.key().0 <= end);
                first.map(|timer| timer.remove_entry())
            };
            let Some(((due, _), then)) = next else { break };
            let wait = (due - self.0.elapsed.get()).max(0);
            self.advance(wait, wait);
            then();
        }
        let rest = end - self.0.elapsed.get();
        self.advance(rest, rest);
    }
}

#[derive(Clone, Debug)]
enum Event {
    Pass(i64),
    Sleep(i64),
    /// The reader's clock is set.
    Set(i64),
    /// A response that says that nothing has changed.
    Response {
        /// How long the request takes to the server, the headers take back, and the body takes.
        times: [i64; 3],
        /// Whether its date is handed to the store only after that of a later response.
        is_late: bool,
    },
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let one_way = 0..2_500i64;
    let event = prop_oneof![
        6 => (1..200 * SECOND).prop_map(Event::Pass),
        1 => (2 * SECOND..4 * HOUR).prop_map(Event::Sleep),
        1 => (-3 * HOUR..3 * HOUR).prop_map(Event::Set),
        8 => ([one_way.clone(), one_way, 0..8 * SECOND], prop::bool::weighted(0.2))
            .prop_map(|(times, is_late)| Event::Response { times, is_late }),
    ];
    prop::collection::vec(event, 1..40)
}

/// The start and the end of each window, in milliseconds after `START`.
fn windows() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-HOUR..5 * HOUR, SECOND..HOUR), 1..8)
        .prop_map(|windows| windows.into_iter().map(|(start, length)| (start, start + length)).collect())
}

fn feed(windows: &[(i64, i64)]) -> Feed {
    let mut report = Report::builder();
    for (number, (start, end)) in windows.iter().enumerate() {
        let timestamp = |ms: &i64| Timestamp::from_timestamp_millis(START + ms);
        let outage = Outage::planned(number.to_string(), ["bank"]);
        report.outage(outage.with_starts_at(timestamp(start)).with_ends_at(timestamp(end)));
    }
    Feed::fixed_report(report.build())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// Once a good response has come, the store answers what is true now, give or take a second and that
    /// response's round trip. After sleep it may answer what was true before the sleep, for a minute or until a
    /// response comes. Only a clock that is set forward looks like sleep: then nothing is promised before three
    /// responses have come.
    #[test]
    fn an_answer_is_never_out_of_date_by_more_than_the_bound(
        ahead in -3 * HOUR..3 * HOUR,
        windows in windows(),
        events in events(),
    ) {
        let machine = Machine::new(ahead);
        let feeds = feed(&windows).into();
        let store = Store::new(ClockHandle::from(machine.clone()), Settings::default(), &feeds, None);
        store.start();
        let number = store.feed_states.borrow().number(0);
        let subscription = store.subscribe(service("bank").into(), || {});
        let is_down_at = |time: i64| windows.iter().any(|(start, end)| (*start..*end).contains(&(time - START)));
        // Whether the section was down (or was not) at any time between these two.
        let was_ever = |down: bool, from: i64, to: i64| {
            let edges = windows.iter().flat_map(|(start, end)| [start + START - 1, start + START, end + START - 1, end + START]);
            let inside = edges.filter(|edge| (from..=to).contains(edge));
            inside.chain([from, to]).any(|time| is_down_at(time) == down)
        };

        // `None` while nothing is promised.
        let mut bound: Option<i64> = None;
        let (mut fresh_in_a_row, mut last_date) = (0, 0);
        // After sleep: the true time at which it began, and the elapsed time by which a timer has checked again.
        let mut sleep: Option<(i64, i64)> = None;
        let mut late_date: Option<ServerDate> = None;
        for event in events {
            let inner = &machine.0;
            match event {
                Event::Pass(time) => {
                    machine.pass(time);
                    bound = bound.map(|bound| bound + time / 1_000 + 1);
                }
                Event::Sleep(time) => {
                    let (from, _) = sleep.unwrap_or((inner.true_time.get(), 0));
                    sleep = Some((from, inner.elapsed.get() + millis(LONGEST_WAIT)));
                    // If the machine sleeps for as long as its clock is behind, it looks as if the clock had been
                    // corrected: wall time and elapsed time are the same. The next response decides.
                    if (inner.true_time.get() - inner.wall.get() - time).abs() < 20_000 {
                        bound = None;
                    }
                    machine.advance(time, 0);
                }
                Event::Set(by) => {
                    // Read the time before and after, as a page does all the time. The store cannot distinguish
                    // events that happen between two reads.
                    store.now();
                    inner.wall.set(inner.wall.get() + by);
                    store.now();
                    fresh_in_a_row = 0;
                    if by > 0 {
                        bound = None;
                    }
                }
                Event::Response { times: [there, back, body], is_late } => {
                    let sent_at = inner.elapsed.get();
                    machine.pass(there);
                    let date = inner.true_time.get() / SECOND * SECOND;
                    machine.pass(back);
                    let received_at = inner.elapsed.get();
                    let server_date = ServerDate {
                        date: Timestamp::from_timestamp_millis(date).unwrap(),
                        sent_at,
                        received_at,
                        is_aged: false,
                    };
                    machine.pass(body);
                    bound = bound.map(|bound| bound + (there + back + body) / 1_000 + 1);
                    if is_late {
                        // There is one request at a time, so at most one date is late.
                        late_date = Some(server_date);
                    } else {
                        store.correct_clock(number, Some(server_date));
                        let late_date = late_date.take();
                        store.correct_clock(number, late_date);
                        // A late date contradicts the newer one, so the responses in a row start over.
                        let is_new = std::mem::replace(&mut last_date, date) != date;
                        fresh_in_a_row = if late_date.is_none() { fresh_in_a_row + usize::from(is_new) } else { 0 };
                        if bound.is_some() || fresh_in_a_row >= 3 {
                            let new = SECOND + there + back + body / 1_000 + 1;
                            bound = Some(bound.unwrap_or(i64::MAX).min(new));
                        }
                    }
                    store.on_outcome(number, Outcome::Unchanged);
                    sleep = None;
                }
            }
            if let Some((_, checked_by)) = sleep && inner.elapsed.get() > checked_by {
                sleep = None;
            }
            let Some(bound) = bound else { continue };
            let down = match subscription.answer() {
                Some(Answer::Rule { availability, .. }) => availability.is_down(),
                other => panic!("{other:?}"),
            };
            let true_time = inner.true_time.get();
            let from = sleep.map_or(true_time, |(from, _)| from) - bound - 2;
            prop_assert!(
                was_ever(down, from, true_time + bound + 2),
                "answered down: {down}, bound: {bound}, true time: {}",
                true_time - START,
            );
        }
        store.stop();
    }
}
