//! Who is told: the snapshot, subscriptions per key, the pollers and the clock. No Yew.
//!
//! A store belongs to one guard. A report comes in from a poller and is compared with the one before
//! it, key by key; only those who asked about a key that changed are asked again, and only those whose
//! answer changed are told.

mod cadence;
mod clock;
mod console;
mod event;
mod health;
mod memory;
mod nearest;
mod page;
mod poller;
mod remembered;
mod retry_after;
mod settings;
mod streams;
mod subscribers;

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;
use gloo_events::EventListener;

use self::clock::until;
use self::memory::Kept;
use self::nearest::nearest;
use self::poller::{Outcome, Poller};
use self::subscribers::{Affected, Subscribers, World};
use crate::feed::{Decoded, Feed, FeedError, Feeds, Source};
use crate::model::{FeedReport, Report, RuleKey, Snapshot, Timestamp};

pub use self::clock::{Clock, ClockHandle, ManualClock, SystemClock, Timer};
pub use self::event::OutageEvent;
pub use self::health::FeedHealth;
pub use self::memory::Cache;
pub use self::settings::WhileUnknown;

pub(crate) use self::console::warn;
pub(crate) use self::remembered::{moment_put_away, put_away};
pub(crate) use self::settings::{Instead, Settings};
pub(crate) use self::subscribers::{Standing, Subject};

/// `Date` tells whole seconds, and the way takes its time: less than this is no wrong clock.
const CLOCK_TOLERANCE: TimeDelta = TimeDelta::seconds(2);

/// How soon after one check a reader's next one asks again.
const CHECK_EVERY: Duration = Duration::from_secs(5);

/// A report that is merely confirmed is kept again no more often than this.
const KEPT_EVERY: TimeDelta = TimeDelta::minutes(10);

/// Who hears what happens.
pub(crate) type Listener = Rc<dyn Fn(OutageEvent)>;

/// One guard's store: what its feeds say, and who wants to know.
pub(crate) struct Store {
    clock: ClockHandle,
    settings: Cell<Settings>,
    slots: RefCell<Vec<Slot>>,
    slots_made: Cell<u64>,
    /// What the slots' feeds said, at the same places in the same order.
    snapshot: RefCell<Snapshot>,
    subscribers: RefCell<Subscribers>,
    /// The time to wait for a first answer is over.
    waited: Cell<bool>,
    waiting: Cell<Option<Timer>>,
    /// The next moment at which any answer changes by itself, and the timer that waits for it.
    boundary: Cell<Option<(i64, Timer)>>,
    /// `Some` from start to stop.
    listeners: RefCell<Option<Vec<EventListener>>>,
    /// How far the clock is behind the servers', in milliseconds.
    behind: Cell<i64>,
    checked_at: Cell<Option<i64>>,
    /// Who waits for the answers to a check.
    checks: RefCell<Vec<Box<dyn FnOnce()>>>,
    listener: RefCell<Option<Listener>>,
    /// Keys that the console has been told about, in order.
    doubted: RefCell<Vec<Box<str>>>,
}

/// One feed and how it is doing.
struct Slot {
    /// Its own for as long as the feed is listed; its place in the list is not.
    number: u64,
    feed: Feed,
    poller: Option<Poller>,
    error: Option<FeedError>,
    skipped: usize,
    /// The ETag of a report that was kept from an earlier visit.
    kept_etag: Option<String>,
    /// When its report was kept last.
    kept_at: Option<Timestamp>,
}

impl Store {
    /// A store whose feeds have said nothing yet and are not asked before [`Store::start`].
    pub(crate) fn new(clock: ClockHandle, settings: Settings, feeds: &Feeds) -> Rc<Self> {
        let store = Rc::new(Self {
            clock,
            settings: Cell::new(settings),
            slots: RefCell::default(),
            slots_made: Cell::new(0),
            snapshot: RefCell::default(),
            subscribers: RefCell::default(),
            waited: Cell::new(false),
            waiting: Cell::default(),
            boundary: Cell::default(),
            listeners: RefCell::default(),
            behind: Cell::default(),
            checked_at: Cell::default(),
            checks: RefCell::default(),
            listener: RefCell::default(),
            doubted: RefCell::default(),
        });
        store.set_feeds(feeds);
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
        self.slots.borrow_mut().iter_mut().for_each(|slot| self.start_poller(slot));
        self.set_boundary();
    }

