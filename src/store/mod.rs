//! What a guard knows, and whom it notifies: reports of feeds come in, answers go out. No Yew.
//!
//! A store belongs to one guard, and wires the parts of this room. A poller hands in a report; the store compares
//! it with the one before, key by key; it evaluates only the queries that depend on a key that changed, and
//! notifies only the subscribers whose answer changed.

mod change_timer;
mod clock;
mod console;
mod corrected_clock;
mod event;
mod feed_states;
mod health;
#[cfg(feature = "devtools")]
mod inspect;
mod local;
mod observer;
mod page;
mod persist;
mod poller;
mod recheck_limit;
mod schedule;
mod server_clock;
mod settings;
mod streams;
mod subscriptions;
#[cfg(any(debug_assertions, feature = "devtools"))]
mod suggest;
#[cfg(any(debug_assertions, feature = "devtools"))]
mod unknown_keys;
#[cfg(not(any(debug_assertions, feature = "devtools")))]
#[path = "unknown_keys_disabled.rs"]
mod unknown_keys;
mod unknown_timeout;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use gloo_events::EventListener;

use self::change_timer::ChangeTimer;
use self::corrected_clock::CorrectedClock;
use self::event::Events;
use self::feed_states::FeedStates;
use self::observer::Observer;
use self::poller::{Outcome, Poller};
use self::recheck_limit::{RECHECK_INTERVAL, RecheckLimit};
use self::schedule::PageState;
use self::subscriptions::{Affected, EvalContext, Subscriptions};
use self::unknown_keys::UnknownKeys;
use self::unknown_timeout::UnknownTimeout;
use crate::feed::Feeds;
use crate::feed::transport::ServerDate;
use crate::model::{Snapshot, Timestamp};

pub use self::clock::{Clock, ClockHandle, ManualClock, SystemClock, Timer};
pub use self::event::OutageEvent;
pub use self::health::FeedHealth;
pub use self::persist::{Cache, Initial};
pub use self::settings::WhileUnknown;

pub(crate) use self::clock::{millis, until};
pub(crate) use self::console::warn;
pub(crate) use self::event::Listener;
#[cfg(feature = "devtools")]
pub(crate) use self::inspect::{Overrides, Panel};
pub(crate) use self::local::LocalSource;
pub(crate) use self::persist::{dismiss, dismissed_at};
#[cfg(feature = "devtools")]
pub(crate) use self::poller::NextPoll;
pub(crate) use self::settings::{FORGOTTEN_AFTER, Settings, UnknownFallback};
pub(crate) use self::subscriptions::{Answer, Query, RuleQuery};

/// One guard's store: what its feeds say, and who has subscribed.
pub(crate) struct Store {
    clock: CorrectedClock,
    settings: Cell<Settings>,
    feed_states: RefCell<FeedStates>,
    subscriptions: RefCell<Subscriptions>,
    unknown_timeout: UnknownTimeout,
    change_timer: ChangeTimer,
    recheck_limit: RecheckLimit,
    events: Events,
    /// Listeners for changes of the page; `Some` from start to stop.
    page_listeners: RefCell<Option<Vec<EventListener>>>,
    unknown_keys: UnknownKeys,
    /// Outages that the page finds itself.
    local: RefCell<Option<Rc<dyn LocalSource>>>,
    observer: Observer,
}

impl Store {
    /// A store that knows what came with the page, or what the browser keeps. It polls no feed before
    /// [`Store::start`].
    pub(crate) fn new(
        clock: ClockHandle,
        settings: Settings,
        feeds: &Feeds,
        initial: Option<&Initial>,
    ) -> Rc<Self> {
        let store = Rc::new(Self {
            clock: CorrectedClock::new(clock, initial.map(Initial::rendered_at)),
            settings: Cell::new(settings),
            feed_states: RefCell::default(),
            subscriptions: RefCell::default(),
            unknown_timeout: UnknownTimeout::default(),
            change_timer: ChangeTimer::default(),
            recheck_limit: RecheckLimit::default(),
            events: Events::default(),
            page_listeners: RefCell::default(),
            unknown_keys: Default::default(),
            local: RefCell::default(),
            observer: Default::default(),
        });
        store.list(feeds, initial);
        store
    }

