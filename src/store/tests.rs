use chrono::TimeDelta;

use super::*;
use crate::feed::{Feed, FeedError};
use crate::model::{Availability, Notice, Report, Rule, Spelling, Timestamp, Toggle, any, toggle};

fn noon() -> Timestamp {
    "2026-05-02T12:00:00Z".parse().unwrap()
}

/// A store with a manual clock. It is not started, so it sends no requests: a test hands it the outcomes.
fn store(feeds: impl Into<Feeds>) -> Rc<Store> {
    let clock = ManualClock::at(noon());
    Store::new(ClockHandle::from(clock), Settings::default(), &feeds.into(), None)
}

fn report(toggles: &[(&str, bool)]) -> Outcome {
    let mut report = Report::builder();
    toggles.iter().for_each(|(key, on)| report.toggle(*key, Toggle::from(*on)));
    Outcome::Report(report.build().into())
}

impl Store {
    /// Hands the store the outcome of a request to the feed at this index.
    fn receive(self: &Rc<Self>, feed: usize, outcome: Outcome) {
        let number = self.feed_states.borrow().number(feed);
        self.on_outcome(number, outcome);
    }
}

/// A subscriber that counts its notifications.
struct Subscriber {
    subscription: Subscription,
    notified: Rc<Cell<usize>>,
}

impl Subscriber {
    fn new(store: &Rc<Store>, rule: impl Into<Rule>) -> Self {
        let notified = Rc::new(Cell::new(0));
        let subscription = store.subscribe(Query::from(rule.into()), {
            let notified = notified.clone();
            move || notified.set(notified.get() + 1)
        });
        Self { subscription, notified }
    }

    /// How often it was notified.
    fn notified(&self) -> usize {
        self.notified.get()
    }

