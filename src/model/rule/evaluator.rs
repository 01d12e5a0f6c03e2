//! Evaluates rules: for all of time at once, as sets of intervals.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::{Node, Rule};
use crate::model::interval_set::{ALWAYS, Interval, IntervalSet};
use crate::model::sort::sort;
use crate::model::timestamp::millis;
use crate::model::{
    Availability, Cause, Downtime, Impact, Notice, Report, ServiceOutage, Snapshot, Timestamp,
};

/// What a rule evaluates to, and when that can change although no report does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evaluation {
    pub(crate) availability: Availability,
    pub(crate) changes_at: Option<Timestamp>,
}

/// Whether the end times of toggles and ongoing outages count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EndTimeMode {
    /// They do not: a toggle stays on, and an ongoing outage lasts, until a report says otherwise.
    Actual,
    /// They do while they are in the future. This gives the end that readers see.
    Expected,
}

/// What a rule is evaluated for.
#[derive(Clone, Copy)]
pub(super) struct Mode {
    end_times: EndTimeMode,
    /// Whether a service that is only degraded counts as well.
    ///
    /// A negated service never counts as degraded: `!service("old_bank")` is down while the old bank works, also
    /// while it works badly. So whatever is down is at least degraded, in every rule.
    at_least_degraded: bool,
}

impl Mode {
    pub(super) const DOWN: Self = Self { end_times: EndTimeMode::Actual, at_least_degraded: false };
    pub(super) const DEGRADED: Self = Self { at_least_degraded: true, ..Self::DOWN };

    fn expected(self) -> Self {
        Self { end_times: EndTimeMode::Expected, ..self }
    }
}

/// When a rule is down for certain, and when it may be.
pub(super) struct ThreeValued {
    pub(super) certain: IntervalSet,
    /// Contains `certain`.
    pub(super) possible: IntervalSet,
}

impl ThreeValued {
    fn certain(intervals: IntervalSet) -> Self {
        Self { certain: intervals.clone(), possible: intervals }
    }
}

impl Rule {
    /// Evaluates the rule. While `degraded_when` is down or degraded, the section is at least degraded.
    pub(crate) fn evaluate(
        &self,
        degraded_when: Option<&Rule>,
        snapshot: &Snapshot,
        now: Timestamp,
        warn_before: Duration,
        forgotten_after: Duration,
    ) -> Evaluation {
        let now = now.timestamp_millis();
        let evaluator = Evaluator::new(snapshot, now, millis(forgotten_after));
        let down = evaluator.evaluate(self, false, Mode::DOWN);
        [&down.certain, &down.possible].into_iter().for_each(|set| evaluator.note_change_of(set));

        let availability = if let Some(current) = down.certain.at(now) {
            Availability::Down(evaluator.current_downtime(&[self], current, Mode::DOWN))
        } else if down.possible.at(now).is_some() {
            Availability::Unknown
        } else {
            let next = down.certain.after(now).filter(|next| {
                let warn_at = next.start.saturating_sub(millis(warn_before));
                evaluator.note_change(warn_at);
                warn_at <= now
            });
            let next = next.map(|next| evaluator.downtime(&[self], next, next.end, Mode::DOWN));
            let rules = [self].into_iter().chain(degraded_when).collect::<Vec<_>>();
            let degraded = evaluator.any_certain(&rules, Mode::DEGRADED);
            match (degraded.at(now), next) {
                (Some(current), next) => Availability::Degraded(Downtime {
                    next: next.map(Rc::new),
                    ..evaluator.current_downtime(&rules, current, Mode::DEGRADED)
                }),
                (None, Some(next)) => Availability::Approaching(next),
                (None, None) => Availability::Available,
            }
        };
        let changes_at = Some(evaluator.next_change.get()).filter(|time| *time != ALWAYS.end);
        Evaluation { availability, changes_at: changes_at.and_then(Timestamp::from_timestamp_millis) }
    }
}

/// Evaluates a rule and its parts on one snapshot.
pub(super) struct Evaluator<'a> {
    snapshot: &'a Snapshot,
    now: i64,
    /// A cause that has been on for this long may be forgotten.
    forgotten_after: i64,
    /// The next time at which the result can change although no report does.
    next_change: Cell<i64>,
}

impl<'a> Evaluator<'a> {
    pub(super) fn new(snapshot: &'a Snapshot, now: i64, forgotten_after: i64) -> Self {
        Self { snapshot, now, forgotten_after, next_change: Cell::new(ALWAYS.end) }
    }