    /// Stops asking: requests under way are aborted, timers and listeners are gone.
    pub(crate) fn stop(&self) {
        self.listeners.take();
        self.waiting.take();
        self.boundary.take();
        self.slots.borrow_mut().iter_mut().for_each(|slot| slot.poller = None);
    }

    /// Lists these feeds. One that is listed again goes on undisturbed; one that is not is forgotten.
    pub(crate) fn set_feeds(self: &Rc<Self>, feeds: &Feeds) {
        if self.slots.borrow().iter().map(|slot| &slot.feed).eq(feeds.iter()) {
            return;
        }
        let mut old: Vec<Option<(Slot, FeedReport)>> =
            self.slots.take().into_iter().zip(self.snapshot.take().feeds).map(Some).collect();
        let (mut slots, mut reports) = (Vec::new(), Vec::new());
        for feed in feeds.iter() {
            let listed_before = old
                .iter_mut()
                .find(|kept| kept.as_ref().is_some_and(|(slot, _)| slot.feed == *feed))
                .and_then(Option::take);
            let (mut slot, report) = listed_before.unwrap_or_else(|| self.unanswered(feed));
            if self.listeners.borrow().is_some() {
                self.start_poller(&mut slot);
            }
            slots.push(slot);
            reports.push(report);
        }
        self.slots.replace(slots);
        self.snapshot.replace(Snapshot::new(reports));
        let everyone = self.subscribers.borrow().everyone();
        self.tell(&everyone);
    }

    fn unanswered(&self, feed: &Feed) -> (Slot, FeedReport) {
        let number = self.slots_made.get();
        self.slots_made.set(number + 1);
        let mut report = FeedReport::unanswered(feed.engine().reports());
        let mut kept_etag = None;
        match feed.source() {
            Source::Fixed(fixed) => report.report = Some(fixed.clone()),
            Source::Url(_) => {
                if let Some(kept) = self.settings.get().cache.recall(feed, self.now()) {
                    kept_etag = kept.etag;
                    report.report = Some(kept.report.into());
                    report.confirmed_at = Some(kept.confirmed_at);
                    report.stale = true;
                }
            }
        }
        let slot = Slot {
            number,
            feed: feed.clone(),
            poller: None,
            error: None,
            skipped: 0,
            kept_etag,
            kept_at: None,
        };
        (slot, report)
    }