    fn availability(&self) -> &'static str {
        match self.subscription.answer() {
            Some(Answer::Rule { availability, .. }) => availability.name(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn health_names_what_is_overdue_and_forgotten_by_the_time_now_and_the_guards_setting() {
    let clock = ManualClock::at(noon());
    let on = Notice::default().with_starts_at(noon()).with_ends_at(noon() + TimeDelta::hours(1));
    let feed = Feed::fixed([("bank", Toggle::on().with_notice(on))]);
    let settings = Settings { forgotten_after: Duration::from_secs(2 * 3_600), ..Settings::default() };
    let store = Store::new(ClockHandle::from(clock.clone()), settings, &feed.into(), None);
    let subscriber = Subscriber::new(&store, "bank");
    let found = || {
        let health = &store.health()[0];
        (health.overdue.len(), health.forgotten.len())
    };
    assert_eq!(found(), (0, 0));
    for expected in [(1, 0), (1, 1)] {
        clock.advance(Duration::from_secs(3_600));
        store.check_due();
        assert_eq!(found(), expected);
    }
    assert_eq!(subscriber.notified(), 2, "the section's answer changed at both times");
}

#[test]
fn one_flip_among_a_thousand_keys_notifies_one_subscriber() {
    let store = store(Feed::plain("/toggles"));
    let keys: Vec<Rc<str>> = (0..1_000).map(|n| format!("key_{n}").into()).collect();
    let report_with = |on: Option<usize>| {
        let mut report = Report::builder();
        keys.iter().enumerate().for_each(|(n, key)| report.toggle(key.clone(), Toggle::from(Some(n) == on)));
        Outcome::Report(report.build().into())
    };
    store.receive(0, report_with(None));
    let subscribers: Vec<Subscriber> =
        keys.iter().map(|key| Subscriber::new(&store, toggle(key.clone()))).collect();
    store.receive(0, report_with(Some(417)));
    let notified: Vec<usize> = (0..1_000).filter(|n| subscribers[*n].notified() > 0).collect();
    assert_eq!(notified, [417]);
    assert_eq!(subscribers[417].notified(), 1);
    assert_eq!(subscribers[417].availability(), "down");
}

#[test]
fn several_changed_keys_notify_a_subscriber_once() {
    let store = store(Feed::plain("/toggles"));
    store.receive(0, report(&[("a", false), ("b", false)]));
    let subscriber = Subscriber::new(&store, any(["a", "b"]));
    store.receive(0, report(&[("a", true), ("b", true)]));
    assert_eq!((subscriber.notified(), subscriber.availability()), (1, "down"));
    store.receive(0, report(&[("a", true), ("b", false)]));
    assert_eq!(subscriber.notified(), 2, "the downtime has other causes");
    store.receive(0, report(&[("a", true), ("b", false), ("c", true)]));
    assert_eq!(subscriber.notified(), 2, "the rule does not depend on c");
}

#[test]
fn a_key_is_unknown_until_every_feed_has_reported() {
    let store = store([Feed::plain("/one"), Feed::plain("/two")]);
    let subscriber = Subscriber::new(&store, "t");
    assert_eq!(subscriber.availability(), "unknown");
    store.receive(0, report(&[]));
    store.receive(1, Outcome::Failed(FeedError::TimedOut));
    assert_eq!(subscriber.availability(), "unknown");
    assert_eq!(store.health()[1].error, Some(FeedError::TimedOut));
    store.receive(1, report(&[]));
    assert_eq!((subscriber.availability(), subscriber.notified()), ("available", 1));
}

#[test]
fn a_failure_keeps_the_last_report_and_marks_it_stale_until_it_is_confirmed() {
    let store = store(Feed::plain("/toggles"));
    let subscriber = Subscriber::new(&store, "t");
    store.receive(0, report(&[("t", true)]));
    store.receive(0, Outcome::Failed(FeedError::Status(503)));
    assert_eq!(subscriber.availability(), "down");
    assert!(store.snapshot().feeds()[0].stale);
    store.receive(0, Outcome::Unchanged);
    assert!(!store.snapshot().feeds()[0].stale);
    assert_eq!(store.snapshot().feeds()[0].confirmed_at, Some(noon()));
    assert_eq!((subscriber.notified(), store.health()[0].error.clone()), (1, None));
}

#[test]
fn a_flip_in_either_spelling_notifies_rules_in_either_spelling() {
    let store = store(Feed::vets_api("/v0/feature_toggles"));
    let loose_report = |key: &str, on: bool| {
        let mut report = Report::builder().spelling(Spelling::Loose);
        report.toggle(key, Toggle::from(on));
        Outcome::Report(report.build().into())
    };
    store.receive(0, loose_report("profileHideX", false));
    let snake = Subscriber::new(&store, "profile_hide_x");
    let camel = Subscriber::new(&store, "profileHideX");
    store.receive(0, loose_report("profileHideX", true));
    assert_eq!((snake.availability(), camel.availability()), ("down", "down"));
    store.receive(0, loose_report("profile_hide_x", false));
    assert_eq!((snake.availability(), camel.availability()), ("available", "available"));
}

#[test]
fn a_feed_that_stays_listed_keeps_its_report_and_an_unlisted_one_loses_it() {
    let (one, two) = (Feed::plain("/one"), Feed::plain("/two"));
    let store = store([one.clone(), two.clone()]);
    store.receive(0, report(&[("a", true)]));
    store.receive(1, report(&[("b", true)]));
    let (a, b) = (Subscriber::new(&store, "a"), Subscriber::new(&store, "b"));
    let unlisted = store.feed_states.borrow().number(0);
    store.set_feeds(&[Feed::plain("/three"), two].into());
    assert_eq!((a.availability(), b.availability()), ("unknown", "down"));
    assert_eq!(b.notified(), 0);
    store.on_outcome(unlisted, report(&[("a", true)]));
    assert_eq!(a.availability(), "unknown", "the outcome of an unlisted feed is dropped");
    store.receive(0, report(&[("a", false)]));
    assert_eq!(a.availability(), "available");
}

#[test]
fn one_timer_notifies_each_subscriber_when_its_notice_ends() {
    let clock = ManualClock::at(noon());
    let on_for = |minutes: u64| {
        Toggle::on().with_notice(Notice::default().with_ends_at(noon() + Duration::from_secs(60 * minutes)))
    };
    let feed = Feed::fixed([("soon", on_for(5)), ("later", on_for(50))]);
    let store = Store::new(ClockHandle::from(clock.clone()), Settings::default(), &feed.into(), None);
    store.start();
    let subscribers = [Subscriber::new(&store, "soon"), Subscriber::new(&store, "later")];
    let until = |subscriber: &Subscriber| match subscriber.subscription.answer() {
        Some(Answer::Rule { availability: Availability::Down(downtime), .. }) => downtime.until,
        other => panic!("{other:?}"),
    };
    assert_eq!(clock.pending(), 2, "the end of the first notice, and the unknown timeout");
    clock.advance(Duration::from_secs(5 * 60));
    assert_eq!(subscribers.each_ref().map(Subscriber::notified), [1, 0]);
    assert_eq!(until(&subscribers[0]), None);
    assert!(until(&subscribers[1]).is_some());
    clock.advance(Duration::from_secs(60 * 60));
    assert_eq!(subscribers.each_ref().map(Subscriber::notified), [1, 1]);
    store.stop();
    assert_eq!(clock.pending(), 0);
}

#[test]
fn the_unknown_timeout_notifies_only_subscribers_that_know_nothing() {
    let clock = ManualClock::at(noon());
    let store = Store::new(
        ClockHandle::from(clock.clone()),
        Settings::default(),
        &[Feed::fixed([("on", true)]), Feed::plain("/silent")].into(),
        None,
    );
    // Not `start`, which sends a request: that needs a browser.
    store.unknown_timeout.start(store.clock());
    store.arm_unknown_timeout();
    let (known, unknown) = (Subscriber::new(&store, "on"), Subscriber::new(&store, "off"));
    clock.advance(Duration::from_millis(2_999));
    assert_eq!((known.notified(), unknown.notified()), (0, 0));
    clock.advance(Duration::from_millis(1));
    assert_eq!((known.notified(), unknown.notified()), (0, 1));
    let show_outage = WhileUnknown::ShowOutage { after: Duration::ZERO };
    let unknown_with =
        |fallback| Some(Answer::Rule { availability: Availability::Unknown, fallback: Some(fallback) });
    assert_eq!(unknown.subscription.answer(), unknown_with(UnknownFallback::Section));
    store.set_settings(Settings { while_unknown: show_outage, ..Settings::default() });
    assert_eq!((known.notified(), unknown.notified()), (0, 2));
    assert_eq!(unknown.subscription.answer(), unknown_with(UnknownFallback::Outage));
}

#[test]
fn a_notified_subscriber_may_unsubscribe_subscribe_and_refresh() {
    let store = store(Feed::plain("/toggles"));
    store.receive(0, report(&[("t", false)]));
    let subscriptions: Rc<RefCell<Vec<Subscription>>> = Rc::default();
    let first = store.subscribe(Query::from(Rule::from("t")), {
        let (store, subscriptions) = (Rc::downgrade(&store), subscriptions.clone());
        move || {
            subscriptions.borrow_mut().clear();
            if let Some(store) = store.upgrade() {
                store.refresh();
                let again = store.subscribe(Query::from(Rule::from("t")), || {});
                subscriptions.borrow_mut().push(again);
            }
        }
    });
    subscriptions.borrow_mut().push(first);
    store.receive(0, report(&[("t", true)]));
    assert_eq!(subscriptions.borrow().len(), 1);
    assert_eq!(store.subscriptions.borrow().queries().count(), 1);
}

#[test]
fn dropped_subscriptions_leave_no_entries() {
    let store = store(Feed::plain("/toggles"));
    drop((0..50).map(|_| Subscriber::new(&store, any(["a", "b"]).or(!toggle("a")))).collect::<Vec<_>>());
    let subscriptions = store.subscriptions.borrow();
    assert_eq!(subscriptions.queries().count(), 0);
    assert_eq!(subscriptions.indexed_keys(), 0);
}
