//! Help for developers: a key that no feed mentions is off, which is also what a misspelt key is. That is said
//! once a key. Not in the builds that readers get: it is compiled with debug assertions or with the panel.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use super::Store;
use super::clock::Timer;
use super::console::warn;
use super::nearest::nearest;
use super::subscribers::Subject;
use crate::model::{Report, RuleKey, Snapshot};

/// As many tell whoever looks that something is wrong at large, a feed that is not the right one, say.
const MOST: usize = 20;

/// So many known keys are compared with a misspelt one: each takes its time on the page's only thread.
const COMPARED: usize = 2_000;

/// Long after the first answer is drawn, and one key at a time.
const FIRST_AFTER: Duration = Duration::from_secs(2);
const NEXT_AFTER: Duration = Duration::from_millis(100);

/// Keys that the console has been told about, or will be.
#[derive(Default)]
pub(super) struct Doubts {
    seen: Vec<Box<str>>,
    queue: VecDeque<Box<str>>,
    timer: Option<Timer>,
}

impl Doubts {
    /// Notes a key that no report names. For a snapshot that names every toggle.
    fn note(&mut self, key: &str, snapshot: &Snapshot) {
        if self.seen.len() == MOST || snapshot.mentioned(key).is_some() {
            return;
        }
        let Err(place) = self.seen.binary_search_by(|known| (**known).cmp(key)) else { return };
        self.seen.insert(place, key.into());
        self.queue.push_back(key.into());
    }

    /// What to tell the console of the next key.
    fn next(&mut self, snapshot: &Snapshot) -> Option<String> {
        let key = self.queue.pop_front()?;
        if snapshot.mentioned(&key).is_some() {
            return None;
        }
        let known = snapshot.reports().flat_map(Report::toggles).map(|(name, _)| name).take(COMPARED);
        let hint = nearest(&key, known).map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
        let is_last = self.seen.len() == MOST && self.queue.is_empty();
        let last = if is_last { " More of these are not told." } else { "" };
        Some(format!("no feed mentions the toggle `{key}`; it counts as off.{hint}{last}"))
    }
}

impl Store {
    /// Says, in a while, if a key may be misspelt.
    pub(super) fn doubt(self: &Rc<Self>, subject: &Subject) {
        let slots = self.slots.borrow();
        if !slots.name_every_toggle() {
            return;
        }
        let mut doubts = self.doubts.borrow_mut();
        subject.keys(&mut |key| {
            if let RuleKey::Toggle(key) = key {
                doubts.note(key, slots.snapshot());
            }
        });
        if !doubts.queue.is_empty() && doubts.timer.is_none() {
            doubts.timer = Some(self.tell_doubt_after(FIRST_AFTER));
        }
    }

    pub(super) fn doubt_everyone(self: &Rc<Self>) {
        let subjects: Vec<Subject> = self.subscribers.borrow().subjects().cloned().collect();
        subjects.iter().for_each(|subject| self.doubt(subject));
    }

    fn tell_doubt_after(self: &Rc<Self>, delay: Duration) -> Timer {
        let weak = Rc::downgrade(self);
        let tell = move || {
            let Some(store) = weak.upgrade() else { return };
            let said = store.doubts.borrow_mut().next(store.slots.borrow().snapshot());
            said.iter().for_each(|said| warn(said));
            let is_more = !store.doubts.borrow().queue.is_empty();
            let timer = is_more.then(|| store.tell_doubt_after(NEXT_AFTER));
            store.doubts.borrow_mut().timer = timer;
        };
        self.clock().after(delay, Box::new(tell))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::feed::Feed;
    use crate::model::toggle;
    use crate::store::{ClockHandle, ManualClock, Settings, Timestamp};

    #[test]
    fn a_key_is_told_of_once_and_not_a_thousand_of_them() {
        let (mut doubts, nothing) = (Doubts::default(), Snapshot::default());
        (0..3).for_each(|_| doubts.note("a", &nothing));
        assert_eq!(doubts.seen.len(), 1);
        (0..1_000).for_each(|number| doubts.note(&format!("key_{number}"), &nothing));
        assert_eq!((doubts.seen.len(), doubts.queue.len()), (MOST, MOST));
        let said: Vec<String> = std::iter::from_fn(|| doubts.next(&nothing)).collect();
        assert_eq!(said.len(), MOST);
        assert!(said[MOST - 1].ends_with("More of these are not told."));
    }

    #[test]
    fn nothing_is_looked_up_before_the_first_answer_is_long_drawn_and_then_one_key_at_a_time() {
        let clock = ManualClock::at(Timestamp::default());
        let feeds = Feed::fixed([("hide_contact", true)]).into();
        let store = Store::new(ClockHandle::from(clock.clone()), Settings::default(), &feeds, None);
        let keys = ["hide_contacts", "hide_kontact", "hide_contact"];
        let held: Vec<_> = keys.map(|key| store.subscribe(toggle(key).into(), || {})).into();
        let waiting = || store.doubts.borrow().queue.len();
        clock.advance(FIRST_AFTER - Duration::from_millis(1));
        assert_eq!(waiting(), 2);
        clock.advance(Duration::from_millis(1));
        assert_eq!(waiting(), 1);
        clock.advance(NEXT_AFTER);
        assert_eq!((waiting(), clock.pending()), (0, 0));
        drop(held);
    }
}
