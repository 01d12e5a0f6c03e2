mod display;

use std::cell::Cell;
use std::ops::Not;
use std::rc::Rc;
use std::time::Duration;

use super::interval_set::{ALWAYS, Interval, IntervalSet};
use super::sort::sort;
use super::{Availability, Cause, Downtime, Report, ServiceWindow, Snapshot, Timestamp};

/// When a section is down: toggles and services combined with any, all and not.
///
/// A toggle is down while it is on; a service while a maintenance window affects it. Answers have
/// three values: `any` is down if one part is down, else unknown if one is unknown; `all` is the
/// dual; not of unknown is unknown. A rule without parts is never down, so that a list that came out
/// empty cannot take a page away.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule: Rule = toggle("hide_contact").or(service("va_profile"));
/// let same = any([toggle("hide_contact"), service("va_profile")]);
/// let enabled = !toggle("contact_enabled");
/// let both = all([rule, enabled]);
/// # let _ = (same, both);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule(Node);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Toggle(Rc<str>),
    Service(Rc<str>),
    Any(Rc<[Rule]>),
    All(Rc<[Rule]>),
    Not(Rc<Rule>),
}

/// Down while this toggle is on. A string in the place of a rule means the same: `&'static str`, `String`,
/// `Rc<str>` or Yew's `AttrValue`.
///
/// ```
/// use yew_outage::prelude::*;
///
/// assert_eq!(toggle("hide_contact"), Rule::from("hide_contact"));
/// ```
pub fn toggle(key: impl Into<Rc<str>>) -> Rule {
    Rule(Node::Toggle(key.into()))
}

/// Down while a maintenance window affects this service.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule = service("lighthouse_direct_deposit");
/// # let _ = rule;
/// ```
pub fn service(key: impl Into<Rc<str>>) -> Rule {
    Rule(Node::Service(key.into()))
}

/// Down while one of these is. Of no rules: never down.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule = any([toggle("hide_contact"), toggle("hide_profile")]);
/// # let _ = rule;
/// ```
pub fn any(rules: impl IntoIterator<Item = impl Into<Rule>>) -> Rule {
    Rule(Node::Any(rules.into_iter().map(Into::into).collect()))
}

/// Down while all of these are. Of no rules: never down.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule = all([service("evss"), service("lighthouse")]);
/// # let _ = rule;
/// ```
pub fn all(rules: impl IntoIterator<Item = impl Into<Rule>>) -> Rule {
    Rule(Node::All(rules.into_iter().map(Into::into).collect()))
}

impl From<&'static str> for Rule {
    fn from(key: &'static str) -> Self {
        toggle(key)
    }
}

impl From<String> for Rule {
    fn from(key: String) -> Self {
        toggle(key)
    }
}

impl From<Rc<str>> for Rule {
    fn from(key: Rc<str>) -> Self {
        toggle(key)
    }
}

impl Not for Rule {
    type Output = Rule;

    fn not(self) -> Rule {
        Rule(Node::Not(Rc::new(self)))
    }
}

/// A rule's answer, and the next moment at which it can differ while no report changes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evaluation {
    pub(crate) availability: Availability,
    pub(crate) changes_at: Option<Timestamp>,
}

/// Whether the end time of a toggle or of an ongoing window counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EndTimeMode {
    /// It does not: a toggle keeps its state, and an ongoing window lasts, until a report says otherwise.
    Actual,
    /// It does, where it lies ahead: the source of the end time that is shown.
    Expected,
}

/// What a rule says of every moment: when it is down for certain, and when it may be.
struct ThreeValued {
    sure: IntervalSet,
    maybe: IntervalSet,
}

impl Rule {
    /// Down while this rule or the other is.
    pub fn or(self, other: impl Into<Rule>) -> Rule {
        any([self, other.into()])
    }

    /// Down while this rule and the other are.
    pub fn and(self, other: impl Into<Rule>) -> Rule {
        all([self, other.into()])
    }

    /// The availability of a section under this rule.
    ///
    /// A window that starts within `warn_before` counts as approaching.
    ///
    /// ```
    /// use std::time::Duration;
    /// use yew_outage::model::Snapshot;
    /// use yew_outage::prelude::*;
    ///
    /// let now = "2026-05-02T00:00:00Z".parse().unwrap();
    /// let nothing_listed = Snapshot::default();
    /// let answer = toggle("hide_contact").availability(&nothing_listed, now, Duration::from_secs(3600));
    /// assert_eq!(answer, Availability::Available);
    /// ```
    pub fn availability(&self, snapshot: &Snapshot, now: Timestamp, warn_before: Duration) -> Availability {
        self.evaluate(snapshot, now, warn_before).availability
    }