    /// Begins to poll, and to count the time without a report.
    pub(crate) fn start(self: &Rc<Self>) {
        let weak = Rc::downgrade(self);
        let listeners = page::on_change(move |page_state| {
            if let Some(store) = weak.upgrade() {
                if page_state == PageState::Hidden { store.on_hide() } else { store.on_wake() }
            }
        });
        self.page_listeners.replace(Some(listeners));
        self.unknown_timeout.start(self.clock());
        self.arm_unknown_timeout();
        let is_rendered_on_server = self.clock.start();
        if is_rendered_on_server {
            // The first rendering was the server's. From now on a newer report counts.
            let (cache, now) = (self.settings.get().cache, self.clock().now());
            self.feed_states.borrow_mut().prefer_newer(|feed| cache.load(feed, now));
        }
        self.start_pollers();
        if is_rendered_on_server {
            self.notify_all();
        } else {
            self.set_change_timer();
        }
    }

    /// Stops polling. It aborts requests in flight, and drops timers and listeners.
    pub(crate) fn stop(&self) {
        self.page_listeners.take();
        self.unknown_timeout.cancel();
        self.change_timer.cancel();
        self.local.take();
        self.feed_states.borrow_mut().stop();
    }

    fn is_started(&self) -> bool {
        self.page_listeners.borrow().is_some()
    }

    /// Replaces the list of feeds. A feed that is listed again goes on; one that is not is forgotten.
    pub(crate) fn set_feeds(self: &Rc<Self>, feeds: &Feeds) {
        if self.feed_states.borrow().are(feeds) {
            return;
        }
        let has_unknown = self.list(feeds, None);
        self.clock.keep_only(|number| self.feed_states.borrow().lists(number));
        self.set_local_reports();
        if self.is_started() {
            if has_unknown {
                self.unknown_timeout.start(self.clock());
                self.arm_unknown_timeout();
            }
            self.start_pollers();
        }
        self.notify_all();
    }

    /// Lists these feeds. Returns whether there is a new one without a report.
    fn list(&self, feeds: &Feeds, initial: Option<&Initial>) -> bool {
        // By the reader's clock without corrections: it is the one that wrote what the browser keeps.
        let (cache, now) = (self.settings.get().cache, self.clock().now());
        self.feed_states.borrow_mut().list(feeds, |index, feed| match initial {
            // The cache may be newer, but the first rendering has to be what the server rendered.
            Some(initial) => initial.of(index).cloned(),
            None => cache.load(feed, now),
        })
    }

    fn start_pollers(self: &Rc<Self>) {
        self.feed_states.borrow_mut().start(|number, feed, url, etag| {
            let weak = Rc::downgrade(self);
            Poller::start(feed.clone(), url.clone(), self.clock().clone(), etag, move |outcome, date| {
                if let Some(store) = weak.upgrade() {
                    store.correct_clock(number, date);
                    store.on_outcome(number, outcome);
                }
            })
        });
    }

    /// The clock without corrections, for timers and for waiting.
    pub(crate) fn clock(&self) -> &ClockHandle {
        self.clock.uncorrected()
    }

    pub(crate) fn settings(&self) -> Settings {
        self.settings.get()
    }

    /// Changes how the store answers.
    pub(crate) fn set_settings(self: &Rc<Self>, settings: Settings) {
        if self.settings.replace(settings) != settings {
            if self.is_started() {
                self.arm_unknown_timeout();
            }
            self.notify_all();
        }
    }

    /// Polls every feed now, and checks what the page has found itself.
    pub(crate) fn refresh(&self) {
        self.feed_states.borrow().pollers().for_each(Poller::refresh);
        self.local().iter().for_each(|local| local.on_refresh());
    }

    /// Whether there is something to check: a fixed feed is not polled.
    pub(crate) fn can_fetch(&self) -> bool {
        self.local.borrow().is_some() || self.feed_states.borrow().can_fetch()
    }

