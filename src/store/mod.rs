//! Who is told: feeds in (`slots`), answers out (`subscribers`), and the clock. No Yew.
//!
//! A store belongs to one guard. A report comes in from a poller and is compared with the one before
//! it, key by key; only those who asked about a key that changed are asked again, and only those whose
//! answer changed are told.

mod cadence;
mod clock;
mod console;
mod doubts;
mod event;
mod health;
mod initial;
#[cfg(feature = "devtools")]
mod inspect;
mod kept;
mod memory;
mod nearest;
mod page;
mod poller;
mod remembered;
mod retry_after;
mod settings;
mod slots;
mod streams;
mod subscribers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;
use gloo_events::EventListener;

use self::clock::until;
use self::doubts::Doubts;
use self::poller::{Outcome, Poller};
use self::slots::Slots;
use self::subscribers::{Affected, Subscribers, World};
use crate::feed::Feeds;
use crate::model::{RuleKey, Snapshot, Timestamp};

pub use self::clock::{Clock, ClockHandle, ManualClock, SystemClock, Timer};
pub use self::event::OutageEvent;
pub use self::health::FeedHealth;
pub use self::initial::Initial;
pub use self::memory::Cache;
pub use self::settings::WhileUnknown;

pub(crate) use self::console::warn;
#[cfg(feature = "devtools")]
pub(crate) use self::inspect::{Listed, NextPoll, Overrides, Panel, Section};
pub(crate) use self::remembered::{moment_put_away, put_away};
pub(crate) use self::settings::{Instead, Settings};
pub(crate) use self::subscribers::{Standing, Subject};

/// `Date` tells whole seconds, and the way takes its time: less than this is no wrong clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::seconds(2);

/// How soon after one check a reader's next one asks again.
const CHECK_EVERY: Duration = Duration::from_secs(5);

/// Who hears what happens.
pub(crate) type Listener = Rc<dyn Fn(OutageEvent)>;

/// One guard's store: what its feeds say, and who wants to know.
pub(crate) struct Store {
    clock: ClockHandle,
    settings: Cell<Settings>,
    slots: RefCell<Slots>,
    subscribers: RefCell<Subscribers>,
    /// The time to wait for a first answer is over.
    waited: Cell<bool>,
    waiting: Cell<Option<Timer>>,
    /// The next moment at which any answer changes by itself, and the timer that waits for it.
    boundary: Cell<Option<(i64, Timer)>>,
    /// `Some` from start to stop.
    listeners: RefCell<Option<Vec<EventListener>>>,
    /// The moment at which a server made the page. Until the store is started, that is now: what is drawn
    /// first has to be what the server drew.
    made_at: Cell<Option<Timestamp>>,
    /// How far the clock is behind the servers', in milliseconds.
    behind: Cell<i64>,
    checked_at: Cell<Option<i64>>,
    /// Who waits for the answers to a check.
    checks: RefCell<Vec<Box<dyn FnOnce()>>>,
    listener: RefCell<Option<Listener>>,
    doubts: RefCell<Doubts>,
    #[cfg(feature = "devtools")]
    inspect: inspect::Inspect,
}

impl Store {
    /// A store whose feeds have said nothing but what came with the page, and are not asked before
    /// [`Store::start`].
    pub(crate) fn new(
        clock: ClockHandle,
        settings: Settings,
        feeds: &Feeds,
        initial: Option<&Initial>,
    ) -> Rc<Self> {
        let store = Rc::new(Self {
            clock,
            settings: Cell::new(settings),
            slots: RefCell::default(),
            subscribers: RefCell::default(),
            waited: Cell::new(false),
            waiting: Cell::default(),
            boundary: Cell::default(),
            listeners: RefCell::default(),
            made_at: Cell::new(initial.map(Initial::made_at)),
            behind: Cell::default(),
            checked_at: Cell::default(),
            checks: RefCell::default(),
            listener: RefCell::default(),
            doubts: RefCell::default(),
            #[cfg(feature = "devtools")]
            inspect: inspect::Inspect::default(),
        });
        store.list(feeds, initial);
        store
    }

    /// Begins to ask, and to count the time for which nothing is known.
    pub(crate) fn start(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let listeners = page::on_change(move |awake| {
            if let Some(store) = weak.upgrade() {
                if awake { store.woke() } else { store.hid() }
            }
        });
        self.listeners.replace(Some(listeners));
        self.wait_for_first_answer();
        self.start_pollers();
        if self.made_at.take().is_some() {
            // Since the page was made some time has passed.
            self.tell_everyone();
        } else {
            self.set_boundary();
        }
    }

    /// Stops asking: requests under way are aborted, timers and listeners are gone.
    pub(crate) fn stop(&self) {
        self.listeners.take();
        self.waiting.take();
        self.boundary.take();
        self.slots.borrow_mut().stop();
    }