    /// `negated` passes a `!` down to the leaves. An end time is about the state that a toggle is in, and
    /// only a leaf knows whether that state is the one that takes the section down.
    pub(super) fn evaluate(&self, rule: &Rule, negated: bool, mode: Mode) -> ThreeValued {
        match &rule.0 {
            Node::Toggle(key) => self.toggle(key, negated, mode),
            Node::Service(key) => self.service(key, negated, mode),
            Node::Not(rule) => self.evaluate(rule, !negated, mode),
            Node::Any(rules) | Node::All(rules) if rules.is_empty() => {
                if negated {
                    ThreeValued::certain(IntervalSet::always())
                } else {
                    ThreeValued::certain(IntervalSet::never())
                }
            }
            Node::Any(rules) if negated => self.fold(rules, negated, mode, IntervalSet::intersection),
            Node::Any(rules) => self.fold(rules, negated, mode, IntervalSet::union),
            Node::All(rules) if negated => self.fold(rules, negated, mode, IntervalSet::union),
            Node::All(rules) => self.fold(rules, negated, mode, IntervalSet::intersection),
        }
    }

    fn fold(
        &self,
        rules: &[Rule],
        negated: bool,
        mode: Mode,
        combine: fn(IntervalSet, IntervalSet) -> IntervalSet,
    ) -> ThreeValued {
        rules
            .iter()
            .map(|rule| self.evaluate(rule, negated, mode))
            .reduce(|a, b| ThreeValued {
                certain: combine(a.certain, b.certain),
                possible: combine(a.possible, b.possible),
            })
            .unwrap_or_else(|| ThreeValued::certain(IntervalSet::never()))
    }

    fn toggle(&self, key: &str, negated: bool, mode: Mode) -> ThreeValued {
        let Some(toggle) = self.snapshot.toggle(key) else {
            return ThreeValued { certain: IntervalSet::never(), possible: IntervalSet::always() };
        };
        if toggle.is_on() == negated {
            return ThreeValued::certain(IntervalSet::never());
        }
        let end = toggle.notice().and_then(|notice| notice.ends_at).map(|end| end.timestamp_millis());
        let end = end.filter(|end| mode.end_times == EndTimeMode::Expected && *end > self.now);
        let start = self.start_of(toggle.notice());
        ThreeValued::certain(IntervalSet::of(vec![Interval { start, end: end.unwrap_or(ALWAYS.end) }]))
    }

    fn service(&self, key: &str, negated: bool, mode: Mode) -> ThreeValued {
        let reports = self.snapshot.reports();
        let outages =
            IntervalSet::of(reports.flat_map(|report| self.intervals(report, key, negated, mode)).collect());
        match (self.snapshot.knows_service(key), negated) {
            (true, false) => ThreeValued::certain(outages),
            (true, true) => ThreeValued::certain(outages.complement()),
            // A report that is still missing can add outages, and cannot remove any.
            (false, false) => ThreeValued { certain: outages, possible: IntervalSet::always() },
            (false, true) => ThreeValued { certain: IntervalSet::never(), possible: outages.complement() },
        }
    }

