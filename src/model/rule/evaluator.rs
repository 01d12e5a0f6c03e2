//! Evaluates rules: for all of time at once, as sets of intervals.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use super::{Node, Rule};
use crate::model::interval_set::{ALWAYS, Interval, IntervalSet};
use crate::model::sort::sort;
use crate::model::{Availability, Cause, Downtime, Report, ServiceWindow, Snapshot, Timestamp};

/// What a rule evaluates to, and when that can change although no report does.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Evaluation {
    pub(crate) availability: Availability,
    pub(crate) changes_at: Option<Timestamp>,
}

/// Whether the end times of toggles and ongoing windows count.
#[derive(Clone, Copy, PartialEq, Eq)]
enum EndTimeMode {
    /// They do not: a toggle stays on, and an ongoing window lasts, until a report says otherwise.
    Actual,
    /// They do while they are in the future. This gives the end that readers see.
    Expected,
}

/// When a rule is down for certain, and when it may be.
struct ThreeValued {
    certain: IntervalSet,
    /// Contains `certain`.
    possible: IntervalSet,
}

impl ThreeValued {
    fn certain(intervals: IntervalSet) -> Self {
        Self { certain: intervals.clone(), possible: intervals }
    }
}

impl Rule {
    pub(crate) fn evaluate(&self, snapshot: &Snapshot, now: Timestamp, warn_before: Duration) -> Evaluation {
        let now = now.timestamp_millis();
        let evaluator = Evaluator { snapshot, now, next_time_change: Cell::new(ALWAYS.end) };
        let down = evaluator.evaluate(self, false, EndTimeMode::Actual);
        let mut changes = [down.certain.next_change(now), down.possible.next_change(now), None, None];

        let availability = if let Some(current) = down.certain.at(now) {
            let expected = evaluator.evaluate(self, false, EndTimeMode::Expected).certain;
            changes[2] = expected.next_change(now);
            let until = expected.at(now).map_or(ALWAYS.end, |current| current.end);
            Availability::Down(evaluator.downtime(self, current, until))
        } else if down.possible.at(now).is_some() {
            Availability::Unknown
        } else if let Some(next) = down.certain.after(now) {
            let warn_at =
                next.start.saturating_sub(i64::try_from(warn_before.as_millis()).unwrap_or(i64::MAX));
            if warn_at <= now {
                Availability::Approaching(evaluator.downtime(self, next, next.end))
            } else {
                changes[2] = Some(warn_at);
                Availability::Available
            }
        } else {
            Availability::Available
        };
        changes[3] = Some(evaluator.next_time_change.get()).filter(|time| *time != ALWAYS.end);
        let changes_at = changes.into_iter().flatten().min().and_then(Timestamp::from_timestamp_millis);
        Evaluation { availability, changes_at }
    }
}

/// Evaluates a rule and its parts on one snapshot.
struct Evaluator<'a> {
    snapshot: &'a Snapshot,
    now: i64,
    /// The next time at which the end or the start of an ongoing window begins to count differently.
    next_time_change: Cell<i64>,
}

