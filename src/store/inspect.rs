//! A developer's look into a store, and hand on it: what the panel of `devtools` reads and sets.

mod overrides;

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::collections::{BTreeMap, VecDeque};
use std::rc::Rc;

use chrono::TimeDelta;
use web_sys::{Element, Node};

use super::feed_states::FeedStates;
use super::poller::NextPoll;
use super::{FeedHealth, OutageEvent, Store};
use crate::model::{Availability, FeedReport, Rule, Timestamp};

pub(crate) use self::overrides::Overrides;

/// So many of the last events are remembered.
const EVENTS: usize = 20;

/// Nobody travels further than ten years.
const FURTHEST: TimeDelta = TimeDelta::days(3_652);

/// Where a section stands on the page, while it does.
pub(crate) type Place = Rc<dyn Fn() -> Option<Element>>;

type Watcher = Rc<dyn Fn()>;

/// A store's own part of it.
#[derive(Default)]
pub(super) struct Inspect {
    /// By their numbers, which are given in the order in which they came.
    sections: RefCell<BTreeMap<u64, Section>>,
    watchers: RefCell<BTreeMap<u64, Watcher>>,
    numbers: Cell<u64>,
    overrides: RefCell<Overrides>,
    offset: Cell<TimeDelta>,
    events: RefCell<VecDeque<(Timestamp, OutageEvent)>>,
}

/// A section on the page.
#[derive(Clone)]
pub(crate) struct Section {
    pub(crate) name: Rc<str>,
    pub(crate) rule: Rule,
    pub(crate) place: Place,
}

impl Inspect {
    fn number(&self) -> u64 {
        self.numbers.set(self.numbers.get() + 1);
        self.numbers.get()
    }

    /// Tells the panels that something they show may have changed.
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
        now.checked_add_signed(self.offset.get()).unwrap_or(now)
    }

    /// Puts the overrides in force after what the feeds say.
    pub(super) fn override_toggles(&self, feeds: &mut FeedStates) {
        feeds.override_by(self.overrides.borrow().report());
    }
}

/// A panel on the page. Overrides and travelled time are in force for as long as one is there to say so.
pub(crate) struct Panel {
    store: Rc<Store>,
    number: u64,
}

/// Keeps a section in the list, until it is dropped.
pub(crate) struct Listed {
    store: Rc<Store>,
    number: u64,
}

impl Store {
    /// Brings what the tab has kept in force, and calls `changed` whenever something may look otherwise.
    pub(crate) fn attach(self: &Rc<Self>, changed: impl Fn() + 'static) -> Panel {
        let number = self.observer.number();
        self.observer.watchers.borrow_mut().insert(number, Rc::new(changed));
        if self.observer.watchers.borrow().len() == 1 {
            self.put_in_force(Overrides::load());
        }
        Panel { store: self.clone(), number }
    }

    /// Lists a section, in the place of what it was listed as before.
    pub(crate) fn list_section(self: &Rc<Self>, section: Section, before: Option<Listed>) -> Listed {
        let listed = before
            .filter(|before| Rc::ptr_eq(&before.store, self))
            .unwrap_or_else(|| Listed { store: self.clone(), number: self.observer.number() });
        self.observer.sections.borrow_mut().insert(listed.number, section);
        self.observer.on_change();
        listed
    }

    /// Every section on the page by its number, in the page's order, with its answer as it stands.
    pub(crate) fn sections(&self) -> Vec<(u64, Section, Availability)> {
        let (snapshot, now, ahead) = (self.snapshot(), self.now(), self.settings().warn_before);
        let sections = self.observer.sections.borrow();
        let answered = |(number, section): (&u64, &Section)| {
            (*number, section.clone(), section.rule.availability(&snapshot, now, ahead))
        };
        // Yew makes the last of them first.
        let mut placed: Vec<_> = sections.iter().map(|listed| ((listed.1.place)(), listed)).collect();
        placed.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if a.compare_document_position(b) & Node::DOCUMENT_POSITION_FOLLOWING != 0 => {
                Ordering::Less
            }
            (Some(a), Some(b)) if a != b => Ordering::Greater,
            _ => a.is_some().cmp(&b.is_some()),
        });
        placed.into_iter().map(|(_, listed)| answered(listed)).collect()
    }

    pub(crate) fn overrides(&self) -> Overrides {
        self.observer.overrides.borrow().clone()
    }

    /// Sets these in place of what was set, and keeps them for the tab.
    pub(crate) fn set_overrides(self: &Rc<Self>, overrides: Overrides) {
        overrides.keep();
        self.put_in_force(overrides);
    }

    fn put_in_force(self: &Rc<Self>, overrides: Overrides) {
        if *self.observer.overrides.borrow() == overrides {
            return;
        }
        self.observer.overrides.replace(overrides);
        self.observer.override_toggles(&mut self.feed_states.borrow_mut());
        self.notify_all();
    }

    /// What the feeds say, without what is set in its place.
    pub(crate) fn said(&self) -> Vec<FeedReport> {
        self.feed_states.borrow().said().to_vec()
    }

    /// How far the time to answer by is from the real one.
    pub(crate) fn offset(&self) -> TimeDelta {
        self.observer.offset.get()
    }

    /// Answers by another time. The feeds are asked by the real one.
    pub(crate) fn travel(self: &Rc<Self>, offset: TimeDelta) {
        let offset = offset.clamp(-FURTHEST, FURTHEST);
        if self.observer.offset.replace(offset) != offset {
            self.change_timer.cancel();
            self.notify_all();
        }
    }

    /// How each feed is doing, and when it is asked next.
    pub(crate) fn feeds(&self) -> Vec<(FeedHealth, NextPoll)> {
        let clock_offset = self.clock.now() - self.clock.uncorrected().now();
        let feed_states = self.feed_states.borrow();
        let next = feed_states.next_polls().map(|next| match next {
            NextPoll::At(due) => NextPoll::At(due.checked_add_signed(clock_offset).unwrap_or(due)),
            next => next,
        });
        self.health().into_iter().zip(next).collect()
    }

    /// The last events, the oldest first, with when they happened by the real time.
    pub(crate) fn events(&self) -> Vec<(Timestamp, OutageEvent)> {
        self.observer.events.borrow().iter().cloned().collect()
    }
}

impl Drop for Panel {
    fn drop(&mut self) {
        let observer = &self.store.observer;
        observer.watchers.borrow_mut().remove(&self.number);
        if observer.watchers.borrow().is_empty() {
            self.store.travel(TimeDelta::zero());
            self.store.put_in_force(Overrides::default());
        }
    }
}

impl Drop for Listed {
    fn drop(&mut self) {
        self.store.observer.sections.borrow_mut().remove(&self.number);
        self.store.observer.on_change();
    }
}