    /// Lists these feeds. One that is listed again goes on undisturbed; one that is not is forgotten.
    pub(crate) fn set_feeds(self: &Rc<Self>, feeds: &Feeds) {
        if self.slots.borrow().are(feeds) {
            return;
        }
        self.list(feeds, None);
        #[cfg(feature = "devtools")]
        self.slots.borrow_mut().override_by(self.inspect.report());
        if self.listeners.borrow().is_some() {
            self.start_pollers();
        }
        self.tell_everyone();
    }

    fn list(&self, feeds: &Feeds, initial: Option<&Initial>) {
        let (cache, now) = (self.settings.get().cache, self.real_now());
        self.slots.borrow_mut().list(feeds, |place, feed| match initial {
            // What the browser keeps may be newer, but the first thing drawn has to be what the server drew.
            Some(initial) => initial.of(place).cloned(),
            None => cache.recall(feed, now),
        });
    }

    fn start_pollers(self: &Rc<Self>) {
        self.slots.borrow_mut().start(|number, feed, url, etag| {
            let weak = Rc::downgrade(self);
            Poller::start(feed.clone(), url.clone(), self.clock.clone(), etag, move |outcome, date| {
                if let Some(store) = weak.upgrade() {
                    store.correct(date);
                    store.hear(number, outcome);
                }
            })
        });
    }

    pub(crate) fn clock(&self) -> &ClockHandle {
        &self.clock
    }

    pub(crate) fn settings(&self) -> Settings {
        self.settings.get()
    }

    /// Changes how answers are given.
    pub(crate) fn set_settings(self: &Rc<Self>, settings: Settings) {
        if self.settings.replace(settings) != settings {
            if self.listeners.borrow().is_some() {
                self.wait_for_first_answer();
            }
            self.tell_everyone();
        }
    }

    /// Asks every feed now.
    pub(crate) fn refresh(&self) {
        self.slots.borrow().pollers().for_each(Poller::refresh);
    }

    /// Whether there is anybody to ask: a fixed feed is not.
    pub(crate) fn can_ask(&self) -> bool {
        self.slots.borrow().can_ask()
    }

    /// Asks every feed for a reader who wants to know, at most every [`CHECK_EVERY`] whoever asks, and
    /// calls `landed` when all have answered. Gives back how long the next check is off.
    pub(crate) fn check(self: &Rc<Self>, landed: impl FnOnce() + 'static) -> Duration {
        let now = self.clock.now().timestamp_millis();
        let next =
            self.checked_at.get().map_or(now, |last| last.saturating_add(CHECK_EVERY.as_millis() as i64));
        if next > now {
            landed();
            return until(now, next);
        }
        self.checked_at.set(Some(now));
        self.checks.borrow_mut().push(Box::new(landed));
        self.refresh();
        self.settle_checks();
        CHECK_EVERY
    }

    /// Tells whoever waits for a check, once no request is under way.
    fn settle_checks(&self) {
        let asking = self.slots.borrow().pollers().any(Poller::is_asking);
        if !asking {
            self.checks.take().into_iter().for_each(|landed| landed());
        }
    }