    /// The outages of a service that count in this mode.
    fn affecting<'r>(
        report: &'r Report,
        key: &str,
        negated: bool,
        mode: Mode,
    ) -> impl Iterator<Item = &'r ServiceOutage> {
        let at_least_degraded = mode.at_least_degraded && !negated;
        report
            .affecting(key)
            .filter(move |affecting| at_least_degraded || affecting.outage.impact == Impact::Down)
    }

    /// When the outages of one report affect a service.
    fn intervals(
        &self,
        report: &Report,
        key: &str,
        negated: bool,
        mode: Mode,
    ) -> impl Iterator<Item = Interval> {
        let affecting = || Self::affecting(report, key, negated, mode);
        // An ongoing outage without an end of its own is expected to end with what is planned for now.
        let has_ongoing = || affecting().any(|affecting| affecting.ongoing);
        let planned_end = (mode.end_times == EndTimeMode::Expected && has_ongoing()).then(|| {
            let intervals = affecting().map(|affecting| affecting.outage.interval());
            let current = intervals
                .inspect(|interval| {
                    [interval.start, interval.end].into_iter().for_each(|time| self.note_change(time))
                })
                .filter(|interval| {
                    interval.start <= self.now && self.now < interval.end && interval.end != ALWAYS.end
                });
            current.map(|interval| interval.end).max().unwrap_or(ALWAYS.end)
        });
        affecting().map(move |affecting| match planned_end {
            Some(planned_end) if affecting.ongoing => {
                let own_end = affecting.outage.interval().end;
                let is_ahead = own_end > self.now && own_end != ALWAYS.end;
                Interval { end: if is_ahead { own_end } else { planned_end }, ..self.interval(affecting) }
            }
            _ => self.interval(affecting),
        })
    }

    fn note_change(&self, time: i64) {
        if time > self.now {
            self.next_change.set(self.next_change.get().min(time));
        }
    }

    fn note_change_of(&self, set: &IntervalSet) {
        set.next_change(self.now).into_iter().for_each(|time| self.note_change(time));
    }

    /// When an outage is on, as far as is known now.
    fn interval(&self, affecting: &ServiceOutage) -> Interval {
        let planned = affecting.outage.interval();
        match affecting.ongoing {
            // It is on although its planned start is in the future: nobody says since when.
            true if planned.start > self.now => {
                self.note_change(planned.start);
                ALWAYS
            }
            true => Interval { end: ALWAYS.end, ..planned },
            false => planned,
        }
    }

    /// When one of these rules is down for certain. Notes when that changes next.
    fn any_certain(&self, rules: &[&Rule], mode: Mode) -> IntervalSet {
        let sets = rules.iter().map(|rule| self.evaluate(rule, false, mode).certain);
        let any = sets.fold(IntervalSet::never(), IntervalSet::union);
        self.note_change_of(&any);
        any
    }

    /// The downtime that is on now: its end is the expected one.
    fn current_downtime(&self, rules: &[&Rule], current: Interval, mode: Mode) -> Downtime {
        let expected = self.any_certain(rules, mode.expected());
        let until = expected.at(self.now).map_or(ALWAYS.end, |current| current.end);
        self.downtime(rules, current, until, mode)
    }

    fn downtime(&self, rules: &[&Rule], period: Interval, until: i64, mode: Mode) -> Downtime {
        let mut causes = Vec::new();
        rules.iter().for_each(|rule| self.find_causes(rule, false, period, mode, &mut causes));
        sort(&mut causes, |a, b| (a.start, &a.cause).cmp(&(b.start, &b.cause)));
        let timestamp = |time: i64, unknown: i64| {
            (time != unknown).then(|| Timestamp::from_timestamp_millis(time)).flatten()
        };
        let is_on = period.start <= self.now;
        // Two outages may have the same id and service, and then both count.
        let downtime = Downtime {
            planned: !causes.is_empty() && causes.iter().all(|found| found.planned),
            since: timestamp(period.start, ALWAYS.start),
            until: timestamp(until, ALWAYS.end),
            is_overdue: until == ALWAYS.end && is_on && causes.iter().any(|found| found.is_overdue),
            is_forgotten: is_on && causes.iter().any(|found| self.is_forgotten(found.start)),
            message: causes.iter().find_map(|found| found.message.clone()),
            link: causes.iter().find_map(|found| found.link.clone()),
            ..Downtime::default()
        };
        let mut causes: Vec<_> = causes.into_iter().map(|found| found.cause).collect();
        causes.dedup();
        Downtime { causes: causes.into(), ..downtime }
    }

    fn find_causes(
        &self,
        rule: &Rule,
        negated: bool,
        period: Interval,
        mode: Mode,
        causes: &mut Vec<FoundCause>,
    ) {
        if !self.evaluate(rule, negated, mode).certain.overlaps(period) {
            return;
        }
        match &rule.0 {
            Node::Toggle(key) => {
                let toggle = self.snapshot.toggle(key);
                let notice = toggle.as_ref().and_then(|toggle| toggle.notice());
                causes.push(FoundCause {
                    start: self.start_of(notice),
                    cause: Cause::Toggle(key.clone()),
                    planned: false,
                    is_overdue: self.has_passed(notice.and_then(|notice| notice.ends_at)),
                    message: notice.and_then(|notice| notice.message.clone()),
                    link: None,
                });
            }
            // Under a `!` the cause is the absence of an outage, which has no name.
            Node::Service(_) if negated => {}
            Node::Service(key) => {
                let outages = self.snapshot.reports();
                let outages = outages.flat_map(|report| Self::affecting(report, key, negated, mode));
                let outages = outages.filter(|affecting| self.interval(affecting).overlaps(period));
                causes.extend(outages.map(|affecting| FoundCause {
                    start: self.interval(affecting).start,
                    cause: Cause::Service { key: key.clone(), outage: affecting.outage.id.clone() },
                    planned: affecting.outage.planned,
                    is_overdue: affecting.ongoing && self.has_passed(affecting.outage.ends_at),
                    message: affecting.outage.message.clone(),
                    link: affecting.outage.link.clone(),
                }));
            }
            Node::Any(rules) | Node::All(rules) => {
                rules.iter().for_each(|rule| self.find_causes(rule, negated, period, mode, causes));
            }
            Node::Not(rule) => self.find_causes(rule, !negated, period, mode, causes),
        }
    }

    /// Since when a toggle is in its state. A start in the future is a mistake and counts as unknown.
    fn start_of(&self, notice: Option<&Notice>) -> i64 {
        let start = notice.and_then(|notice| notice.starts_at).map(|start| start.timestamp_millis());
        start.filter(|start| *start <= self.now).unwrap_or(ALWAYS.start)
    }

    /// Whether what started then has been on for so long that somebody may have forgotten it.
    fn is_forgotten(&self, start: i64) -> bool {
        let forgotten_at = start.saturating_add(self.forgotten_after);
        self.note_change(forgotten_at);
        start != ALWAYS.start && forgotten_at <= self.now
    }

    fn has_passed(&self, time: Option<Timestamp>) -> bool {
        time.is_some_and(|time| time.timestamp_millis() <= self.now)
    }
}

/// A cause, with what a downtime takes from it.
struct FoundCause {
    start: i64,
    cause: Cause,
    planned: bool,
    /// Whether its expected end has passed.
    is_overdue: bool,
    message: Option<Rc<str>>,
    link: Option<Rc<str>>,
}