    pub(crate) fn evaluate(&self, snapshot: &Snapshot, now: Timestamp, warn_before: Duration) -> Evaluation {
        let at = now.timestamp_millis();
        let asked = Evaluator { snapshot, now: at, next_time_change: Cell::new(ALWAYS.end) };
        let evaluate = asked.evaluate(self, false, EndTimeMode::Actual);
        let mut changes = [evaluate.sure.next_change(at), evaluate.maybe.next_change(at), None, None];

        let availability = if let Some(run) = evaluate.sure.at(at) {
            let expected = asked.evaluate(self, false, EndTimeMode::Expected).sure;
            changes[2] = expected.next_change(at);
            let until = expected.at(at).map_or(ALWAYS.end, |run| run.end);
            Availability::Down(asked.downtime(self, run, until))
        } else if evaluate.maybe.at(at).is_some() {
            Availability::Unknown
        } else if let Some(run) = evaluate.sure.after(at) {
            let warned_at =
                run.start.saturating_sub(i64::try_from(warn_before.as_millis()).unwrap_or(i64::MAX));
            if warned_at <= at {
                Availability::Approaching(asked.downtime(self, run, run.end))
            } else {
                changes[2] = Some(warned_at);
                Availability::Available
            }
        } else {
            Availability::Available
        };
        changes[3] = Some(asked.next_time_change.get()).filter(|at| *at != ALWAYS.end);
        let changes_at = changes.into_iter().flatten().min().and_then(Timestamp::from_timestamp_millis);
        Evaluation { availability, changes_at }
    }

    /// Calls `each` with every toggle and service that the rule asks about.
    pub(crate) fn keys(&self, each: &mut impl FnMut(RuleKey<'_>)) {
        match &self.0 {
            Node::Toggle(key) => each(RuleKey::Toggle(key)),
            Node::Service(key) => each(RuleKey::Service(key)),
            Node::Any(rules) | Node::All(rules) => rules.iter().for_each(|rule| rule.keys(each)),
            Node::Not(rule) => rule.keys(each),
        }
    }
}

/// One key that a rule asks about.
#[derive(Clone, Copy)]
pub(crate) enum RuleKey<'a> {
    Toggle(&'a str),
    Service(&'a str),
}

struct Evaluator<'a> {
    snapshot: &'a Snapshot,
    now: i64,
    /// The next moment from which the times of ongoing windows count otherwise than they do now.
    next_time_change: Cell<i64>,
}

impl Evaluator<'_> {
    /// `negated` carries a `!` down to the leaves: an end time speaks about the state a toggle is in,
    /// and only there is it known whether that state is the one that takes the section down.
    fn evaluate(&self, rule: &Rule, negated: bool, reading: EndTimeMode) -> ThreeValued {
        match &rule.0 {
            Node::Toggle(key) => self.toggle(key, negated, reading),
            Node::Service(key) => self.service(key, negated, reading),
            Node::Not(rule) => self.evaluate(rule, !negated, reading),
            Node::Any(rules) | Node::All(rules) if rules.is_empty() => {
                if negated {
                    ThreeValued::certain(IntervalSet::always())
                } else {
                    ThreeValued::certain(IntervalSet::never())
                }
            }
            Node::Any(rules) if negated => self.fold(rules, negated, reading, IntervalSet::intersection),
            Node::Any(rules) => self.fold(rules, negated, reading, IntervalSet::union),
            Node::All(rules) if negated => self.fold(rules, negated, reading, IntervalSet::union),
            Node::All(rules) => self.fold(rules, negated, reading, IntervalSet::intersection),
        }
    }

    fn fold(
        &self,
        rules: &[Rule],
        negated: bool,
        reading: EndTimeMode,
        join: fn(IntervalSet, IntervalSet) -> IntervalSet,
    ) -> ThreeValued {
        rules
            .iter()
            .map(|rule| self.evaluate(rule, negated, reading))
            .reduce(|a, b| ThreeValued { sure: join(a.sure, b.sure), maybe: join(a.maybe, b.maybe) })
            .unwrap_or_else(|| ThreeValued::certain(IntervalSet::never()))
    }

    fn toggle(&self, key: &str, negated: bool, reading: EndTimeMode) -> ThreeValued {
        let Some(toggle) = self.snapshot.toggle(key) else {
            return ThreeValued { sure: IntervalSet::never(), maybe: IntervalSet::always() };
        };
        if toggle.is_on() == negated {
            return ThreeValued::certain(IntervalSet::never());
        }
        let end = toggle.notice().and_then(|notice| notice.ends_at).map(|end| end.timestamp_millis());
        ThreeValued::certain(match end {
            Some(end) if reading == EndTimeMode::Expected && end > self.now => IntervalSet::until(end),
            _ => IntervalSet::always(),
        })
    }

