use std::collections::{BTreeMap, BTreeSet};
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
    pub(super) instead: Option<Instead>,
}

impl Subject {
    fn ask(&self, world: &World<'_>) -> (Standing, Option<i64>) {
        match self {
            Self::Rule { rule, warn_before } => {
                let warn_before = warn_before.unwrap_or(world.warn_before);
                let answer = rule.answer(world.snapshot, world.now, warn_before);
                let instead = world.instead.filter(|_| answer.availability == Availability::Unknown);
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

type Id = u64;

/// Everyone who asked, findable by each key that an answer depends on and by the moment at which it
/// changes by itself.
#[derive(Default)]
pub(super) struct Subscribers {
    entries: BTreeMap<Id, Entry>,
    next: Id,
    toggles: Index,
    services: Index,
    due: BTreeSet<(i64, Id)>,
}

struct Entry {
    subject: Subject,
    standing: Standing,
    due: Option<i64>,
    notify: Rc<dyn Fn()>,
}

/// Filed without regard to spelling. It only decides who is asked again: two exact keys that are
/// filed together cost a question, never a wrong answer.
#[derive(Default)]
struct Index(BTreeMap<Box<str>, Vec<Id>>);

impl Index {
    fn add(&mut self, key: &str, id: Id) {
        let ids = self.0.entry(filed(key)).or_default();
        if ids.last() != Some(&id) {
            ids.push(id);
        }
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
/// is asked once.
#[derive(Default)]
pub(super) struct Affected(BTreeSet<Id>);

impl Subscribers {
    pub(super) fn add(&mut self, subject: Subject, world: &World<'_>, notify: Rc<dyn Fn()>) -> Id {
        let id = self.next;
        self.next += 1;
        let (standing, due) = subject.ask(world);
        subject.keys(&mut |key| match key {
            RuleKey::Toggle(key) => self.toggles.add(key, id),
            RuleKey::Service(key) => self.services.add(key, id),
        });
        self.due.extend(due.map(|due| (due, id)));
        self.entries.insert(id, Entry { subject, standing, due, notify });
        id
    }

    pub(super) fn remove(&mut self, id: Id) {
        let Some(entry) = self.entries.remove(&id) else { return };
        entry.subject.keys(&mut |key| match key {
            RuleKey::Toggle(key) => self.toggles.remove(key, id),
            RuleKey::Service(key) => self.services.remove(key, id),
        });
        if let Some(due) = entry.due {
            self.due.remove(&(due, id));
        }
    }

    pub(super) fn standing(&self, id: Id) -> Option<&Standing> {
        self.entries.get(&id).map(|entry| &entry.standing)
    }

    pub(super) fn subjects(&self) -> impl Iterator<Item = &Subject> {
        self.entries.values().map(|entry| &entry.subject)
    }

    pub(super) fn everyone(&self) -> Affected {
        Affected(self.entries.keys().copied().collect())
    }

    pub(super) fn affected_by_toggle(&self, key: &str, affected: &mut Affected) {
        affected.0.extend(self.toggles.of(key));
    }

    pub(super) fn affected_by_service(&self, key: &str, affected: &mut Affected) {
        if key == WHOLE_SITE {
            affected.0.extend(self.services.0.values().flatten());
        } else {
            affected.0.extend(self.services.of(key));
        }
    }

    pub(super) fn due(&self, now: i64) -> Affected {
        Affected(self.due.iter().take_while(|(due, _)| *due <= now).map(|(_, id)| *id).collect())
    }

    /// The first moment at which anybody's answer changes by itself.
    pub(super) fn next_due(&self) -> Option<i64> {
        self.due.first().map(|(due, _)| *due)
    }

    /// Asks again for each of these and gives back whom to tell: those whose answer changed.
    pub(super) fn ask_again(&mut self, affected: &Affected, world: &World<'_>) -> Vec<Rc<dyn Fn()>> {
        let mut changed = Vec::new();
        for id in &affected.0 {
            let Some(entry) = self.entries.get_mut(id) else { continue };
            let (standing, due) = entry.subject.ask(world);
            if entry.due != due {
                if let Some(due) = entry.due {
                    self.due.remove(&(due, *id));
                }
                self.due.extend(due.map(|due| (due, *id)));
                entry.due = due;
            }
            if entry.standing != standing {
                entry.standing = standing;
                changed.push(entry.notify.clone());
            }
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
