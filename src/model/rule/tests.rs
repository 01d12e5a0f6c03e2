use proptest::prelude::*;

use super::evaluator::{Evaluator, Mode};
use super::*;
use crate::model::interval_set::IntervalSet;
use crate::model::{Cause, FeedReport, Impact, Kinds, Notice, Outage, Report, Toggle, WHOLE_SITE};

const HOUR: Duration = Duration::from_secs(3600);

fn at(minute: i64) -> Timestamp {
    Timestamp::from_timestamp_millis(minute * 60_000).unwrap()
}

/// A truth value of Kleene's three-valued logic: down, not down, or unknown.
type Kleene = Option<bool>;

fn k_any(values: impl Iterator<Item = Kleene>) -> Kleene {
    let values: Vec<_> = values.collect();
    if values.contains(&Some(true)) {
        Some(true)
    } else if values.contains(&None) {
        None
    } else {
        Some(false)
    }
}

fn k_not(value: Kleene) -> Kleene {
    value.map(|down| !down)
}

/// The index of a service, a start, a length, and two flags: see [`World`].
type OutageOf = (usize, Option<i64>, Option<i64>, bool, bool);

/// What the property tests evaluate rules on: four toggles that are on, off or unknown, and outages of three
/// services and of the whole site.
#[derive(Clone, Debug)]
struct World {
    toggles: Vec<Kleene>,
    /// The index of the service, the start (`None`: unknown), the length (`None`: open), and whether the
    /// outage is ongoing and whether it only degrades the service.
    outages: Vec<OutageOf>,
    outages_known: bool,
    /// The index of a service with an unreadable outage.
    unreadable: Option<usize>,
}

const KEYS: [&str; 4] = ["a", "b", "c", WHOLE_SITE];
const MINUTES: i64 = 30;

impl World {
    fn snapshot(&self) -> Snapshot {
        let mut toggles = Report::builder();
        for (key, on) in KEYS.iter().zip(&self.toggles) {
            if let Some(on) = on {
                toggles.toggle(*key, Toggle::from(*on));
            }
        }
        let mut outages = Report::builder();
        for (id, (service, start, end, ongoing, degraded)) in self.outages.iter().enumerate() {
            let outage = Outage::planned(id.to_string(), [KEYS[*service]])
                .with_starts_at(start.map(at))
                .with_ends_at(end.map(|minutes| at(start.unwrap_or(0) + minutes)))
                .with_impact(if *degraded { Impact::Degraded } else { Impact::Down });
            if *ongoing { outages.ongoing(outage) } else { outages.outage(outage) }
        }
        if let Some(service) = self.unreadable {
            outages.unreadable_outage(Some("unreadable".into()), vec![KEYS[service].into()]);
        }
        let mut feeds = vec![
            FeedReport::answered(Kinds::TOGGLES, toggles.build()),
            FeedReport::answered(Kinds::OUTAGES, outages.build()),
        ];
        // One more feed without a report makes the rest unknown.
        if self.toggles.contains(&None) {
            feeds.push(FeedReport::unanswered(Kinds::TOGGLES));
        }
        if !self.outages_known {
            feeds.push(FeedReport::unanswered(Kinds::OUTAGES));
        }
        Snapshot::new(feeds)
    }

    /// The oracle: evaluates a rule for one minute by Kleene's tables, as known `now`. With `expected` the
    /// ends of ongoing outages count while they are in the future. With `degraded`, services that are only
    /// degraded count, unless an odd number of `!` stands before them.
    fn down(&self, rule: &Rule, minute: i64, now: i64, expected: bool, degraded: Degraded) -> Kleene {
        let index = |key: &str| KEYS.iter().position(|k| *k == key).unwrap();
        let down = |rule: &Rule| self.down(rule, minute, now, expected, degraded);
        match &rule.0 {
            Node::Toggle(key) => self.toggles[index(key)],
            Node::Service(key) => {
                let service = index(key);
                let affecting = || {
                    self.outages.iter().filter(move |(its, .., is_degraded)| {
                        (*its == service || KEYS[*its] == WHOLE_SITE)
                            && (!is_degraded || degraded == Degraded::Counts)
                    })
                };
                let period = |(_, start, length, ..): &OutageOf| {
                    let end = length.map_or(i64::MAX, |length| start.unwrap_or(0) + length);
                    (start.unwrap_or(i64::MIN), end)
                };
                let planned_end = affecting()
                    .map(period)
                    .filter(|(start, end)| *start <= now && now < *end && *end != i64::MAX);
                let planned_end = planned_end.map(|(_, end)| end).max().unwrap_or(i64::MAX);
                let on = affecting().any(|outage| {
                    let (start, end) = period(outage);
                    if !outage.3 {
                        return start <= minute && minute < end;
                    }
                    let end = match expected {
                        true if end > now && end != i64::MAX => end,
                        true => planned_end,
                        false => i64::MAX,
                    };
                    (start > now || start <= minute) && minute < end
                });
                let is_unreadable =
                    self.unreadable.is_some_and(|its| its == service || KEYS[its] == WHOLE_SITE);
                if on { Some(true) } else { (self.outages_known && !is_unreadable).then_some(false) }
            }
            Node::Any(rules) => k_any(rules.iter().map(down)),
            Node::All(rules) if rules.is_empty() => Some(false),
            Node::All(rules) => k_not(k_any(rules.iter().map(|rule| k_not(down(rule))))),
            Node::Not(rule) => k_not(self.down(rule, minute, now, expected, degraded.negated())),
        }
    }
}