    /// What the feeds say, merged.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.slots.borrow().snapshot().clone()
    }

    /// How each feed is doing, in the order in which they are listed.
    pub(crate) fn health(&self) -> Vec<FeedHealth> {
        self.slots.borrow().health()
    }

    /// Calls `notify` whenever the answer about this subject changes, until the subscription is dropped.
    pub(crate) fn subscribe(self: &Rc<Self>, subject: Subject, notify: impl Fn() + 'static) -> Subscription {
        self.doubt(&subject);
        let id = {
            let slots = self.slots.borrow();
            self.subscribers.borrow_mut().add(subject, &self.world(slots.snapshot()), Rc::new(notify))
        };
        self.set_boundary();
        Subscription { store: self.clone(), id }
    }

    /// The moment to answer by.
    pub(crate) fn now(&self) -> Timestamp {
        let now = self.real_now();
        #[cfg(feature = "devtools")]
        let now = self.inspect.travelled(now);
        now
    }

    /// The moment it is, by the servers' clock where one told it.
    fn real_now(&self) -> Timestamp {
        if let Some(made_at) = self.made_at.get() {
            return made_at;
        }
        let clock = self.clock.now();
        clock.checked_add_signed(TimeDelta::milliseconds(self.behind.get())).unwrap_or(clock)
    }

    /// A reader's clock may be hours wrong, and windows must begin and end on time all the same.
    fn correct(self: &Rc<Self>, date: Option<Timestamp>) {
        let Some(date) = date.filter(|_| self.clock.may_be_wrong()) else { return };
        if (date - self.real_now()).abs() > CLOCK_TOLERANCE {
            self.behind.set((date - self.clock.now()).num_milliseconds());
            self.boundary.take();
            self.tell_everyone();
        }
    }

    fn world<'a>(&self, snapshot: &'a Snapshot) -> World<'a> {
        World {
            snapshot,
            now: self.now(),
            warn_before: self.settings.get().warn_before,
            instead: self.waited.get().then(|| self.settings.get().while_unknown.instead()),
        }
    }

    /// Takes what came of asking a feed.
    fn hear(self: &Rc<Self>, number: u64, outcome: Outcome) {
        self.take_in(number, outcome);
        self.settle_checks();
        #[cfg(feature = "devtools")]
        self.inspect.changed();
    }

    fn take_in(self: &Rc<Self>, number: u64, outcome: Outcome) {
        let first = !self.slots.borrow().has_answered(number);
        let affected = match outcome {
            Outcome::Report(decoded) => {
                self.slots.borrow_mut().take(number, decoded, &self.subscribers.borrow())
            }
            Outcome::Same => None,
            Outcome::Failed(error) => {
                let news = self.slots.borrow_mut().fail(number, error);
                return news.into_iter().for_each(|news| self.emit(news));
            }
        };
        let now = self.real_now();
        let news = self.slots.borrow_mut().confirm(number, now);
        news.into_iter().for_each(|news| self.emit(news));
        let new = affected.is_some();
        if let Some(affected) = affected {
            if first {
                self.subscribers.borrow().subjects().for_each(|subject| self.doubt(subject));
            }
            self.tell(&affected);
        }
        // After the telling: writing takes longer than that, and nobody waits for it.
        self.slots.borrow_mut().keep(number, now, new, self.settings.get().cache);
    }

    /// Where to tell what happens.
    pub(crate) fn set_listener(&self, listener: Option<Listener>) {
        self.listener.replace(listener);
    }

    /// Tells that something happened.
    pub(crate) fn emit(&self, event: OutageEvent) {
        #[cfg(feature = "devtools")]
        self.inspect.note(self.real_now(), &event);
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    /// Asks these again and tells those whose answer changed.
    fn tell(self: &Rc<Self>, affected: &Affected) {
        let changed = {
            let slots = self.slots.borrow();
            self.subscribers.borrow_mut().ask_again(affected, &self.world(slots.snapshot()))
        };
        // Nothing is borrowed any more: who is told may subscribe, leave or refresh.
        changed.iter().for_each(|notify| notify());
        self.set_boundary();
        #[cfg(feature = "devtools")]
        self.inspect.changed();
    }

    fn tell_everyone(self: &Rc<Self>) {
        let everyone = self.subscribers.borrow().everyone();
        self.tell(&everyone);
    }

    /// One timer, for the next moment at which any answer changes by itself.
    fn set_boundary(self: &Rc<Self>) {
        if self.listeners.borrow().is_none() {
            return;
        }
        let due = self.subscribers.borrow().next_due();
        let set = self.boundary.take();
        if set.as_ref().map(|(moment, _)| *moment) == due {
            self.boundary.set(set);
            return;
        }
        self.boundary.set(due.map(|due| {
            let weak = Rc::downgrade(self);
            let timer = self.clock.after(
                until(self.now().timestamp_millis(), due),
                Box::new(move || {
                    if let Some(store) = weak.upgrade() {
                        store.pass_boundary();
                    }
                }),
            );
            (due, timer)
        }));
    }

    fn pass_boundary(self: &Rc<Self>) {
        self.boundary.take();
        let affected = self.subscribers.borrow_mut().due(self.now().timestamp_millis());
        self.tell(&affected);
    }

    /// The page became visible or has a network again. Timers may have slept: everyone is asked again.
    fn woke(self: &Rc<Self>) {
        self.slots.borrow().pollers().for_each(Poller::woke);
        self.tell_everyone();
    }

    fn hid(&self) {
        self.slots.borrow().pollers().for_each(Poller::hid);
    }

    fn wait_for_first_answer(self: &Rc<Self>) {
        if self.waited.get() {
            return;
        }
        let weak = Rc::downgrade(self);
        self.waiting.set(Some(self.clock.after(
            self.settings.get().while_unknown.after(),
            Box::new(move || {
                if let Some(store) = weak.upgrade() {
                    store.waited.set(true);
                    store.tell_everyone();
                }
            }),
        )));
    }

    /// Says if a key may be misspelt.
    fn doubt(&self, subject: &Subject) {
        let slots = self.slots.borrow();
        if slots.name_every_toggle() {
            subject.keys(&mut |key| {
                if let RuleKey::Toggle(key) = key {
                    self.doubts.borrow_mut().look_up(key, slots.snapshot());
                }
            });
        }
    }
}

/// Keeps a place among the subscribers, until it is dropped.
pub(crate) struct Subscription {
    store: Rc<Store>,
    id: usize,
}

impl Subscription {
    /// The answer as it stands.
    pub(crate) fn standing(&self) -> Option<Standing> {
        self.store.subscribers.borrow().standing(self.id).cloned()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.store.subscribers.borrow_mut().remove(self.id);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
