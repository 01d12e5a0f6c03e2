use std::collections::HashMap;
use std::rc::Rc;
use std::time::Duration;

use super::settings::Instead;
use crate::model::{Availability, Rule, RuleKey, Snapshot, Timestamp, Toggle, WHOLE_SITE, filed};

/// What a subscriber asks about.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Subject {
    /// `warn_before`: another time to be warned ahead than the guard's.
    Rule {
        rule: Rule,
        warn_before: Option<Duration>,
    },
    Toggle(Rc<str>),
}

impl From<Rule> for Subject {
    fn from(rule: Rule) -> Self {
        Self::Rule { rule, warn_before: None }
    }
}

/// The answer that a subscriber has been given.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Standing {
    /// `instead`: nothing is known, and the time to wait for it is over.
    Rule { availability: Availability, instead: Option<Instead> },
    /// `None`: not known yet.
    Toggle(Option<Toggle>),
}

/// What an answer depends on besides its subject.
pub(super) struct World<'a> {
    pub(super) snapshot: &'a Snapshot,
    pub(super) now: Timestamp,
    pub(super) warn_before: Duration,
    /// The time to wait for a first answer is over.
    pub(super) waited: bool,
    pub(super) instead: Instead,
}

impl Subject {
    /// `before`: the answer that was given last. Who has been shown something in the place of an answer goes on
    /// with it while nothing is known, even if the wait begins anew for a feed that was added.
    fn ask(&self, world: &World<'_>, before: Option<&Standing>) -> (Standing, Option<i64>) {
        match self {
            Self::Rule { rule, warn_before } => {
                let warn_before = warn_before.unwrap_or(world.warn_before);
                let answer = rule.answer(world.snapshot, world.now, warn_before);
                let goes_on = matches!(before, Some(Standing::Rule { instead: Some(_), .. }));
                let is_unknown = answer.availability == Availability::Unknown;
                let instead = (is_unknown && (world.waited || goes_on)).then_some(world.instead);
                let changes_at = answer.changes_at.map(|moment| moment.timestamp_millis());
                (Standing::Rule { availability: answer.availability, instead }, changes_at)
            }
            Self::Toggle(key) => (Standing::Toggle(world.snapshot.toggle(key)), None),
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
pub(super) struct Subscribers {
    entries: Vec<Option<Entry>>,
    free: Vec<Id>,
    toggles: Index,
    services: Index,
    /// No answer changes by itself before this. It may be too early, since whoever set it may have left.
    earliest: Option<i64>,
    rounds: u32,
}

struct Entry {
    subject: Subject,
    standing: Standing,
    /// When the answer changes by itself.
    due: Option<i64>,
    notify: Rc<dyn Fn()>,
    /// The last round of questions in which it was asked.
    asked: u32,
}

/// Filed without regard to spelling. It only decides who is asked again: two exact keys that are
/// filed together cost a question, never a wrong answer.
#[derive(Default)]
struct Index(HashMap<Box<str>, Vec<Id>>);

impl Index {
    fn add(&mut self, key: &str, id: Id) {
        self.0.entry(filed(key)).or_default().push(id);
    }

    fn remove(&mut self, key: &str, id: Id) {
        let key = filed(key);
        if let Some(ids) = self.0.get_mut(&key) {
            ids.retain(|other| *other != id);
            if ids.is_empty() {
                self.0.remove(&key);
            }
        }
    }

    fn of(&self, key: &str) -> &[Id] {
        self.0.get(&filed(key)).map_or(&[], Vec::as_slice)
    }
}

/// Who is to be asked again. Gathered first, so that one who asked about several keys that changed
/// is asked once, however often it stands here.
#[derive(Default)]
pub(super) struct Affected(Vec<Id>);

impl Subscribers {
    pub(super) fn add(&mut self, subject: Subject, world: &World<'_>, notify: Rc<dyn Fn()>) -> Id {
        let id = self.free.pop().unwrap_or(self.entries.len());
        let (standing, due) = subject.ask(world, None);
        subject.keys(&mut |key| match key {
            RuleKey::Toggle(key) => self.toggles.add(key, id),
            RuleKey::Service(key) => self.services.add(key, id),
        });
        self.expect(due);
        let entry = Some(Entry { subject, standing, due, notify, asked: self.rounds });
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

    pub(super) fn standing(&self, id: Id) -> Option<&Standing> {
        self.entries.get(id)?.as_ref().map(|entry| &entry.standing)
    }

    #[cfg(any(test, debug_assertions, feature = "devtools"))]
    pub(super) fn subjects(&self) -> impl Iterator<Item = &Subject> {
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
    pub(super) fn ask_again(&mut self, affected: &Affected, world: &World<'_>) -> Vec<Rc<dyn Fn()>> {
        self.rounds = self.rounds.wrapping_add(1);
        let mut changed = Vec::new();
        for id in &affected.0 {
            let Some(entry) = self.entries.get_mut(*id).and_then(Option::as_mut) else { continue };
            if std::mem::replace(&mut entry.asked, self.rounds) == self.rounds {
                continue;
            }
            let (standing, due) = entry.subject.ask(world, Some(&entry.standing));
            entry.due = due;
            if entry.standing != standing {
                entry.standing = standing;
                changed.push(entry.notify.clone());
            }
            self.expect(due);
        }
        changed
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
impl Subscribers {
    /// How many keys somebody is filed under.
    pub(super) fn filed_keys(&self) -> usize {
        self.toggles.0.len() + self.services.0.len()
    }
}
