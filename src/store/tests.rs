use super::*;
use crate::feed::{Feed, FeedError};
use crate::model::{Availability, Notice, Report, Rule, Spelling, Timestamp, Toggle, any, toggle};

fn noon() -> Timestamp {
    "2026-05-02T12:00:00Z".parse().unwrap()
}

/// A store under a manual clock. It is not started: its feeds speak when a test says so.
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
    fn answers(self: &Rc<Self>, at: usize, outcome: Outcome) {
        let number = self.feed_states.borrow().number(at);
        self.on_outcome(number, outcome);
    }
}

/// One who asks and counts how often it was told.
struct Asker {
    subscription: Subscription,
    told: Rc<Cell<usize>>,
}

impl Asker {
    fn of(store: &Rc<Store>, rule: impl Into<Rule>) -> Self {
        let told = Rc::new(Cell::new(0));
        let subscription = store.subscribe(Query::from(rule.into()), {
            let told = told.clone();
            move || told.set(told.get() + 1)
        });
        Self { subscription, told }
    }

    fn name(&self) -> &'static str {
        match self.subscription.answer() {
            Some(Answer::Rule { availability, .. }) => availability.name(),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn of_a_thousand_askers_on_a_thousand_keys_one_flip_tells_one() {
    let store = store(Feed::plain("/toggles"));
    let keys: Vec<Rc<str>> = (0..1_000).map(|n| format!("key_{n}").into()).collect();
    let say = |on: usize| {
        let mut report = Report::builder();
        keys.iter().enumerate().for_each(|(n, key)| report.toggle(key.clone(), Toggle::from(n == on)));
        Outcome::Report(report.build().into())
    };
    store.answers(0, say(usize::MAX));
    let askers: Vec<Asker> = keys.iter().map(|key| Asker::of(&store, toggle(key.clone()))).collect();
    store.answers(0, say(417));
    let told: Vec<usize> = (0..1_000).filter(|n| askers[*n].told.get() > 0).collect();
    assert_eq!(told, [417]);
    assert_eq!(askers[417].told.get(), 1);
    assert_eq!(askers[417].name(), "down");
}

#[test]
fn whoever_asked_about_several_keys_that_changed_is_told_once() {
    let store = store(Feed::plain("/toggles"));
    store.answers(0, report(&[("a", false), ("b", false)]));
    let asker = Asker::of(&store, any(["a", "b"]));
    store.answers(0, report(&[("a", true), ("b", true)]));
    assert_eq!((asker.told.get(), asker.name()), (1, "down"));
    store.answers(0, report(&[("a", true), ("b", false)]));
    assert_eq!(asker.told.get(), 2, "what is behind the downtime changed");
    store.answers(0, report(&[("a", true), ("b", false), ("c", true)]));
    assert_eq!(asker.told.get(), 2, "nobody asked about c");
}

#[test]
fn a_key_is_unknown_until_every_feed_has_answered_and_a_failure_is_no_answer() {
    let store = store([Feed::plain("/one"), Feed::plain("/two")]);
    let asker = Asker::of(&store, "t");
    assert_eq!(asker.name(), "unknown");
    store.answers(0, report(&[]));
    store.answers(1, Outcome::Failed(FeedError::TimedOut));
    assert_eq!(asker.name(), "unknown");
    assert_eq!(store.health()[1].error, Some(FeedError::TimedOut));
    store.answers(1, report(&[]));
    assert_eq!((asker.name(), asker.told.get()), ("available", 1));
}

#[test]
fn a_failure_keeps_the_last_good_report_and_marks_it_stale_until_it_is_confirmed() {
    let store = store(Feed::plain("/toggles"));
    let asker = Asker::of(&store, "t");
    store.answers(0, report(&[("t", true)]));
    store.answers(0, Outcome::Failed(FeedError::Status(503)));
    assert_eq!(asker.name(), "down");
    assert!(store.snapshot().feeds()[0].stale);
    store.answers(0, Outcome::Unchanged);
    assert!(!store.snapshot().feeds()[0].stale);
    assert_eq!(store.snapshot().feeds()[0].confirmed_at, Some(noon()));
    assert_eq!((asker.told.get(), store.health()[0].error.clone()), (1, None));
}

#[test]
fn a_rule_in_either_spelling_hears_of_a_flip_in_either_spelling() {
    let store = store(Feed::vets_api("/v0/feature_toggles"));
    let say = |name: &str, on: bool| {
        let mut report = Report::builder().spelling(Spelling::Loose);
        report.toggle(name, Toggle::from(on));
        Outcome::Report(report.build().into())
    };
    store.answers(0, say("profileHideX", false));
    let snake = Asker::of(&store, "profile_hide_x");
    let camel = Asker::of(&store, "profileHideX");
    store.answers(0, say("profileHideX", true));
    assert_eq!((snake.name(), camel.name()), ("down", "down"));
    store.answers(0, say("profile_hide_x", false));
    assert_eq!((snake.name(), camel.name()), ("available", "available"));
}

#[test]
fn a_feed_that_is_listed_again_keeps_its_report_and_one_that_is_not_is_forgotten() {
    let (one, two) = (Feed::plain("/one"), Feed::plain("/two"));
    let store = store([one.clone(), two.clone()]);
    store.answers(0, report(&[("a", true)]));
    store.answers(1, report(&[("b", true)]));
    let (a, b) = (Asker::of(&store, "a"), Asker::of(&store, "b"));
    let forgotten = store.feed_states.borrow().number(0);
    store.set_feeds(&[Feed::plain("/three"), two].into());
    assert_eq!((a.name(), b.name()), ("unknown", "down"));
    assert_eq!(b.told.get(), 0);
    store.on_outcome(forgotten, report(&[("a", true)]));
    assert_eq!(a.name(), "unknown", "an answer to a feed that is no longer listed is dropped");
    store.answers(0, report(&[("a", false)]));
    assert_eq!(a.name(), "available");
}

#[test]
fn the_end_time_of_a_notice_is_a_boundary_and_one_timer_serves_all() {
    let clock = ManualClock::at(noon());
    let ends = |minutes: u64| {
        Toggle::on()
            .with_notice(Notice { message: None, ends_at: Some(noon() + Duration::from_secs(60 * minutes)) })
    };
    let feed = Feed::fixed([("soon", ends(5)), ("later", ends(50))]);
    let store = Store::new(ClockHandle::from(clock.clone()), Settings::default(), &feed.into(), None);
    store.start();
    let askers = [Asker::of(&store, "soon"), Asker::of(&store, "later")];
    let until = |asker: &Asker| match asker.subscription.answer() {
        Some(Answer::Rule { availability: Availability::Down(downtime), .. }) => downtime.until,
        other => panic!("{other:?}"),
    };
    assert_eq!(clock.pending(), 2, "the boundary and the wait for a first answer");
    clock.advance(Duration::from_secs(5 * 60));
    assert_eq!(askers.each_ref().map(|asker| asker.told.get()), [1, 0]);
    assert_eq!(until(&askers[0]), None);
    assert!(until(&askers[1]).is_some());
    clock.advance(Duration::from_secs(60 * 60));
    assert_eq!(askers.each_ref().map(|asker| asker.told.get()), [1, 1]);
    store.stop();
    assert_eq!(clock.pending(), 0);
}

#[test]
fn whoever_still_knows_nothing_is_told_when_the_wait_is_over() {
    let clock = ManualClock::at(noon());
    let store = Store::new(
        ClockHandle::from(clock.clone()),
        Settings::default(),
        &[Feed::fixed([("on", true)]), Feed::plain("/silent")].into(),
        None,
    );
    // Not `start`: a request needs a browser, and the wait is what is under test.
    store.arm_unknown_timeout();
    let (known, unknown) = (Asker::of(&store, "on"), Asker::of(&store, "off"));
    clock.advance(Duration::from_millis(2_999));
    assert_eq!((known.told.get(), unknown.told.get()), (0, 0));
    clock.advance(Duration::from_millis(1));
    assert_eq!((known.told.get(), unknown.told.get()), (0, 1));
    let outage = WhileUnknown::ShowOutage { after: Duration::ZERO };
    let fallback =
        |wanted| Some(Answer::Rule { availability: Availability::Unknown, fallback: Some(wanted) });
    assert_eq!(unknown.subscription.answer(), fallback(UnknownFallback::Section));
    store.set_settings(Settings { while_unknown: outage, ..Settings::default() });
    assert_eq!((known.told.get(), unknown.told.get()), (0, 2));
    assert_eq!(unknown.subscription.answer(), fallback(UnknownFallback::Outage));
}

#[test]
fn who_is_told_may_leave_ask_and_refresh() {
    let store = store(Feed::plain("/toggles"));
    store.answers(0, report(&[("t", false)]));
    let last_response: Rc<RefCell<Vec<Subscription>>> = Rc::default();
    let first = store.subscribe(Query::from(Rule::from("t")), {
        let (store, last_response) = (Rc::downgrade(&store), last_response.clone());
        move || {
            last_response.borrow_mut().clear();
            if let Some(store) = store.upgrade() {
                store.refresh();
                let again = store.subscribe(Query::from(Rule::from("t")), || {});
                last_response.borrow_mut().push(again);
            }
        }
    });
    last_response.borrow_mut().push(first);
    store.answers(0, report(&[("t", true)]));
    assert_eq!(last_response.borrow().len(), 1);
    assert_eq!(store.subscriptions.borrow().queries().count(), 1);
}

#[test]
fn whoever_leaves_leaves_nothing_behind() {
    let store = store(Feed::plain("/toggles"));
    drop((0..50).map(|_| Asker::of(&store, any(["a", "b"]).or(!toggle("a")))).collect::<Vec<_>>());
    let subscriptions = store.subscriptions.borrow();
    assert_eq!(subscriptions.queries().count(), 0);
    assert_eq!(subscriptions.indexed_keys(), 0);
}