    /// What finds outages on the page itself, if something does.
    pub(crate) fn local(&self) -> Option<Rc<dyn LocalSource>> {
        self.local.borrow().clone()
    }

    pub(crate) fn set_local(&self, local: Rc<dyn LocalSource>) {
        self.local.replace(Some(local));
    }

    /// Applies what the page has found itself, or what a developer overrides.
    pub(crate) fn apply_local_reports(self: &Rc<Self>) {
        self.set_local_reports();
        self.notify_all();
    }

    fn set_local_reports(&self) {
        let local = self.local().and_then(|local| local.report());
        let reports = [local, self.observer.overrides_report()];
        self.feed_states.borrow_mut().set_local_reports(reports);
    }

    /// Polls every feed because a reader asked, at most once in [`RECHECK_INTERVAL`]. Calls `on_completed` when
    /// all feeds have responded. Returns how long the reader has to wait for the next check.
    pub(crate) fn check(self: &Rc<Self>, on_completed: impl FnOnce() + 'static) -> Duration {
        if let Err(wait) = self.recheck_limit.begin(self.clock.elapsed(), Box::new(on_completed)) {
            return wait;
        }
        self.refresh();
        self.complete_checks();
        RECHECK_INTERVAL
    }

    /// Completes the checks once no request is in flight.
    pub(crate) fn complete_checks(&self) {
        let is_fetching = self.feed_states.borrow().pollers().any(Poller::is_fetching)
            || self.local().is_some_and(|local| local.is_checking());
        if !is_fetching {
            self.recheck_limit.complete();
        }
    }

