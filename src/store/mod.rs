//! Who is told: feeds in (`feed_states`), answers out (`subscriptions`), and the clock. No Yew.
//!
//! A store belongs to one guard. A report comes in from a poller and is compared with the one before
//! it, key by key; only those who asked about a key that changed are asked again, and only those whose
//! answer changed are told.

mod clock;
mod console;
mod event;
mod feed_states;
mod health;
#[cfg(feature = "devtools")]
mod inspect;
mod page;
mod persist;
mod poller;
mod schedule;
mod server_clock;
mod settings;
mod streams;
mod subscriptions;
#[cfg(any(debug_assertions, feature = "devtools"))]
mod suggest;
#[cfg(any(debug_assertions, feature = "devtools"))]
mod unknown_keys;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;
use gloo_events::EventListener;

use self::clock::{millis, until};
use self::feed_states::FeedStates;
use self::poller::{Outcome, Poller};
use self::schedule::PageState;
use self::server_clock::{Sample, ServerClock};
use self::subscriptions::{Affected, EvalContext, Subscriptions};
use crate::feed::Feeds;
use crate::feed::http::ServerDate;
use crate::model::{Snapshot, Timestamp};

pub use self::clock::{Clock, ClockHandle, ManualClock, SystemClock, Timer};
pub use self::event::OutageEvent;
pub use self::health::FeedHealth;
pub use self::persist::Cache;
pub use self::persist::Initial;
pub use self::settings::WhileUnknown;

