//! Who is told: feeds in (`slots`), answers out (`subscribers`), and the clock. No Yew.
//!
//! A store belongs to one guard. A report comes in from a poller and is compared with the one before
//! it, key by key; only those who asked about a key that changed are asked again, and only those whose
//! answer changed are told.

mod cadence;
mod clock;
mod console;
#[cfg(any(debug_assertions, feature = "devtools"))]
mod doubts;
mod event;
mod health;
mod initial;
#[cfg(feature = "devtools")]
mod inspect;
mod kept;
mod memory;
#[cfg(any(debug_assertions, feature = "devtools"))]
mod nearest;
mod page;
mod poller;
mod remembered;
mod retry_after;
mod server_clock;
mod settings;
mod slots;
mod streams;
mod subscribers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;
use gloo_events::EventListener;

use self::cadence::Attention;
use self::clock::{millis, until};
use self::poller::{Outcome, Poller};
use self::server_clock::{Sample, ServerClock};
use self::slots::Slots;
use self::subscribers::{Affected, Subscribers, World};
use crate::feed::Feeds;
use crate::feed::http::Dated;
use crate::model::{Snapshot, Timestamp};

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

/// A timer sleeps with its machine. So what is due is looked at this often, whatever the timer waits for.
const LOOK_EVERY: Duration = Duration::from_secs(60);

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
    /// When the wait began, by the time that passes.
    waiting_since: Cell<i64>,
    /// The next moment at which any answer changes by itself, and the timer that waits for it.
    boundary: Cell<Option<(i64, Timer)>>,
    /// `Some` from start to stop.
    listeners: RefCell<Option<Vec<EventListener>>>,
    /// The moment at which a server made the page. Until the store is started, that is now: what is drawn
    /// first has to be what the server drew.
    made_at: Cell<Option<Timestamp>>,
    server_clock: RefCell<ServerClock>,
    /// How far the clock was behind the servers' when it was last compared, in milliseconds.
    behind: Cell<i64>,
    checked_at: Cell<Option<i64>>,
    /// Who waits for the answers to a check.
    checks: RefCell<Vec<Box<dyn FnOnce()>>>,
    listener: RefCell<Option<Listener>>,
    #[cfg(any(debug_assertions, feature = "devtools"))]
    doubts: RefCell<doubts::Doubts>,
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
            waiting_since: Cell::default(),
            boundary: Cell::default(),
            listeners: RefCell::default(),
            made_at: Cell::new(initial.map(Initial::made_at)),
            server_clock: RefCell::default(),
            behind: Cell::default(),
            checked_at: Cell::default(),
            checks: RefCell::default(),
            listener: RefCell::default(),
            #[cfg(any(debug_assertions, feature = "devtools"))]
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
        let listeners = page::on_change(move |attention| {
            if let Some(store) = weak.upgrade() {
                if attention == Attention::Hidden { store.hid() } else { store.woke() }
            }
        });
        self.listeners.replace(Some(listeners));
        self.begin_to_wait();
        let came_with_the_page = self.made_at.take().is_some();
        if came_with_the_page {
            // The first thing drawn was what the server drew. From now on what is newer counts.
            let (cache, now) = (self.settings.get().cache, self.clock.now());
            self.slots.borrow_mut().prefer_newer(|feed| cache.recall(feed, now));
        }
        self.start_pollers();
        if came_with_the_page {
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
        let is_unknown = self.list(feeds, None);
        self.server_clock.borrow_mut().keep_only(|number| self.slots.borrow().lists(number));
        #[cfg(feature = "devtools")]
        self.slots.borrow_mut().override_by(self.inspect.report());
        if self.listeners.borrow().is_some() {
            if is_unknown {
                self.waited.set(false);
                self.begin_to_wait();
            }
            self.start_pollers();
        }
        self.tell_everyone();
    }

    /// Whether there is a new feed of which nothing is known.
    fn list(&self, feeds: &Feeds, initial: Option<&Initial>) -> bool {
        // By the reader's own clock, whatever servers say of it: that is the one which wrote what is kept.
        let (cache, now) = (self.settings.get().cache, self.clock.now());
        self.slots.borrow_mut().list(feeds, |place, feed| match initial {
            // What the browser keeps may be newer, but the first thing drawn has to be what the server drew.
            Some(initial) => initial.of(place).cloned(),
            None => cache.recall(feed, now),
        })
    }

    fn start_pollers(self: &Rc<Self>) {
        self.slots.borrow_mut().start(|number, feed, url, etag| {
            let weak = Rc::downgrade(self);
            Poller::start(feed.clone(), url.clone(), self.clock.clone(), etag, move |outcome, date| {
                if let Some(store) = weak.upgrade() {
                    store.correct(number, date);
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
        let now = millis(self.clock.elapsed());
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
        #[cfg(any(debug_assertions, feature = "devtools"))]
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
        let behind =
            self.server_clock.borrow_mut().offset(clock.timestamp_millis(), millis(self.clock.elapsed()));
        clock.checked_add_signed(TimeDelta::milliseconds(behind)).unwrap_or(clock)
    }

    /// A reader's clock may be hours wrong, and windows must begin and end on time all the same.
    fn correct(self: &Rc<Self>, number: u64, date: Option<Dated>) {
        let Some(dated) = date.filter(|_| self.clock.may_be_wrong()) else { return };
        let sample = Sample {
            date: dated.date.timestamp_millis(),
            round_trip: dated.answered_at - dated.asked_at,
            taken_at: dated.answered_at,
            is_aged: dated.is_aged,
        };
        let (wall, elapsed) = (self.clock.now().timestamp_millis(), millis(self.clock.elapsed()));
        let behind = {
            let mut clock = self.server_clock.borrow_mut();
            clock.take(number, sample, wall, elapsed);
            clock.offset(wall, elapsed)
        };
        if self.behind.replace(behind) != behind {
            self.boundary.take();
            self.tell_everyone();
        }
    }

    fn world<'a>(&self, snapshot: &'a Snapshot) -> World<'a> {
        World {
            snapshot,
            now: self.now(),
            warn_before: self.settings.get().warn_before,
            waited: self.waited.get(),
            instead: self.settings.get().while_unknown.instead(),
        }
    }

    /// Takes what came of asking a feed.
    fn hear(self: &Rc<Self>, number: u64, outcome: Outcome) {
        self.take_in(number, outcome);
        self.look_at_due();
        self.settle_checks();
        #[cfg(feature = "devtools")]
        self.inspect.changed();
    }

    fn take_in(self: &Rc<Self>, number: u64, outcome: Outcome) {
        #[cfg(any(debug_assertions, feature = "devtools"))]
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
            #[cfg(any(debug_assertions, feature = "devtools"))]
            if first {
                self.doubt_everyone();
            }
            self.tell(&affected);
        }
        // After the telling: writing takes longer than that, and nobody waits for it.
        let now = self.clock.now();
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
                until(self.now().timestamp_millis(), due).min(LOOK_EVERY),
                Box::new(move || {
                    if let Some(store) = weak.upgrade() {
                        store.pass_boundary();
                    }
                }),
            );
            (due, timer)
        }));
    }

    /// A timer that slept with its machine is late, and a clock may have been corrected: whatever happens is a
    /// reason to look, and to set the timer anew.
    fn look_at_due(self: &Rc<Self>) {
        if self.subscribers.borrow().next_due().is_some() {
            self.pass_boundary();
        }
        if !self.waited.get() && self.listeners.borrow().is_some() && self.wait_is_over() {
            self.stop_waiting();
        }
    }

    fn pass_boundary(self: &Rc<Self>) {
        self.boundary.take();
        let affected = self.subscribers.borrow_mut().due(self.now().timestamp_millis());
        self.tell(&affected);
    }

    /// The page became visible or has a network again. Timers may have slept: everyone is asked again.
    fn woke(self: &Rc<Self>) {
        self.slots.borrow().pollers().for_each(Poller::woke);
        self.boundary.take();
        self.tell_everyone();
    }

    fn hid(&self) {
        self.slots.borrow().pollers().for_each(Poller::hid);
    }

    fn begin_to_wait(self: &Rc<Self>) {
        self.waiting_since.set(millis(self.clock.elapsed()));
        self.wait_for_first_answer();
    }

    /// Counts the time for which nothing is known, from when the wait began.
    fn wait_for_first_answer(self: &Rc<Self>) {
        if self.waited.get() {
            return;
        }
        if self.wait_is_over() {
            return self.stop_waiting();
        }
        let weak = Rc::downgrade(self);
        self.waiting.set(Some(self.clock.after(
            until(millis(self.clock.elapsed()), self.wait_ends_at()),
            Box::new(move || {
                if let Some(store) = weak.upgrade() {
                    store.stop_waiting();
                }
            }),
        )));
    }

    fn wait_ends_at(&self) -> i64 {
        self.waiting_since.get().saturating_add(millis(self.settings.get().while_unknown.after()))
    }

    fn wait_is_over(&self) -> bool {
        self.wait_ends_at() <= millis(self.clock.elapsed())
    }

    fn stop_waiting(self: &Rc<Self>) {
        self.waiting.take();
        self.waited.set(true);
        self.tell_everyone();
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
#[cfg(all(test, not(target_arch = "wasm32")))]
mod time_tests;