/// Whether services that are only degraded count.
#[derive(Clone, Copy, PartialEq)]
enum Degraded {
    Counts,
    /// Not under this `!`, but under the next.
    CountsNegated,
    Never,
}

impl Degraded {
    fn negated(self) -> Self {
        match self {
            Self::Counts => Self::CountsNegated,
            Self::CountsNegated => Self::Counts,
            Self::Never => Self::Never,
        }
    }
}

fn worlds() -> impl Strategy<Value = World> {
    let toggle = prop_oneof![Just(None), Just(Some(false)), Just(Some(true))];
    let start = prop::option::weighted(0.9, 0..MINUTES);
    let length = prop::option::weighted(0.8, 1..12i64);
    let outage = (0..KEYS.len(), start, length, prop::bool::weighted(0.3), prop::bool::weighted(0.3));
    let unreadable = prop::option::weighted(0.2, 0..KEYS.len());
    (
        prop::collection::vec(toggle, KEYS.len()),
        prop::collection::vec(outage, 0..7),
        any::<bool>(),
        unreadable,
    )
        .prop_map(|(toggles, outages, outages_known, unreadable)| World {
            toggles,
            outages,
            outages_known,
            unreadable,
        })
}

fn any<T: Arbitrary>() -> impl Strategy<Value = T> {
    proptest::prelude::any::<T>()
}

fn rules() -> impl Strategy<Value = Rule> {
    let key = prop::sample::select(&KEYS[..]);
    let leaf = prop_oneof![key.clone().prop_map(toggle), key.prop_map(service)];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(super::any),
            prop::collection::vec(inner.clone(), 0..4).prop_map(all),
            inner.prop_map(|rule| !rule),
        ]
    })
}