pub(crate) use self::console::warn;
#[cfg(feature = "devtools")]
pub(crate) use self::inspect::{Listed, NextPoll, Overrides, Panel, Section};
pub(crate) use self::persist::{dismiss, dismissed_at};
pub(crate) use self::settings::{Settings, UnknownFallback};
pub(crate) use self::subscriptions::{Answer, Query};

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
    feed_states: RefCell<FeedStates>,
    subscriptions: RefCell<Subscriptions>,
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
    /// How far the clock was clock_offset the servers' when it was last compared, in milliseconds.
    clock_offset: Cell<i64>,
    checked_at: Cell<Option<i64>>,
    /// Who waits for the answers to a check.
    checks: RefCell<Vec<Box<dyn FnOnce()>>>,
    listener: RefCell<Option<Listener>>,
    #[cfg(any(debug_assertions, feature = "devtools"))]
    unknown_keys: RefCell<unknown_keys::UnknownKeys>,
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
            feed_states: RefCell::default(),
            subscriptions: RefCell::default(),
            waited: Cell::new(false),
            waiting: Cell::default(),
            waiting_since: Cell::default(),
            boundary: Cell::default(),
            listeners: RefCell::default(),
            made_at: Cell::new(initial.map(Initial::made_at)),
            server_clock: RefCell::default(),
            clock_offset: Cell::default(),
            checked_at: Cell::default(),
            checks: RefCell::default(),
            listener: RefCell::default(),
            #[cfg(any(debug_assertions, feature = "devtools"))]
            unknown_keys: RefCell::default(),
            #[cfg(feature = "devtools")]
            inspect: inspect::Inspect::default(),
        });
        store.list(feeds, initial);
        store
    }

    /// Begins to ask, and to count the time for which nothing is known.
    pub(crate) fn start(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let listeners = page::on_change(move |page_state| {
            if let Some(store) = weak.upgrade() {
                if page_state == PageState::Hidden { store.on_hide() } else { store.on_wake() }
            }
        });
        self.listeners.replace(Some(listeners));
        self.begin_to_wait();
        let came_with_the_page = self.made_at.take().is_some();
        if came_with_the_page {
            // The first thing drawn was what the server drew. From now on what is newer counts.
            let (cache, now) = (self.settings.get().cache, self.clock.now());
            self.feed_states.borrow_mut().prefer_newer(|feed| cache.load(feed, now));
        }
        self.start_pollers();
        if came_with_the_page {
            self.notify_all();
        } else {
            self.set_boundary();
        }
    }

    /// Stops asking: requests under way are aborted, timers and listeners are gone.
    pub(crate) fn stop(&self) {
        self.listeners.take();
        self.waiting.take();
        self.boundary.take();
        self.feed_states.borrow_mut().stop();
    }

    /// Lists these feeds. One that is listed again goes on undisturbed; one that is not is forgotten.
    pub(crate) fn set_feeds(self: &Rc<Self>, feeds: &Feeds) {
        if self.feed_states.borrow().are(feeds) {
            return;
        }
        let is_unknown = self.list(feeds, None);
        self.server_clock.borrow_mut().keep_only(|number| self.feed_states.borrow().lists(number));
        #[cfg(feature = "devtools")]
        self.feed_states.borrow_mut().override_by(self.inspect.report());
        if self.listeners.borrow().is_some() {
            if is_unknown {
                self.waited.set(false);
                self.begin_to_wait();
            }
            self.start_pollers();
        }
        self.notify_all();
    }

    /// Whether there is a new feed of which nothing is known.
    fn list(&self, feeds: &Feeds, initial: Option<&Initial>) -> bool {
        // By the reader's own clock, whatever servers say of it: that is the one which wrote what is kept.
        let (cache, now) = (self.settings.get().cache, self.clock.now());
        self.feed_states.borrow_mut().list(feeds, |place, feed| match initial {
            // What the browser keeps may be newer, but the first thing drawn has to be what the server drew.
            Some(initial) => initial.of(place).cloned(),
            None => cache.load(feed, now),
        })
    }

    fn start_pollers(self: &Rc<Self>) {
        self.feed_states.borrow_mut().start(|number, feed, url, etag| {
            let weak = Rc::downgrade(self);
            Poller::start(feed.clone(), url.clone(), self.clock.clone(), etag, move |outcome, date| {
                if let Some(store) = weak.upgrade() {
                    store.correct(number, date);
                    store.on_outcome(number, outcome);
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
            self.notify_all();
        }
    }

    /// Asks every feed now.
    pub(crate) fn refresh(&self) {
        self.feed_states.borrow().pollers().for_each(Poller::refresh);
    }

    /// Whether there is anybody to ask: a fixed feed is not.
    pub(crate) fn can_fetch(&self) -> bool {
        self.feed_states.borrow().can_fetch()
    }

    /// Asks every feed for a reader who wants to know, at most every [`CHECK_EVERY`] whoever asks, and
    /// calls `on_completed` when all have answered. Gives back how long the next check is off.
    pub(crate) fn check(self: &Rc<Self>, on_completed: impl FnOnce() + 'static) -> Duration {
        let now = millis(self.clock.elapsed());
        let next =
            self.checked_at.get().map_or(now, |last| last.saturating_add(CHECK_EVERY.as_millis() as i64));
        if next > now {
            on_completed();
            return until(now, next);
        }
        self.checked_at.set(Some(now));
        self.checks.borrow_mut().push(Box::new(on_completed));
        self.refresh();
        self.settle_checks();
        CHECK_EVERY
    }

    /// Tells whoever waits for a check, once no request is under way.
    fn settle_checks(&self) {
        let asking = self.feed_states.borrow().pollers().any(Poller::is_fetching);
        if !asking {
            self.checks.take().into_iter().for_each(|on_completed| on_completed());
        }
    }

    /// What the feeds say, merged.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.feed_states.borrow().snapshot().clone()
    }

    /// How each feed is doing, in the order in which they are listed.
    pub(crate) fn health(&self) -> Vec<FeedHealth> {
        self.feed_states.borrow().health()
    }

    /// Calls `notify` whenever the answer about this subject changes, until the subscription is dropped.
    pub(crate) fn subscribe(self: &Rc<Self>, subject: Query, notify: impl Fn() + 'static) -> Subscription {
        #[cfg(any(debug_assertions, feature = "devtools"))]
        self.check_keys(&subject);
        let id = {
            let feed_states = self.feed_states.borrow();
            self.subscriptions.borrow_mut().add(
                subject,
                &self.eval_context(feed_states.snapshot()),
                Rc::new(notify),
            )
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
        let clock_offset =
            self.server_clock.borrow_mut().offset(clock.timestamp_millis(), millis(self.clock.elapsed()));
        clock.checked_add_signed(TimeDelta::milliseconds(clock_offset)).unwrap_or(clock)
    }

    /// A reader's clock may be hours wrong, and windows must begin and end on time all the same.
    fn correct(self: &Rc<Self>, number: u64, date: Option<ServerDate>) {
        let Some(dated) = date.filter(|_| self.clock.may_be_wrong()) else { return };
        let sample = Sample {
            date: dated.date.timestamp_millis(),
            round_trip: dated.answered_at - dated.asked_at,
            taken_at: dated.answered_at,
            is_aged: dated.is_aged,
        };
        let (wall, elapsed) = (self.clock.now().timestamp_millis(), millis(self.clock.elapsed()));
        let clock_offset = {
            let mut clock = self.server_clock.borrow_mut();
            clock.take(number, sample, wall, elapsed);
            clock.offset(wall, elapsed)
        };
        if self.clock_offset.replace(clock_offset) != clock_offset {
            self.boundary.take();
            self.notify_all();
        }
    }

    fn eval_context<'a>(&self, snapshot: &'a Snapshot) -> EvalContext<'a> {
        EvalContext {
            snapshot,
            now: self.now(),
            warn_before: self.settings.get().warn_before,
            waited: self.waited.get(),
            instead: self.settings.get().while_unknown.instead(),
        }
    }

    /// Takes what came of asking a feed.
    fn on_outcome(self: &Rc<Self>, number: u64, outcome: Outcome) {
        self.apply(number, outcome);
        self.look_at_due();
        self.settle_checks();
        #[cfg(feature = "devtools")]
        self.inspect.changed();
    }

    fn apply(self: &Rc<Self>, number: u64, outcome: Outcome) {
        #[cfg(any(debug_assertions, feature = "devtools"))]
        let first = !self.feed_states.borrow().has_answered(number);
        let affected = match outcome {
            Outcome::Report(decoded) => {
                self.feed_states.borrow_mut().take(number, decoded, &self.subscriptions.borrow())
            }
            Outcome::Unchanged => None,
            Outcome::Failed(error) => {
                let news = self.feed_states.borrow_mut().fail(number, error);
                return news.into_iter().for_each(|news| self.emit(news));
            }
        };
        let now = self.real_now();
        let news = self.feed_states.borrow_mut().confirm(number, now);
        news.into_iter().for_each(|news| self.emit(news));
        let new = affected.is_some();
        if let Some(affected) = affected {
            #[cfg(any(debug_assertions, feature = "devtools"))]
            if first {
                self.check_all_keys();
            }
            self.tell(&affected);
        }
        // After the telling: writing takes longer than that, and nobody waits for it.
        let now = self.clock.now();
        self.feed_states.borrow_mut().keep(number, now, new, self.settings.get().cache);
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
            let feed_states = self.feed_states.borrow();
            self.subscriptions.borrow_mut().reevaluate(affected, &self.eval_context(feed_states.snapshot()))
        };
        // Nothing is borrowed any more: who is told may subscribe, leave or refresh.
        changed.iter().for_each(|notify| notify());
        self.set_boundary();
        #[cfg(feature = "devtools")]
        self.inspect.changed();
    }

    fn notify_all(self: &Rc<Self>) {
        let everyone = self.subscriptions.borrow().everyone();
        self.tell(&everyone);
    }

    /// One timer, for the next moment at which any answer changes by itself.
    fn set_boundary(self: &Rc<Self>) {
        if self.listeners.borrow().is_none() {
            return;
        }
        let due = self.subscriptions.borrow().next_due();
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
        if self.subscriptions.borrow().next_due().is_some() {
            self.pass_boundary();
        }
        if !self.waited.get() && self.listeners.borrow().is_some() && self.wait_is_over() {
            self.stop_waiting();
        }
    }

    fn pass_boundary(self: &Rc<Self>) {
        self.boundary.take();
        let affected = self.subscriptions.borrow_mut().due(self.now().timestamp_millis());
        self.tell(&affected);
    }

    /// The page became visible or has a network again. Timers may have slept: everyone is asked again.
    fn on_wake(self: &Rc<Self>) {
        self.feed_states.borrow().pollers().for_each(Poller::on_wake);
        self.boundary.take();
        self.notify_all();
    }

    fn on_hide(&self) {
        self.feed_states.borrow().pollers().for_each(Poller::on_hide);
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
        self.notify_all();
    }
}

/// Keeps a place among the subscriptions, until it is dropped.
pub(crate) struct Subscription {
    store: Rc<Store>,
    id: usize,
}

impl Subscription {
    /// The answer as it stands.
    pub(crate) fn answer(&self) -> Option<Answer> {
        self.store.subscriptions.borrow().answer(self.id).cloned()
    }
}

impl Drop for Subscription {
    fn drop(&mut self) {
        self.store.subscriptions.borrow_mut().remove(self.id);
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod time_tests;
