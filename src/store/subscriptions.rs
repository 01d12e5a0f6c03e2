use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use super::settings::UnknownFallback;
use crate::model::{Availability, Rule, RuleKey, Snapshot, Timestamp, Toggle, WHOLE_SITE, normalized};

/// What a subscriber asks about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Query {
    /// `warn_before`: another time to be warned ahead than the guard's.
    Rule {
        rule: Rule,
        warn_before: Option<Duration>,
    },
    Toggle(Rc<str>),
}

impl From<Rule> for Query {
    fn from(rule: Rule) -> Self {
        Self::Rule { rule, warn_before: None }
    }
}

/// The answer that a subscriber has been given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Answer {
    /// `instead`: nothing is known, and the time to wait for it is over.
    Rule { availability: Availability, fallback: Option<UnknownFallback> },
    /// `None`: not known yet.
    Toggle(Option<Toggle>),
}

/// What an answer depends on besides its subject.
pub(super) struct EvalContext<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) now: Timestamp,
    pub(super) warn_before: Duration,
    /// The time to wait for a first answer is over.
    pub(super) waited: bool,
    pub(super) fallback: UnknownFallback,
}

impl Query {
    /// `before`: the answer that was given last. Who has been shown something in the place of an answer goes on
    /// with it while nothing is known, even if the wait begins anew for a feed that was added.
    fn ask(&self, eval_context: &EvalContext<'_>, before: Option<&Answer>) -> (Answer, Option<i64>) {
        match self {
            Self::Rule { rule, warn_before } => {
                let warn_before = warn_before.unwrap_or(eval_context.warn_before);
                let answer = rule.evaluate(eval_context.snapshot, eval_context.now, warn_before);
                let goes_on = matches!(before, Some(Answer::Rule { fallback: Some(_), .. }));
                let is_unknown = answer.availability == Availability::Unknown;
                let fallback =
                    (is_unknown && (eval_context.waited || goes_on)).then_some(eval_context.fallback);
                let changes_at = answer.changes_at.map(|moment| moment.timestamp_millis());
                (Answer::Rule { availability: answer.availability, fallback }, changes_at)
            }
            Self::Toggle(key) => (Answer::Toggle(eval_context.snapshot.toggle(key)), None),
        }
    }

    pub(super) fn keys(&self, each: &mut impl FnMut(RuleKey<'_>)) {
        match self {
            Self::Rule { rule, .. } => rule.keys(each),
            Self::Toggle(key) => each(RuleKey::Toggle(key)),
        }
    }
}

/// A place among the entries. It is given to another once its subscriber has left.
type Id = usize;

/// Everyone who asked, findable by each key that an answer depends on.
#[derive(Default)]
pub(super) struct Subscriptions {
    entries: Vec<Option<Entry>>,
    free: Vec<Id>,
    toggles: Index,
    services: Index,
    /// No answer changes by itself before this. It may be too early, since whoever set it may have left.
    earliest: Option<i64>,
    rounds: u32,
}

struct Entry {
    subject: Query,
    answer: Answer,
    /// When the answer changes by itself.
    due: Option<i64>,
    notify: Rc<dyn Fn()>,
    /// The last round of questions in which it was asked.
    asked: u32,
}

/// ServiceWindow without regard to spelling. It only decides who is asked again: two exact keys that are
/// filed together cost a question, never a wrong answer.
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

/// Who is to be asked again. Gathered first, so that one who asked about several keys that changed
/// is asked once, however often it stands here.
#[derive(Default)]
pub(super) struct Affected(Vec<Id>);

impl Subscriptions {
    pub(super) fn add(&mut self, subject: Query, eval_context: &EvalContext<'_>, notify: Rc<dyn Fn()>) -> Id {
        let id = self.free.pop().unwrap_or(self.entries.len());
        let (answer, due) = subject.ask(eval_context, None);
        subject.keys(&mut |key| match key {
            RuleKey::Toggle(key) => self.toggles.add(key, id),
            RuleKey::Service(key) => self.services.add(key, id),
        });
        self.expect(due);
        let entry = Some(Entry { subject, answer, due, notify, asked: self.rounds });
        match self.entries.get_mut(id) {
            Some(place) => *place = entry,
            None => self.entries.push(entry),
        }
        id
    }

    pub(super) fn remove(&mut self, id: Id) {
        let Some(entry) = self.entries.get_mut(id).and_then(Option::take) else { return };
        self.free.push(id);
        entry.subject.keys(&mut |key| match key {
            RuleKey::Toggle(key) => self.toggles.remove(key, id),
            RuleKey::Service(key) => self.services.remove(key, id),
        });
    }

    fn expect(&mut self, due: Option<i64>) {
        self.earliest = self.earliest.into_iter().chain(due).min();
    }

    pub(super) fn answer(&self, id: Id) -> Option<&Answer> {
        self.entries.get(id)?.as_ref().map(|entry| &entry.answer)
    }

    #[cfg(any(test, debug_assertions, feature = "devtools"))]
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Query> {
        self.entries.iter().flatten().map(|entry| &entry.subject)
    }

    pub(super) fn everyone(&self) -> Affected {
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

    /// Those whose answer may have changed by itself by now.
    pub(super) fn due(&mut self, now: i64) -> Affected {
        self.earliest = None;
        let mut affected = Affected::default();
        for id in 0..self.entries.len() {
            match self.entries[id].as_ref().and_then(|entry| entry.due) {
                Some(due) if due <= now => affected.0.push(id),
                later => self.expect(later),
            }
        }
        affected
    }

    /// A moment before which nobody's answer changes by itself.
    pub(super) fn next_due(&self) -> Option<i64> {
        self.earliest
    }

    /// Asks again for each of these and gives back whom to tell: those whose answer changed.
    pub(super) fn reevaluate(
        &mut self,
        affected: &Affected,
        eval_context: &EvalContext<'_>,
    ) -> Vec<Rc<dyn Fn()>> {
        self.rounds = self.rounds.wrapping_add(1);
        let mut changed = Vec::new();
        for id in &affected.0 {
            let Some(entry) = self.entries.get_mut(*id).and_then(Option::as_mut) else { continue };
            if std::mem::replace(&mut entry.asked, self.rounds) == self.rounds {
                continue;
            }
            let (answer, due) = entry.subject.ask(eval_context, Some(&entry.answer));
            entry.due = due;
            if entry.answer != answer {
                entry.answer = answer;
                changed.push(entry.notify.clone());
            }
            self.expect(due);
        }
        changed
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
impl Subscriptions {
    /// How many keys somebody is normalized under.
    pub(super) fn filed_keys(&self) -> usize {
        self.toggles.0.len() + self.services.0.len()
    }
}