/// The same rule with the parts of every `any` and `all` in the opposite order.
fn mirrored(rule: &Rule) -> Rule {
    let turn = |rules: &Rc<[Rule]>| rules.iter().rev().map(mirrored).collect::<Vec<_>>();
    match &rule.0 {
        Node::Any(rules) => super::any(turn(rules)),
        Node::All(rules) => all(turn(rules)),
        Node::Not(rule) => !mirrored(rule),
        Node::Toggle(_) | Node::Service(_) => rule.clone(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// The oracle checks every minute: the availability, both ends of the downtime, what approaches, and when
    /// the availability changes next.
    #[test]
    fn an_evaluation_agrees_with_the_oracle(world in worlds(), rule in rules(), now in 0..MINUTES, warn in 0..15i64) {
        let snapshot = world.snapshot();
        let warn_before = Duration::from_secs(warn as u64 * 60);
        let at_threshold = |minute, expected, degraded| world.down(&rule, minute, now, expected, degraded);
        let down = |minute| at_threshold(minute, false, Degraded::Never);
        let end_of_time = 2 * MINUTES;
        // A current downtime shows its expected end; an approaching one has only planned ends.
        let period = |minute: i64, expected: bool, degraded: Degraded| {
            let holds = |m: &i64| at_threshold(*m, false, degraded) == Some(true);
            let since = (-1..=minute).rev().take_while(holds).last().unwrap();
            let until =
                (minute..=end_of_time).find(|m| at_threshold(*m, expected, degraded) != Some(true));
            ((since > -1).then(|| at(since)), until.map(at))
        };
        let evaluate = |minute| rule.evaluate(None, &snapshot, at(minute), warn_before, HOUR / 6);
        let evaluation = evaluate(now);
        match (&evaluation.availability, down(now)) {
            (Availability::Down(downtime), Some(true)) => {
                prop_assert_eq!((downtime.since, downtime.until), period(now, true, Degraded::Never));
            }
            (Availability::Unknown, None) => {}
            (Availability::Approaching(downtime), Some(false)) => {
                let start = (now..=now + warn).find(|m| down(*m) == Some(true)).unwrap();
                prop_assert_eq!((downtime.since, downtime.until), period(start, false, Degraded::Never));
                prop_assert_ne!(at_threshold(now, false, Degraded::Counts), Some(true));
            }
            (Availability::Degraded(downtime), Some(false)) => {
                prop_assert_eq!((downtime.since, downtime.until), period(now, true, Degraded::Counts));
                let start = (now..=now + warn).find(|m| down(*m) == Some(true));
                let next = downtime.next.as_ref().map(|next| (next.since, next.until));
                prop_assert_eq!(next, start.map(|start| period(start, false, Degraded::Never)));
            }
            (Availability::Available, Some(false)) => {
                prop_assert!((now..=now + warn).all(|m| down(m) != Some(true)));
                prop_assert_ne!(at_threshold(now, false, Degraded::Counts), Some(true));
            }
            (got, expected) => prop_assert!(false, "got {:?}, the tables say {:?}", got, expected),
        }
        // No earlier minute evaluates differently, so a timer for `changes_at` misses nothing.
        let next = (now + 1..=end_of_time)
            .find(|m| evaluate(*m).availability != evaluation.availability);
        if let Some(next) = next {
            prop_assert!(evaluation.changes_at.is_some_and(|changes| changes <= at(next)));
        }
    }

    #[test]
    fn whatever_is_down_is_at_least_degraded(world in worlds(), rule in rules(), now in 0..MINUTES) {
        let snapshot = world.snapshot();
        let evaluator = |mode| {
            let evaluator = Evaluator::new(&snapshot, at(now).timestamp_millis(), i64::MAX);
            evaluator.evaluate(&rule, false, mode)
        };
        let (down, degraded) = (evaluator(Mode::DOWN), evaluator(Mode::DEGRADED));
        for minute in -1..=2 * MINUTES {
            let holds = |set: &IntervalSet| set.at(minute * 60_000).is_some();
            prop_assert!(!holds(&down.certain) || holds(&degraded.certain));
            prop_assert!(!holds(&down.possible) || holds(&degraded.possible));
        }
    }

    #[test]
    fn a_section_is_degraded_by_either_rule_and_down_by_one(world in worlds(), rule in rules(), other in rules(), now in 0..MINUTES) {
        let snapshot = world.snapshot();
        let evaluate = |degraded_when: Option<&Rule>| {
            rule.evaluate(degraded_when, &snapshot, at(now), HOUR, Duration::MAX).availability
        };
        let (alone, both) = (evaluate(None), evaluate(Some(&other)));
        prop_assert_eq!(alone.is_down(), both.is_down());
        prop_assert_eq!(alone == Availability::Unknown, both == Availability::Unknown);
        prop_assert_eq!(alone.approaching(), both.approaching());
        let other_is_out = world.down(&other, now, now, false, Degraded::Counts) == Some(true);
        let works = !both.is_down() && both != Availability::Unknown;
        prop_assert_eq!(both.is_degraded(), alone.is_degraded() || (works && other_is_out));
    }

    #[test]
    fn the_order_of_rules_and_reports_never_changes_an_evaluation(world in worlds(), rule in rules(), now in 0..MINUTES) {
        let snapshot = world.snapshot();
        let turned = Snapshot::new(snapshot.feeds().iter().rev().cloned());
        let evaluation = rule.evaluate(None, &snapshot, at(now), HOUR, Duration::MAX);
        prop_assert_eq!(&evaluation, &mirrored(&rule).evaluate(None, &snapshot, at(now), HOUR, Duration::MAX));
        prop_assert_eq!(&evaluation, &rule.evaluate(None, &turned, at(now), HOUR, Duration::MAX));
    }
}

fn single(key: &'static str, toggle: Toggle) -> Snapshot {
    let mut report = Report::builder();
    report.toggle(key, toggle);
    Snapshot::new([FeedReport::answered(Kinds::TOGGLES, report.build())])
}

fn notice(message: &str, ends_at: Option<Timestamp>) -> Notice {
    Notice::default().with_message(message).with_ends_at(ends_at)
}

#[test]
fn any_all_and_not_follow_kleenes_tables() {
    let mut report = Report::builder();
    report.toggle("down", Toggle::on());
    report.toggle("up", Toggle::off());
    let snapshot = Snapshot::new([
        FeedReport::answered(Kinds::TOGGLES, report.build()),
        FeedReport::unanswered(Kinds::TOGGLES),
    ]);
    let name = |rule: Rule| rule.availability(&snapshot, at(0), HOUR).name();
    for (a, b, or, and) in [
        ("down", "down", "down", "down"),
        ("down", "open", "down", "unknown"),
        ("down", "up", "down", "available"),
        ("open", "open", "unknown", "unknown"),
        ("open", "up", "unknown", "available"),
        ("up", "up", "available", "available"),
    ] {
        assert_eq!(name(toggle(a).or(b)), or, "{a} or {b}");
        assert_eq!(name(toggle(b).or(a)), or, "{b} or {a}");
        assert_eq!(name(toggle(a).and(b)), and, "{a} and {b}");
        assert_eq!(name(toggle(b).and(a)), and, "{b} and {a}");
    }
    assert_eq!(name(!toggle("down")), "available");
    assert_eq!(name(!toggle("open")), "unknown");
    assert_eq!(name(!toggle("up")), "down");
    assert_eq!(name(super::any([] as [Rule; 0])), "available");
    assert_eq!(name(all([] as [Rule; 0])), "available");
}

#[test]
fn what_is_on_for_too_long_counts_as_forgotten_from_that_minute_on() {
    let on_since = |start| Toggle::on().with_notice(Notice::default().with_starts_at(start));
    let mut report = Report::builder();
    report.toggle("old", on_since(Some(at(0))));
    report.toggle("young", on_since(Some(at(5))));
    report.toggle("no_start", Toggle::on());
    report.toggle("off", Toggle::from(false).with_notice(Notice::default().with_starts_at(at(0))));
    report.outage(Outage::planned("w", ["bank"]).with_starts_at(at(0)));
    report.outage(Outage::planned("ahead", ["mail"]).with_starts_at(at(63)));
    let snapshot = Snapshot::new([FeedReport::answered(Kinds::BOTH, report.build())]);
    let forgotten = |rule: &Rule, minute| {
        let evaluation = rule.evaluate(None, &snapshot, at(minute), HOUR, HOUR);
        let downtime = evaluation.availability.downtime().cloned().unwrap_or_default();
        (downtime.is_forgotten, evaluation.changes_at)
    };
    for rule in
        [toggle("old"), service("bank"), super::any([toggle("no_start"), toggle("old")]), !toggle("off")]
    {
        assert_eq!(forgotten(&rule, 59), (false, Some(at(60))), "{rule}");
        assert_eq!(forgotten(&rule, 60), (true, None), "{rule}");
    }
    assert!(!forgotten(&toggle("young"), 60).0);
    assert!(!forgotten(&toggle("no_start"), 1_000).0, "nobody knows since when");
    assert!(!forgotten(&toggle("old").and(service("mail")), 62).0, "what is not down yet is not forgotten");
    assert!(!toggle("old").availability(&snapshot, at(1_000), HOUR).downtime().unwrap().is_forgotten);
}

#[test]
fn a_notice_gives_the_message_and_the_end_until_that_has_passed() {
    let snapshot = single("t", Toggle::on().with_notice(notice("New bank.", Some(at(10)))));
    let before = toggle("t").evaluate(None, &snapshot, at(9), HOUR, Duration::MAX);
    let Availability::Down(downtime) = &before.availability else { panic!("{before:?}") };
    assert_eq!(downtime.until, Some(at(10)));
    assert_eq!(downtime.message.as_deref(), Some("New bank."));
    assert!(!downtime.is_overdue && !downtime.planned);
    assert_eq!(before.changes_at, Some(at(10)));

    let after = toggle("t").evaluate(None, &snapshot, at(10), HOUR, Duration::MAX);
    let Availability::Down(downtime) = &after.availability else {
        panic!("a toggle stays on until a report says otherwise")
    };
    assert_eq!(downtime.until, None, "an end that has passed is not shown");
    assert!(downtime.is_overdue);
    assert_eq!(after.changes_at, None);
}

#[test]
fn a_negated_rule_shows_the_notice_of_a_toggle_that_is_off() {
    let snapshot = single("enabled", Toggle::off().with_notice(notice("Back soon.", Some(at(10)))));
    let availability = (!toggle("enabled")).availability(&snapshot, at(0), HOUR);
    let Availability::Down(downtime) = availability else { panic!("{availability:?}") };
    assert_eq!((downtime.until, downtime.message.as_deref()), (Some(at(10)), Some("Back soon.")));
    assert_eq!(&*downtime.causes, [Cause::Toggle("enabled".into())]);
}

#[test]
fn the_feed_listed_later_wins_whichever_responded_first() {
    let feed = |on: bool| {
        let mut report = Report::builder();
        report.toggle("t", Toggle::from(on));
        FeedReport::answered(Kinds::TOGGLES, report.build())
    };
    let down =
        |feeds: [FeedReport; 2]| toggle("t").availability(&Snapshot::new(feeds), at(0), HOUR).is_down();
    assert!(down([feed(false), feed(true)]));
    assert!(!down([feed(true), feed(false)]));
    assert!(down([feed(true), FeedReport::unanswered(Kinds::TOGGLES)]));
}

#[test]
fn only_what_takes_the_section_down_is_a_cause() {
    let mut report = Report::builder();
    report.toggle("on", Toggle::on());
    report.toggle("also", Toggle::on());
    let snapshot = Snapshot::new([FeedReport::answered(Kinds::TOGGLES, report.build())]);
    // The `all` fails because of "off", so "also" takes nothing down.
    let rule = super::any([toggle("on"), toggle("also").and("off")]);
    let availability = rule.availability(&snapshot, at(0), HOUR);
    assert_eq!(&*availability.downtime().unwrap().causes, [Cause::Toggle("on".into())]);
}

fn outages(outages: impl IntoIterator<Item = Outage>) -> Snapshot {
    let mut report = Report::builder();
    outages.into_iter().for_each(|outage| report.ongoing(outage));
    Snapshot::new([FeedReport::answered(Kinds::OUTAGES, report.build())])
}

#[test]
fn a_downtime_is_planned_only_if_all_of_its_causes_are() {
    let planned = || Outage::planned("w", ["a"]);
    let is_planned = |snapshot: &Snapshot| {
        let availability = service("a").availability(snapshot, at(0), HOUR);
        availability.downtime().unwrap().planned
    };
    assert!(is_planned(&outages([planned()])));
    assert!(!is_planned(&outages([planned(), Outage::unplanned("i", ["a"])])));
    assert!(!is_planned(&outages([Outage::unplanned("i", ["a"])])));
}

#[test]
fn an_ongoing_outage_whose_end_has_passed_is_overdue_unless_another_gives_a_later_end() {
    let overdue = || Outage::planned("w", ["a"]).with_starts_at(at(0)).with_ends_at(at(10));
    let downtime = |snapshot: &Snapshot, minute| {
        let evaluation = service("a").evaluate(None, snapshot, at(minute), HOUR, Duration::MAX);
        (evaluation.availability.downtime().cloned().unwrap(), evaluation.changes_at)
    };
    let (before, changes_at) = downtime(&outages([overdue()]), 9);
    assert_eq!((before.is_overdue, before.until, changes_at), (false, Some(at(10)), Some(at(10))));
    let (after, _) = downtime(&outages([overdue()]), 10);
    assert_eq!((after.is_overdue, after.until, after.since), (true, None, Some(at(0))));
    let later = Outage::planned("v", ["a"]).with_ends_at(at(20));
    let (with_later, _) = downtime(&outages([overdue(), later]), 10);
    assert!(!with_later.is_overdue || with_later.until.is_none());
}

#[test]
fn down_wins_over_degraded_and_a_degraded_section_may_have_a_downtime_ahead() {
    let slow = || Outage::unplanned("slow", ["a"]).with_impact(Impact::Degraded);
    let name = |snapshot: &Snapshot| service("a").availability(snapshot, at(0), HOUR).name();
    assert_eq!(name(&outages([slow()])), "degraded");
    assert_eq!(name(&outages([slow(), Outage::unplanned("i", ["a"])])), "down");
    assert_eq!((!service("a")).availability(&outages([slow()]), at(0), HOUR).name(), "down");
    let mut report = Report::builder();
    report.ongoing(slow());
    report.outage(Outage::planned("w", ["a"]).with_starts_at(at(30)).with_ends_at(at(40)));
    let snapshot = Snapshot::new([FeedReport::answered(Kinds::OUTAGES, report.build())]);
    let availability = service("a").availability(&snapshot, at(0), HOUR);
    assert_eq!(availability.name(), "degraded");
    assert_eq!(availability.approaching().and_then(|next| next.since), Some(at(30)));
    assert_eq!(availability.downtime().unwrap().services().collect::<Vec<_>>(), [&Rc::from("a")]);
}

#[test]
fn a_toggle_says_since_when_unless_that_is_in_the_future() {
    let since = |starts_at| {
        let notice = Notice::default().with_starts_at(at(starts_at));
        let availability =
            toggle("t").availability(&single("t", Toggle::on().with_notice(notice)), at(10), HOUR);
        availability.downtime().unwrap().since
    };
    assert_eq!((since(3), since(11)), (Some(at(3)), None));
}
