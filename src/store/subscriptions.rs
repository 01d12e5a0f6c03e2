//! Every subscription, found by the keys that its query depends on.

use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use super::page::page_state;
use super::schedule::PageState;
use super::settings::{Settings, UnknownFallback, WhileUnknown};
use crate::model::{Availability, Rule, RuleKey, Snapshot, Timestamp, Toggle, WHOLE_SITE, normalized};

/// What a subscriber wants to know.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Query {
    /// The availability under a rule.
    Rule(RuleQuery),
    Toggle(Rc<str>),
    /// The number of minutes since the epoch, for words such as "in about 20 minutes". It stands still while the
    /// page is hidden.
    Minute,
}

/// A rule, and what overrides the guard's settings for it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RuleQuery {
    pub(crate) rule: Rule,
    /// While this is down or degraded, the section is at least degraded.
    pub(crate) degraded_when: Option<Rule>,
    pub(crate) warn_before: Option<Duration>,
    pub(crate) while_unknown: Option<WhileUnknown>,
}

impl From<Rule> for RuleQuery {
    fn from(rule: Rule) -> Self {
        Self { rule, degraded_when: None, warn_before: None, while_unknown: None }
    }
}

impl From<Rule> for Query {
    fn from(rule: Rule) -> Self {
        Self::Rule(rule.into())
    }
}

/// The answer to a query.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// `fallback`: what to show, because nothing is known and the timeout is over.
    Rule {
        availability: Availability,
        fallback: Option<UnknownFallback>,
    },
    /// `None`: unknown so far.
    Toggle(Option<Toggle>),
    Minute(i64),
}

/// What an answer depends on besides its query.
pub(super) struct EvalContext<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) now: Timestamp,
    pub(super) settings: Settings,
    /// How long the guard has waited for reports; `None` before it starts.
    pub(super) waited: Option<Duration>,
}

impl Query {
    /// Evaluates the query. If the last answer, `before`, was a fallback, the fallback stays while nothing is
    /// known, even if the timeout starts anew for a feed that was added.
    fn evaluate(&self, eval_context: &EvalContext<'_>, before: Option<&Answer>) -> (Answer, Option<i64>) {
        match self {
            Self::Rule(RuleQuery { rule, degraded_when, warn_before, while_unknown }) => {
                let EvalContext { snapshot, now, settings, waited } = *eval_context;
                let warn_before = warn_before.unwrap_or(settings.warn_before);
                let while_unknown = while_unknown.unwrap_or(settings.while_unknown);
                let forgotten_after = settings.forgotten_after;
                let answer =
                    rule.evaluate(degraded_when.as_ref(), snapshot, now, warn_before, forgotten_after);
                let was_fallback = matches!(before, Some(Answer::Rule { fallback: Some(_), .. }));
                let is_unknown = answer.availability == Availability::Unknown;
                let is_over = waited.is_some_and(|waited| waited >= while_unknown.after());
                let fallback = (is_unknown && (is_over || was_fallback)).then_some(while_unknown.fallback());
                let changes_at = answer.changes_at.map(|time| time.timestamp_millis());
                (Answer::Rule { availability: answer.availability, fallback }, changes_at)
            }
            Self::Toggle(key) => (Answer::Toggle(eval_context.snapshot.toggle(key)), None),
            Self::Minute => {
                let minute = eval_context.now.timestamp_millis().div_euclid(MINUTE);
                let is_visible = page_state() != PageState::Hidden;
                (Answer::Minute(minute), is_visible.then(|| (minute + 1).saturating_mul(MINUTE)))
            }
        }
    }

    pub(super) fn keys(&self, each: &mut impl FnMut(RuleKey<'_>)) {
        match self {
            Self::Rule(RuleQuery { rule, degraded_when, .. }) => {
                [rule].into_iter().chain(degraded_when).for_each(|rule| rule.keys(each));
            }
            Self::Toggle(key) => each(RuleKey::Toggle(key)),
            Self::Minute => {}
        }
    }
}

/// One minute in milliseconds.
const MINUTE: i64 = 60_000;

/// The index of an entry. It is reused once the subscriber has left.
type Id = usize;

/// All subscriptions, indexed by each key that an answer depends on.
#[derive(Default)]
pub(super) struct Subscriptions {
    entries: Vec<Option<Entry>>,
    free: Vec<Id>,
    toggles: Index,
    services: Index,
    /// No answer changes by itself before this time. It may be too early, because its subscriber may have left.
    earliest: Option<i64>,
    rounds: u32,
}

struct Entry {
    query: Query,
    answer: Answer,
    /// When the answer changes by itself, in milliseconds since the epoch.
    due: Option<i64>,
    notify: Rc<dyn Fn()>,
    /// The last round in which the query was evaluated.
    round: u32,
}

/// Subscriptions by key, without regard to spelling. The index only selects which queries to evaluate: if it holds
/// two different keys as one, a query is evaluated once too often, and its answer is still right.
#[derive(Default)]
struct Index(HashMap<Box<str>, Vec<Id>>);

impl Index {
    fn add(&mut self, key: &str, id: Id) {
        self.0.entry(normalized(key)).or_default().push(id);
    }