    fn start_poller(self: &Rc<Self>, slot: &mut Slot) {
        let (Source::Url(url), None) = (slot.feed.source(), &slot.poller) else { return };
        let (weak, number) = (Rc::downgrade(self), slot.number);
        slot.poller = Some(Poller::start(
            slot.feed.clone(),
            url.clone(),
            self.clock.clone(),
            slot.kept_etag.take(),
            move |outcome, date| {
                if let Some(store) = weak.upgrade() {
                    store.correct(date);
                    store.hear(number, outcome);
                }
            },
        ));
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
            let everyone = self.subscribers.borrow().everyone();
            self.tell(&everyone);
        }
    }

    /// Asks every feed now.
    pub(crate) fn refresh(&self) {
        self.slots.borrow().iter().filter_map(|slot| slot.poller.as_ref()).for_each(Poller::refresh);
    }

    /// Whether there is anybody to ask: a fixed feed is not.
    pub(crate) fn can_ask(&self) -> bool {
        self.slots.borrow().iter().any(|slot| slot.feed.url().is_some())
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
        let asking =
            self.slots.borrow().iter().any(|slot| slot.poller.as_ref().is_some_and(Poller::is_asking));
        if !asking {
            self.checks.take().into_iter().for_each(|landed| landed());
        }
    }

    /// What the feeds say, merged.
    pub(crate) fn snapshot(&self) -> Snapshot {
        self.snapshot.borrow().clone()
    }

    /// How each feed is doing, in the order in which they are listed.
    pub(crate) fn health(&self) -> Vec<FeedHealth> {
        let snapshot = self.snapshot.borrow();
        let of = |(slot, report): (&Slot, &FeedReport)| FeedHealth {
            engine: slot.feed.engine().name(),
            url: slot.feed.url().map(str::to_owned),
            confirmed_at: report.confirmed_at,
            stale: report.stale,
            error: slot.error.clone(),
            skipped: slot.skipped,
        };
        self.slots.borrow().iter().zip(snapshot.feeds()).map(of).collect()
    }

    /// Calls `notify` whenever the answer about this subject changes, until the subscription is dropped.
    pub(crate) fn subscribe(self: &Rc<Self>, subject: Subject, notify: impl Fn() + 'static) -> Subscription {
        self.doubt(&subject);
        let id = {
            let snapshot = self.snapshot.borrow();
            self.subscribers.borrow_mut().add(subject, &self.world(&snapshot), Rc::new(notify))
        };
        self.set_boundary();
        Subscription { store: self.clone(), id }
    }

    /// The moment it is, by the servers' clock where one told it.
    pub(crate) fn now(&self) -> Timestamp {
        let clock = self.clock.now();
        clock.checked_add_signed(TimeDelta::milliseconds(self.behind.get())).unwrap_or(clock)
    }

    /// A reader's clock may be hours wrong, and windows must begin and end on time all the same.
    fn correct(self: &Rc<Self>, date: Option<Timestamp>) {
        let Some(date) = date.filter(|_| self.clock.may_be_wrong()) else { return };
        if (date - self.now()).abs() > CLOCK_TOLERANCE {
            self.behind.set((date - self.clock.now()).num_milliseconds());
            self.boundary.take();
            let everyone = self.subscribers.borrow().everyone();
            self.tell(&everyone);
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
    }

    fn take_in(self: &Rc<Self>, number: u64, outcome: Outcome) {
        let Some(at) = self.slots.borrow().iter().position(|slot| slot.number == number) else { return };
        let first = self.snapshot.borrow().feeds().get(at).is_some_and(|feed| feed.report.is_none());
        let affected = match outcome {
            Outcome::Report(decoded) => Some(self.take(at, decoded)),
            Outcome::Same => None,
            Outcome::Failed(error) => return self.failed(at, error),
        };
        let now = self.now();
        let mut recovered = None;
        if let Some(slot) = self.slots.borrow_mut().get_mut(at) {
            recovered = slot.error.take().map(|_| slot.feed.engine().name());
        }
        if let Some(feed) = self.snapshot.borrow_mut().feeds.get_mut(at) {
            feed.confirmed_at = Some(now);
            feed.stale = false;
        }
        if let Some(engine) = recovered {
            self.emit(OutageEvent::FeedRecovered { engine });
        }
        let new = affected.is_some();
        if let Some(affected) = affected {
            if first {
                self.subscribers.borrow().subjects().for_each(|subject| self.doubt(subject));
            }
            self.tell(&affected);
        }
        // After the telling: writing takes longer than that, and nobody waits for it.
        self.keep(number, now, new);
    }

    /// Puts a new report in place of the old one and gives back whom that may concern.
    fn take(&self, at: usize, decoded: Decoded) -> Affected {
        for warning in &decoded.warnings {
            warn(&format!("left out: {warning}"));
        }
        if let Some(slot) = self.slots.borrow_mut().get_mut(at) {
            slot.skipped = decoded.skipped;
        }
        let subscribers = self.subscribers.borrow();
        let mut snapshot = self.snapshot.borrow_mut();
        let Some(feed) = snapshot.feeds.get_mut(at) else { return Affected::default() };
        match feed.report.replace(Rc::new(decoded.report)) {
            // Silence means something else from now on: keys that no report names are off.
            None => subscribers.everyone(),
            Some(old) => {
                let new: &Report = feed.report.as_deref().unwrap_or(&old);
                let mut affected = Affected::default();
                old.changed_toggles(new, |key| subscribers.affected_by_toggle(key, &mut affected));
                old.changed_services(new, |key| subscribers.affected_by_service(key, &mut affected));
                affected
            }
        }
    }

    fn failed(&self, at: usize, error: FeedError) {
        if let Some(feed) = self.snapshot.borrow_mut().feeds.get_mut(at) {
            feed.stale = feed.report.is_some();
        }
        let mut news = None;
        if let Some(slot) = self.slots.borrow_mut().get_mut(at) {
            // A fault that lasts is one fault: it is told once.
            if slot.error.as_ref() != Some(&error) {
                let engine = slot.feed.engine().name();
                warn(&format!("{}: {error}", slot.feed.address().unwrap_or(engine)));
                news = Some(OutageEvent::FeedFailed { engine, error: error.clone() });
            }
            slot.error = Some(error);
        }
        if let Some(news) = news {
            self.emit(news);
        }
    }

    /// Keeps a report for the next visit: a new one at once, one that was confirmed now and then.
    fn keep(&self, number: u64, now: Timestamp, new: bool) {
        let mut slots = self.slots.borrow_mut();
        let Some((at, slot)) = slots.iter_mut().enumerate().find(|(_, slot)| slot.number == number) else {
            return;
        };
        if !new && slot.kept_at.is_some_and(|kept| now - kept < KEPT_EVERY) {
            return;
        }
        let report = self.snapshot.borrow().feeds().get(at).and_then(|feed| feed.report.clone());
        if let Some(report) = report {
            let etag = slot.poller.as_ref().and_then(Poller::etag_to_keep);
            let kept = Kept { report: Report::clone(&report), etag, confirmed_at: now };
            self.settings.get().cache.keep(&slot.feed, &kept);
            slot.kept_at = Some(now);
        }
    }

    /// Where to tell what happens.
    pub(crate) fn set_listener(&self, listener: Option<Listener>) {
        self.listener.replace(listener);
    }

    /// Tells that something happened.
    pub(crate) fn emit(&self, event: OutageEvent) {
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    /// Asks these again and tells those whose answer changed.
    fn tell(self: &Rc<Self>, affected: &Affected) {
        let changed = {
            let snapshot = self.snapshot.borrow();
            self.subscribers.borrow_mut().ask_again(affected, &self.world(&snapshot))
        };
        // Nothing is borrowed any more: who is told may subscribe, leave or refresh.
        changed.iter().for_each(|notify| notify());
        self.set_boundary();
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
        self.slots.borrow().iter().filter_map(|slot| slot.poller.as_ref()).for_each(Poller::woke);
        let everyone = self.subscribers.borrow().everyone();
        self.tell(&everyone);
    }

    fn hid(&self) {
        self.slots.borrow().iter().filter_map(|slot| slot.poller.as_ref()).for_each(Poller::hid);
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
                    let everyone = store.subscribers.borrow().everyone();
                    store.tell(&everyone);
                }
            }),
        )));
    }

    /// A key that no feed mentions is off, which is also what a misspelt key is: say so once a key.
    fn doubt(&self, subject: &Subject) {
        let snapshot = self.snapshot.borrow();
        // A page without feeds guards nothing yet, and has no keys to compare with; and there are systems
        // that do not name what is off.
        let names_all = self.slots.borrow().iter().all(|slot| slot.feed.engine().names_every_toggle());
        if !names_all || !snapshot.knows_toggles() || !snapshot.feeds().iter().any(|feed| feed.kinds.toggles)
        {
            return;
        }
        subject.keys(&mut |key| {
            let RuleKey::Toggle(key) = key else { return };
            let mut doubted = self.doubted.borrow_mut();
            if snapshot.mentioned(key).is_none()
                && let Err(place) = doubted.binary_search_by(|known| (**known).cmp(key))
            {
                doubted.insert(place, key.into());
                let known = snapshot.reports().flat_map(Report::toggles).map(|(name, _)| name);
                let hint =
                    nearest(key, known).map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
                warn(&format!("no feed mentions the toggle `{key}`; it counts as off.{hint}"));
            }
        });
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