impl Evaluator<'_> {
    /// `negated` passes a `!` down to the leaves. An end time is about the state that a toggle is in, and
    /// only a leaf knows whether that state is the one that takes the section down.
    fn evaluate(&self, rule: &Rule, negated: bool, mode: EndTimeMode) -> ThreeValued {
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
        mode: EndTimeMode,
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

    fn toggle(&self, key: &str, negated: bool, mode: EndTimeMode) -> ThreeValued {
        let Some(toggle) = self.snapshot.toggle(key) else {
            return ThreeValued { certain: IntervalSet::never(), possible: IntervalSet::always() };
        };
        if toggle.is_on() == negated {
            return ThreeValued::certain(IntervalSet::never());
        }
        let end = toggle.notice().and_then(|notice| notice.ends_at).map(|end| end.timestamp_millis());
        ThreeValued::certain(match end {
            Some(end) if mode == EndTimeMode::Expected && end > self.now => IntervalSet::until(end),
            _ => IntervalSet::always(),
        })
    }

    fn service(&self, key: &str, negated: bool, mode: EndTimeMode) -> ThreeValued {
        let reports = self.snapshot.reports();
        let windows = IntervalSet::of(reports.flat_map(|report| self.intervals(report, key, mode)).collect());
        match (self.snapshot.knows_service(key), negated) {
            (true, false) => ThreeValued::certain(windows),
            (true, true) => ThreeValued::certain(windows.complement()),
            // A report that is still missing can add windows, and cannot remove any.
            (false, false) => ThreeValued { certain: windows, possible: IntervalSet::always() },
            (false, true) => ThreeValued { certain: IntervalSet::never(), possible: windows.complement() },
        }
    }

    /// When the windows of one report affect a service.
    fn intervals(&self, report: &Report, key: &str, mode: EndTimeMode) -> impl Iterator<Item = Interval> {
        // An ongoing window without an end of its own is expected to end with what is planned for now.
        let has_ongoing = || report.affecting(key).any(|affecting| affecting.ongoing);
        let planned_end = (mode == EndTimeMode::Expected && has_ongoing()).then(|| {
            let intervals = report.affecting(key).map(|affecting| affecting.window.interval());
            let current = intervals
                .inspect(|interval| {
                    [interval.start, interval.end].into_iter().for_each(|time| self.note_time_change(time))
                })
                .filter(|interval| {
                    interval.start <= self.now && self.now < interval.end && interval.end != ALWAYS.end
                });
            current.map(|interval| interval.end).max().unwrap_or(ALWAYS.end)
        });
        report.affecting(key).map(move |affecting| match planned_end {
            Some(planned_end) if affecting.ongoing => {
                let own_end = affecting.window.interval().end;
                let is_ahead = own_end > self.now && own_end != ALWAYS.end;
                Interval { end: if is_ahead { own_end } else { planned_end }, ..self.interval(affecting) }
            }
            _ => self.interval(affecting),
        })
    }

    fn note_time_change(&self, time: i64) {
        if time > self.now {
            self.next_time_change.set(self.next_time_change.get().min(time));
        }
    }

    /// When a window is on, as far as is known now.
    fn interval(&self, affecting: &ServiceWindow) -> Interval {
        let planned = affecting.window.interval();
        match affecting.ongoing {
            // It is on although its planned start is in the future: nobody says since when.
            true if planned.start > self.now => {
                self.note_time_change(planned.start);
                ALWAYS
            }
            true => Interval { end: ALWAYS.end, ..planned },
            false => planned,
        }
    }

    fn downtime(&self, rule: &Rule, period: Interval, until: i64) -> Downtime {
        let mut causes = Vec::new();
        self.find_causes(rule, false, period, &mut causes);
        sort(&mut causes, |a, b| (a.start, &a.cause).cmp(&(b.start, &b.cause)));
        causes.dedup_by(|later, earlier| later.cause == earlier.cause);
        let timestamp = |time: i64, unknown: i64| {
            (time != unknown).then(|| Timestamp::from_timestamp_millis(time)).flatten()
        };
        Downtime {
            since: timestamp(period.start, ALWAYS.start),
            until: timestamp(until, ALWAYS.end),
            message: causes.iter().find_map(|found| found.message.clone()),
            link: causes.iter().find_map(|found| found.link.clone()),
            causes: causes.into_iter().map(|found| found.cause).collect(),
        }
    }

    fn find_causes(&self, rule: &Rule, negated: bool, period: Interval, causes: &mut Vec<FoundCause>) {
        if !self.evaluate(rule, negated, EndTimeMode::Actual).certain.overlaps(period) {
            return;
        }
        match &rule.0 {
            Node::Toggle(key) => causes.push(FoundCause {
                start: ALWAYS.start,
                cause: Cause::Toggle(key.clone()),
                message: self.snapshot.toggle(key).and_then(|toggle| toggle.notice()?.message.clone()),
                link: None,
            }),
            // Under a `!` the cause is the absence of a window, which has no name.
            Node::Service(_) if negated => {}
            Node::Service(key) => {
                let windows = self.snapshot.reports().flat_map(|report| report.affecting(key));
                let windows = windows.filter(|affecting| self.interval(affecting).overlaps(period));
                causes.extend(windows.map(|affecting| FoundCause {
                    start: self.interval(affecting).start,
                    cause: Cause::Window(affecting.window.id.clone()),
                    message: affecting.window.message.clone(),
                    link: affecting.window.link.clone(),
                }));
            }
            Node::Any(rules) | Node::All(rules) => {
                rules.iter().for_each(|rule| self.find_causes(rule, negated, period, causes));
            }
            Node::Not(rule) => self.find_causes(rule, !negated, period, causes),
        }
    }
}

/// A cause, with what a downtime takes from it.
struct FoundCause {
    start: i64,
    cause: Cause,
    message: Option<Rc<str>>,
    link: Option<Rc<str>>,
}