    /// What the feeds say, merged.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.feed_states.borrow().snapshot().clone()
    }

    /// How each feed is doing, in the order in which they are listed.
    pub(crate) fn health(&self) -> Vec<FeedHealth> {
        self.feed_states.borrow().health(self.now(), self.settings.get().forgotten_after)
    }

    /// Calls `notify` whenever the answer to this query changes, until the subscription is dropped.
    pub(crate) fn subscribe(self: &Rc<Self>, query: Query, notify: impl Fn() + 'static) -> Subscription {
        self.unknown_keys.check(self, &query);
        let id = {
            let feed_states = self.feed_states.borrow();
            let context = self.eval_context(feed_states.snapshot());
            self.subscriptions.borrow_mut().add(query, &context, Rc::new(notify))
        };
        self.set_change_timer();
        self.arm_unknown_timeout();
        Subscription { store: self.clone(), id }
    }

    /// The time that answers go by.
    pub(crate) fn now(&self) -> Timestamp {
        self.observer.shifted(self.clock.now())
    }

    fn correct_clock(self: &Rc<Self>, number: u64, date: Option<ServerDate>) {
        if self.clock.correct(number, date) {
            self.change_timer.cancel();
            self.notify_all();
        }
    }

    fn eval_context<'a>(&self, snapshot: &'a Snapshot) -> EvalContext<'a> {
        EvalContext {
            snapshot,
            now: self.now(),
            settings: self.settings.get(),
            waited: self.unknown_timeout.waited(self.clock()),
        }
    }

    /// Applies what came of a request.
    fn on_outcome(self: &Rc<Self>, number: u64, outcome: Outcome) {
        self.apply(number, outcome);
        self.check_due();
        self.complete_checks();
        self.observer.on_change();
    }

    fn apply(self: &Rc<Self>, number: u64, outcome: Outcome) {
        let is_first = self.unknown_keys.awaits(self, number);
        let affected = match outcome {
            Outcome::Report(decoded) => {
                self.feed_states.borrow_mut().replace_report(number, decoded, &self.subscriptions.borrow())
            }
            Outcome::Unchanged => None,
            Outcome::Failed(error) => {
                let event = self.feed_states.borrow_mut().fail(number, error);
                return event.into_iter().for_each(|event| self.emit(event));
            }
        };
        let event = self.feed_states.borrow_mut().confirm(number, self.clock.now());
        event.into_iter().for_each(|event| self.emit(event));
        let is_new = affected.is_some();
        if let Some(affected) = affected {
            if is_first {
                self.unknown_keys.check_all(self);
            }
            self.notify(&affected);
        }
        // Saved last: it takes longer than notifying, and nobody waits for it.
        let now = self.clock().now();
        self.feed_states.borrow_mut().save(number, now, is_new, self.settings.get().cache);
    }

    /// Sets who hears what happens.
    pub(crate) fn set_listener(&self, listener: Option<Listener>) {
        self.events.set_listener(listener);
    }

    /// Tells the listener that something happened.
    pub(crate) fn emit(&self, event: OutageEvent) {
        self.observer.on_event(|| self.clock.now(), &event);
        self.events.emit(event);
    }

    /// Evaluates these queries again and notifies those whose answer changed.
    fn notify(self: &Rc<Self>, affected: &Affected) {
        let changed = {
            let feed_states = self.feed_states.borrow();
            let context = self.eval_context(feed_states.snapshot());
            self.subscriptions.borrow_mut().evaluate(affected, &context)
        };
        // Nothing is borrowed any more, so a subscriber may subscribe, leave or refresh.
        changed.iter().for_each(|notify| notify());
        self.set_change_timer();
        self.observer.on_change();
    }

    fn notify_all(self: &Rc<Self>) {
        let all = self.subscriptions.borrow().all();
        self.notify(&all);
    }

    /// Waits for the next time at which an answer changes by itself.
    fn set_change_timer(self: &Rc<Self>) {
        if !self.is_started() {
            return;
        }
        let due = self.subscriptions.borrow().next_due();
        let weak = Rc::downgrade(self);
        let now = || self.now().timestamp_millis();
        self.change_timer.set(due, now, self.clock(), move || {
            if let Some(store) = weak.upgrade() {
                store.apply_changes();
            }
        });
    }

    /// Applies what is due. A timer that slept with its machine is late, and a clock may have been corrected, so
    /// every response is a reason to look.
    fn check_due(self: &Rc<Self>) {
        if self.subscriptions.borrow().next_due().is_some() {
            self.apply_changes();
        }
        if self.is_started() && self.unknown_timeout.is_due(self.clock()) {
            self.on_unknown_timeout();
        }
    }

    /// Evaluates the queries whose answers change by themselves by now.
    fn apply_changes(self: &Rc<Self>) {
        self.change_timer.cancel();
        let affected = self.subscriptions.borrow_mut().due(self.now().timestamp_millis());
        self.notify(&affected);
    }

    /// The page became visible or has a network again. Timers may have slept, so every query is evaluated.
    fn on_wake(self: &Rc<Self>) {
        self.feed_states.borrow().pollers().for_each(Poller::on_wake);
        self.local().iter().for_each(|local| local.on_wake());
        self.change_timer.cancel();
        self.notify_all();
    }

    /// Whether nobody sees the page.
    pub(crate) fn is_hidden(&self) -> bool {
        page::page_state() == PageState::Hidden
    }

    fn on_hide(&self) {
        self.feed_states.borrow().pollers().for_each(Poller::on_hide);
    }

    fn arm_unknown_timeout(self: &Rc<Self>) {
        let Some(waited) = self.unknown_timeout.waited(self.clock()) else { return };
        let while_unknown = self.settings.get().while_unknown;
        let next = self.subscriptions.borrow().next_timeout(waited, while_unknown);
        let weak = Rc::downgrade(self);
        self.unknown_timeout.arm(self.clock(), next, move || {
            if let Some(store) = weak.upgrade() {
                store.on_unknown_timeout();
            }
        });
    }

    fn on_unknown_timeout(self: &Rc<Self>) {
        self.unknown_timeout.cancel();
        self.arm_unknown_timeout();
        self.notify_all();
    }
}

/// A subscription, until it is dropped.
pub(crate) struct Subscription {
    store: Rc<Store>,
    id: usize,
}

impl Subscription {
    /// The current answer.
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
