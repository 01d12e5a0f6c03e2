//! What a reader sees while clocks are set, machines sleep and answers come late: held against an oracle that
//! knows the true time.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::{Rc, Weak};
use std::time::Duration;

use proptest::prelude::*;

use super::change_timer::LONGEST_WAIT;
use super::clock::millis;
use super::*;
use crate::feed::Feed;
use crate::model::{MaintenanceWindow, Report, service};

const SECOND: i64 = 1_000;
const HOUR: i64 = 3_600 * SECOND;
const BEGIN: i64 = 1_800_000_000_000;

/// A reader's machine. Its clock may be wrong, and it counts no time while it sleeps.
#[derive(Clone)]
struct Machine(Rc<Inner>);

/// When a timer fires, by the time that is counted, and its number.
type Due = (i64, u64);

struct Inner {
    truth: Cell<i64>,
    wall: Cell<i64>,
    elapsed: Cell<i64>,
    timers: RefCell<BTreeMap<Due, Box<dyn FnOnce()>>>,
    set: Cell<u64>,
}

struct Cancel(Weak<Inner>, Due);

impl Drop for Cancel {
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
        self.0.set.set(self.0.set.get() + 1);
        let key = (self.0.elapsed.get() + millis(delay), self.0.set.get());
        self.0.timers.borrow_mut().insert(key, then);
        Timer::new(Cancel(Rc::downgrade(&self.0), key))
    }

    fn may_be_wrong(&self) -> bool {
        true
    }
}

impl Machine {
    fn new(wrong: i64) -> Self {
        let cell = Cell::new;
        Self(Rc::new(Inner {
            truth: cell(BEGIN),
            wall: cell(BEGIN + wrong),
            elapsed: cell(17),
            timers: RefCell::default(),
            set: Cell::new(0),
        }))
    }

    fn move_on(&self, time: i64, counted: i64) {
        self.0.truth.set(self.0.truth.get() + time);
        self.0.wall.set(self.0.wall.get() + time);
        self.0.elapsed.set(self.0.elapsed.get() + counted);
    }

    /// Time passes, and timers fire.
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
            self.move_on(wait, wait);
            then();
        }
        let rest = end - self.0.elapsed.get();
        self.move_on(rest, rest);
    }
}

#[derive(Clone, Debug)]
enum Event {
    Pass(i64),
    Sleep(i64),
    /// The reader's clock is set.
    Set(i64),
    /// An answer that says nothing new: the way there, the way back, how long the body takes, and whether what
    /// it says of the time arrives only after a later answer.
    Answer([i64; 3], bool),
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let way = 0..2_500i64;
    let event = prop_oneof![
        6 => (1..200 * SECOND).prop_map(Event::Pass),
        1 => (2 * SECOND..4 * HOUR).prop_map(Event::Sleep),
        1 => (-3 * HOUR..3 * HOUR).prop_map(Event::Set),
        8 => ([way.clone(), way, 0..8 * SECOND], prop::bool::weighted(0.2)).prop_map(|(times, late)| Event::Answer(times, late)),
    ];
    prop::collection::vec(event, 1..40)
}

/// Periods from the beginning, in milliseconds.
fn windows() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((-HOUR..5 * HOUR, SECOND..HOUR), 1..8)
        .prop_map(|windows| windows.into_iter().map(|(start, length)| (start, start + length)).collect())
}

