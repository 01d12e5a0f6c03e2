//! What the panel of devtools reads from a store, and what it sets in it.

mod overrides;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use chrono::TimeDelta;

use super::poller::NextPoll;
use super::{FeedHealth, OutageEvent, Store};
use crate::model::{FeedReport, Timestamp};

pub(crate) use self::overrides::Overrides;

/// How many of the last events are kept.
const EVENTS: usize = 20;

/// Time can be shifted by at most ten years either way.
const MAX_SHIFT: TimeDelta = TimeDelta::days(3_652);

type Watcher = Rc<dyn Fn()>;

/// A store's state for its panels.
#[derive(Default)]
pub(super) struct Inspect {
    watchers: RefCell<BTreeMap<u64, Watcher>>,
    numbers: Cell<u64>,
    overrides: RefCell<Overrides>,
    shift: Cell<TimeDelta>,
    events: RefCell<VecDeque<(Timestamp, OutageEvent)>>,
}

impl Inspect {
    fn number(&self) -> u64 {
        self.numbers.set(self.numbers.get() + 1);
        self.numbers.get()
    }

    /// Notifies the panels: something that they show may have changed.
    pub(super) fn on_change(&self) {
        let watchers: Vec<Watcher> = self.watchers.borrow().values().cloned().collect();
        watchers.iter().for_each(|watch| watch());
    }

    /// Adds an event to the last ones.
    pub(super) fn on_event(&self, now: impl FnOnce() -> Timestamp, event: &OutageEvent) {
        let mut events = self.events.borrow_mut();
        if events.len() == EVENTS {
            events.pop_front();
        }
        events.push_back((now(), event.clone()));
    }

    /// The time that answers go by.
    pub(super) fn shifted(&self, now: Timestamp) -> Timestamp {
        now.checked_add_signed(self.shift.get()).unwrap_or(now)
    }

    /// The overrides, as the report of one more feed.
    pub(super) fn overrides_report(&self) -> Option<FeedReport> {
        self.overrides.borrow().report()
    }
}

/// A panel on the page. Overrides and shifted time are in force only while there is a panel to show them.
pub(crate) struct Panel {
    store: Rc<Store>,
    number: u64,
}

impl Store {
    /// Brings the overrides that the tab has saved into force. Calls `changed` whenever something that a panel
    /// shows may have changed, until the panel is dropped.
    pub(crate) fn attach(self: &Rc<Self>, changed: impl Fn() + 'static) -> Panel {
        let number = self.observer.number();
        self.observer.watchers.borrow_mut().insert(number, Rc::new(changed));
        if self.observer.watchers.borrow().len() == 1 {
            self.apply_overrides(Overrides::load());
        }
        Panel { store: self.clone(), number }
    }

    /// The overrides in force.
    pub(crate) fn overrides(&self) -> Overrides {
        self.observer.overrides.borrow().clone()
    }

    /// Replaces the overrides, and saves them for the tab.
    pub(crate) fn set_overrides(self: &Rc<Self>, overrides: Overrides) {
        overrides.save();
        self.apply_overrides(overrides);
    }

    fn apply_overrides(self: &Rc<Self>, overrides: Overrides) {
        if *self.observer.overrides.borrow() == overrides {
            return;
        }
        self.observer.overrides.replace(overrides);
        self.apply_local_reports();
    }

    /// What the feeds report, without overrides.
    pub(crate) fn feed_reports(&self) -> Vec<FeedReport> {
        self.feed_states.borrow().feed_reports().to_vec()
    }

    /// How far the time that answers go by is ahead of the real time.
    pub(crate) fn time_shift(&self) -> TimeDelta {
        self.observer.shift.get()
    }

    /// Makes answers go by a shifted time. Feeds are polled by the real time.
    pub(crate) fn shift_time(self: &Rc<Self>, shift: TimeDelta) {
        let shift = shift.clamp(-MAX_SHIFT, MAX_SHIFT);
        if self.observer.shift.replace(shift) != shift {
            self.change_timer.cancel();
            self.notify_all();
        }
    }

    /// How each feed is doing, and when it is polled next.
    pub(crate) fn feeds(&self) -> Vec<(FeedHealth, NextPoll)> {
        let clock_offset = self.clock.now() - self.clock.uncorrected().now();
        let feed_states = self.feed_states.borrow();
        let next = feed_states.next_polls().map(|next| match next {
            NextPoll::At(due) => NextPoll::At(due.checked_add_signed(clock_offset).unwrap_or(due)),
            next => next,
        });
        self.health().into_iter().zip(next).collect()
    }

    /// The last events, the oldest first, with the real time at which they happened.
    pub(crate) fn events(&self) -> Vec<(Timestamp, OutageEvent)> {
        self.observer.events.borrow().iter().cloned().collect()
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        let observer = &self.store.observer;
        observer.watchers.borrow_mut().remove(&self.number);
        if observer.watchers.borrow().is_empty() {
            self.store.shift_time(TimeDelta::zero());
            self.store.apply_overrides(Overrides::default());
        }
    }
}