    fn remove(&mut self, key: &str, id: Id) {
        let key = normalized(key);
        if let Some(ids) = self.0.get_mut(&key) {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.0.remove(&key);
            }
        }
    }

    fn of(&self, key: &str) -> &[Id] {
        self.0.get(&normalized(key)).map_or(&[], Vec::as_slice)
    }
}

/// The subscriptions whose queries need evaluation. One that depends on several changed keys is listed several
/// times and evaluated once.
#[derive(Default)]
pub(super) struct Affected(Vec<Id>);

impl Subscriptions {
    pub(super) fn add(&mut self, query: Query, eval_context: &EvalContext<'_>, notify: Rc<dyn Fn()>) -> Id {
        let id = self.free.pop().unwrap_or(self.entries.len());
        let (answer, due) = query.evaluate(eval_context, None);
        query.keys(&mut |key| match key {
            RuleKey::Toggle(key) => self.toggles.add(key, id),
            RuleKey::Service(key) => self.services.add(key, id),
        });
        self.note_due(due);
        let entry = Some(Entry { query, answer, due, notify, round: self.rounds });
        match self.entries.get_mut(id) {
            Some(free) => *free = entry,
            None => self.entries.push(entry),
        }
        id
    }

    pub(super) fn remove(&mut self, id: Id) {
        let Some(entry) = self.entries.get_mut(id).and_then(Option::take) else { return };
        self.free.push(id);
        entry.query.keys(&mut |key| match key {
            RuleKey::Toggle(key) => self.toggles.remove(key, id),
            RuleKey::Service(key) => self.services.remove(key, id),
        });
    }

    /// Notes that an answer changes by itself at this time.
    fn note_due(&mut self, due: Option<i64>) {
        self.earliest = self.earliest.into_iter().chain(due).min();
    }

    pub(super) fn answer(&self, id: Id) -> Option<&Answer> {
        self.entries.get(id)?.as_ref().map(|entry| &entry.answer)
    }

    #[cfg(any(test, debug_assertions, feature = "devtools"))]
    pub(super) fn queries(&self) -> impl Iterator<Item = &Query> {
        self.entries.iter().flatten().map(|entry| &entry.query)
    }

    pub(super) fn all(&self) -> Affected {
        Affected((0..self.entries.len()).collect())
    }

    pub(super) fn affected_by_toggle(&self, key: &str, affected: &mut Affected) {
        affected.0.extend_from_slice(self.toggles.of(key));
    }

    pub(super) fn affected_by_service(&self, key: &str, affected: &mut Affected) {
        if key == WHOLE_SITE {
            affected.0.extend(self.services.0.values().flatten());
        } else {
            affected.0.extend_from_slice(self.services.of(key));
        }
    }

    /// The subscriptions whose answer may have changed by itself by now.
    pub(super) fn due(&mut self, now: i64) -> Affected {
        self.earliest = None;
        let mut affected = Affected::default();
        for id in 0..self.entries.len() {
            match self.entries[id].as_ref().and_then(|entry| entry.due) {
                Some(due) if due <= now => affected.0.push(id),
                later => self.note_due(later),
            }
        }
        affected
    }

    /// The next time, counted from the guard's start, at which a section that is still unknown shows its fallback.
    pub(super) fn next_timeout(&self, waited: Duration, while_unknown: WhileUnknown) -> Option<Duration> {
        let after = |entry: &Entry| match &entry.query {
            Query::Rule(query) => Some(query.while_unknown.unwrap_or(while_unknown).after()),
            Query::Toggle(_) | Query::Minute => None,
        };
        self.entries.iter().flatten().filter_map(after).filter(|after| *after > waited).min()
    }

    /// A time before which no answer changes by itself.
    pub(super) fn next_due(&self) -> Option<i64> {
        self.earliest
    }

    /// Evaluates these queries and returns whom to notify: the subscribers whose answer changed.
    pub(super) fn evaluate(
        &mut self,
        affected: &Affected,
        eval_context: &EvalContext<'_>,
    ) -> Vec<Rc<dyn Fn()>> {
        self.rounds = self.rounds.wrapping_add(1);
        let mut changed = Vec::new();
        for id in &affected.0 {
            let Some(entry) = self.entries.get_mut(*id).and_then(Option::as_mut) else { continue };
            if std::mem::replace(&mut entry.round, self.rounds) == self.rounds {
                continue;
            }
            let (answer, due) = entry.query.evaluate(eval_context, Some(&entry.answer));
            entry.due = due;
            if entry.answer != answer {
                entry.answer = answer;
                changed.push(entry.notify.clone());
            }
            self.note_due(due);
        }
        changed
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
impl Subscriptions {
    /// How many keys are indexed.
    pub(super) fn indexed_keys(&self) -> usize {
        self.toggles.0.len() + self.services.0.len()
    }
}