    fn service(&self, key: &str, negated: bool, reading: EndTimeMode) -> ThreeValued {
        let reports = self.snapshot.reports();
        let windows =
            IntervalSet::of(reports.flat_map(|report| self.intervals(report, key, reading)).collect());
        match (self.snapshot.knows_service(key), negated) {
            (true, false) => ThreeValued::certain(windows),
            (true, true) => ThreeValued::certain(windows.complement()),
            // What is yet to be known may add windows, and takes none away.
            (false, false) => ThreeValued { sure: windows, maybe: IntervalSet::always() },
            (false, true) => ThreeValued { sure: IntervalSet::never(), maybe: windows.complement() },
        }
    }

    /// When the windows of one report affect a service.
    fn intervals(&self, report: &Report, key: &str, reading: EndTimeMode) -> impl Iterator<Item = Interval> {
        // What is on without an end of its own is expected to end with what is planned for now.
        let has_ongoing = || report.affecting(key).any(|filed| filed.ongoing);
        let planned_end = (reading == EndTimeMode::Expected && has_ongoing()).then(|| {
            let intervals = report.affecting(key).map(|filed| filed.window.interval());
            let planned = intervals
                .inspect(|interval| {
                    [interval.start, interval.end].into_iter().for_each(|moment| self.comes(moment))
                })
                .filter(|interval| {
                    interval.start <= self.now && self.now < interval.end && interval.end != ALWAYS.end
                });
            planned.map(|interval| interval.end).max().unwrap_or(ALWAYS.end)
        });
        report.affecting(key).map(move |filed| match planned_end {
            Some(planned_end) if filed.ongoing => {
                let own = filed.window.interval().end;
                let ahead = own > self.now && own != ALWAYS.end;
                Interval { end: if ahead { own } else { planned_end }, ..self.interval(filed) }
            }
            _ => self.interval(filed),
        })
    }

    /// Notes a moment that is still to come.
    fn comes(&self, moment: i64) {
        if moment > self.now {
            self.next_time_change.set(self.next_time_change.get().min(moment));
        }
    }

    /// When a window is on, as far as is known now.
    fn interval(&self, filed: &ServiceWindow) -> Interval {
        let planned = filed.window.interval();
        match filed.ongoing {
            // It is on before its planned start as well, and nobody says since when.
            true if planned.start > self.now => {
                self.comes(planned.start);
                ALWAYS
            }
            true => Interval { end: ALWAYS.end, ..planned },
            false => planned,
        }
    }

    fn downtime(&self, rule: &Rule, run: Interval, until: i64) -> Downtime {
        let mut causes = Vec::new();
        self.causes(rule, false, run, &mut causes);
        sort(&mut causes, |a, b| (a.start, &a.cause).cmp(&(b.start, &b.cause)));
        causes.dedup_by(|later, kept| later.cause == kept.cause);
        Downtime {
            since: (run.start != ALWAYS.start).then(|| Timestamp::from_timestamp_millis(run.start)).flatten(),
            until: (until != ALWAYS.end).then(|| Timestamp::from_timestamp_millis(until)).flatten(),
            message: causes.iter().find_map(|found| found.message.clone()),
            link: causes.iter().find_map(|found| found.link.clone()),
            causes: causes.into_iter().map(|found| found.cause).collect(),
        }
    }

    fn causes(&self, rule: &Rule, negated: bool, run: Interval, found: &mut Vec<Found>) {
        if !self.evaluate(rule, negated, EndTimeMode::Actual).sure.meets(run) {
            return;
        }
        match &rule.0 {
            Node::Toggle(key) => found.push(Found {
                start: ALWAYS.start,
                cause: Cause::Toggle(key.clone()),
                message: self.snapshot.toggle(key).and_then(|toggle| toggle.notice()?.message.clone()),
                link: None,
            }),
            // Under a `!` the cause is that there is no window, which has no name.
            Node::Service(_) if negated => {}
            Node::Service(key) => {
                let filed = self.snapshot.reports().flat_map(|report| report.affecting(key));
                found.extend(filed.filter(|filed| self.interval(filed).overlaps(run)).map(|filed| Found {
                    start: self.interval(filed).start,
                    cause: Cause::Window(filed.window.id.clone()),
                    message: filed.window.message.clone(),
                    link: filed.window.link.clone(),
                }));
            }
            Node::Any(rules) | Node::All(rules) => {
                rules.iter().for_each(|rule| self.causes(rule, negated, run, found));
            }
            Node::Not(rule) => self.causes(rule, !negated, run, found),
        }
    }
}

struct Found {
    start: i64,
    cause: Cause,
    message: Option<Rc<str>>,
    link: Option<Rc<str>>,
}

impl ThreeValued {
    fn certain(intervals: IntervalSet) -> Self {
        Self { sure: intervals.clone(), maybe: intervals }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