fn feed(windows: &[(i64, i64)]) -> Feed {
    let mut report = Report::builder();
    for (number, (start, end)) in windows.iter().enumerate() {
        let at = |moment: &i64| Timestamp::from_timestamp_millis(BEGIN + moment);
        report.window(MaintenanceWindow {
            id: number.to_string().into(),
            services: ["bank".into()].into(),
            starts_at: at(start),
            ends_at: at(end),
            message: None,
            link: None,
        });
    }
    Feed::fixed_report(report.build())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    /// From a good answer on, what is shown is what was true within a second and that answer's round trip of the
    /// present moment. After sleep it may be what was true before, for a minute or until an answer comes. Only
    /// after a clock was set forward nothing is promised before three answers have come: it looks like sleep.
    #[test]
    fn what_a_reader_sees_is_never_wrong_for_longer_than_the_bound(
        wrong in -3 * HOUR..3 * HOUR,
        windows in windows(),
        events in events(),
    ) {
        let machine = Machine::new(wrong);
        let feeds = feed(&windows).into();
        let store = Store::new(ClockHandle::from(machine.clone()), Settings::default(), &feeds, None);
        store.start();
        let number = store.feed_states.borrow().number(0);
        let subscription = store.subscribe(service("bank").into(), || {});
        let is_down_at = |moment: i64| windows.iter().any(|(start, end)| (*start..*end).contains(&(moment - BEGIN)));
        // Whether the section was down, or up, at any moment of a stretch.
        let was_ever = |down: bool, from: i64, to: i64| {
            let edges = windows.iter().flat_map(|(start, end)| [start + BEGIN - 1, start + BEGIN, end + BEGIN - 1, end + BEGIN]);
            let inside = edges.filter(|edge| (from..=to).contains(edge));
            inside.chain([from, to]).any(|moment| is_down_at(moment) == down)
        };

        let mut bound: Option<i64> = None;
        let (mut fresh, mut last_second) = (0, 0);
        let mut asleep: Option<(i64, i64)> = None;
        let mut late: Option<ServerDate> = None;
        for event in events {
            let inner = &machine.0;
            match event {
                Event::Pass(time) => {
                    machine.pass(time);
                    bound = bound.map(|bound| bound + time / 1_000 + 1);
                }
                Event::Sleep(time) => {
                    let (from, _) = asleep.unwrap_or((inner.truth.get(), 0));
                    asleep = Some((from, inner.elapsed.get() + millis(LONGEST_WAIT)));
                    machine.move_on(time, 0);
                }
                Event::Set(by) => {
                    // Looked at before and after, as a page does all the time: what happens in between two looks
                    // cannot be told apart.
                    store.now();
                    inner.wall.set(inner.wall.get() + by);
                    store.now();
                    fresh = 0;
                    if by > 0 {
                        bound = None;
                    }
                }
                Event::Answer([there, back, body], is_late) => {
                    let asked_at = inner.elapsed.get();
                    machine.pass(there);
                    let date = inner.truth.get() / SECOND * SECOND;
                    machine.pass(back);
                    let answered_at = inner.elapsed.get();
                    let dated = ServerDate {
                        date: Timestamp::from_timestamp_millis(date).unwrap(),
                        asked_at,
                        answered_at,
                        is_aged: false,
                    };
                    machine.pass(body);
                    bound = bound.map(|bound| bound + (there + back + body) / 1_000 + 1);
                    if is_late {
                        // There is one request at a time, so at most one straggles.
                        late = Some(dated);
                    } else {
                        store.correct_clock(number, Some(dated));
                        let straggler = late.take();
                        store.correct_clock(number, straggler);
                        let known = bound.is_some();
                        // One from before that comes after it agrees with none.
                        let is_new = std::mem::replace(&mut last_second, date) != date;
                        fresh = if straggler.is_none() { fresh + usize::from(is_new) } else { 0 };
                        if known || fresh >= 3 {
                            let new = SECOND + there + back + body / 1_000 + 1;
                            bound = Some(bound.unwrap_or(i64::MAX).min(new));
                        }
                    }
                    store.on_outcome(number, Outcome::Unchanged);
                    asleep = None;
                }
            }
            if let Some((_, looked_by)) = asleep && inner.elapsed.get() > looked_by {
                asleep = None;
            }
            let Some(bound) = bound else { continue };
            let down = match subscription.answer() {
                Some(Answer::Rule { availability, .. }) => availability.is_down(),
                other => panic!("{other:?}"),
            };
            let truth = inner.truth.get();
            let from = asleep.map_or(truth, |(from, _)| from) - bound - 2;
            prop_assert!(was_ever(down, from, truth + bound + 2), "shown down: {down}, bound: {bound}, true time: {}", truth - BEGIN);
        }
        store.stop();
    }
}
