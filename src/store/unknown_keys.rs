//! Help for developers: a key that no feed mentions is off, which is also what a misspelt key is. That is said
//! once a key. Not in the builds that readers get: it is compiled with debug assertions or with the panel.

use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use super::Store;
use super::clock::Timer;
use super::console::warn;
use super::subscriptions::Query;
use super::suggest::suggest;
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
pub(super) struct UnknownKeys {
    seen: Vec<Box<str>>,
    queue: VecDeque<Box<str>>,
    timer: Option<Timer>,
}

impl UnknownKeys {
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
        let hint = suggest(&key, known).map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
        let is_last = self.seen.len() == MOST && self.queue.is_empty();
        let last = if is_last { " More of these are not told." } else { "" };
        Some(format!("no feed mentions the toggle `{key}`; it counts as off.{hint}{last}"))
    }
}

impl Store {
    /// Says, in a while, if a key may be misspelt.
    pub(super) fn check_keys(self: &Rc<Self>, subject: &Query) {
        let feed_states = self.feed_states.borrow();
        if !feed_states.name_all_toggles() {
            return;
        }
        let mut unknown_keys = self.unknown_keys.borrow_mut();
        subject.keys(&mut |key| {
            if let RuleKey::Toggle(key) = key {
                unknown_keys.note(key, feed_states.snapshot());
            }
        });
        if !unknown_keys.queue.is_empty() && unknown_keys.timer.is_none() {
            unknown_keys.timer = Some(self.warn_after(FIRST_AFTER));
        }
    }

    /// Whether a feed has no report yet.
    pub(super) fn is_first_report(&self, feed: u64) -> bool {
        !self.feed_states.borrow().has_answered(feed)
    }

    pub(super) fn check_all_keys(self: &Rc<Self>) {
        let subjects: Vec<Query> = self.subscriptions.borrow().subjects().cloned().collect();
        subjects.iter().for_each(|subject| self.check_keys(subject));
    }

    fn warn_after(self: &Rc<Self>, delay: Duration) -> Timer {
        let weak = Rc::downgrade(self);
        let tell = move || {
            let Some(store) = weak.upgrade() else { return };
            let said = store.unknown_keys.borrow_mut().next(store.feed_states.borrow().snapshot());
            said.iter().for_each(|said| warn(said));
            let is_more = !store.unknown_keys.borrow().queue.is_empty();
            let timer = is_more.then(|| store.warn_after(NEXT_AFTER));
            store.unknown_keys.borrow_mut().timer = timer;
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
        let (mut unknown_keys, nothing) = (UnknownKeys::default(), Snapshot::default());
        (0..3).for_each(|_| unknown_keys.note("a", &nothing));
        assert_eq!(unknown_keys.seen.len(), 1);
        (0..1_000).for_each(|number| unknown_keys.note(&format!("key_{number}"), &nothing));
        assert_eq!((unknown_keys.seen.len(), unknown_keys.queue.len()), (MOST, MOST));
        let said: Vec<String> = std::iter::from_fn(|| unknown_keys.next(&nothing)).collect();
        assert_eq!(said.len(), MOST);
        assert!(said[MOST - 1].ends_with("More of these are not told."));
    }

    #[test]
    fn nothing_is_looked_up_before_the_first_answer_is_long_drawn_and_then_one_key_at_a_time() {
        let clock = ManualClock::at(Timestamp::default());
        let feeds = Feed::fixed([("hide_contact", true)]).into();
        let store = Store::new(ClockHandle::from(clock.clone()), Settings::default(), &feeds, None);
        let keys = ["hide_contacts", "hide_kontact", "hide_contact"];
        let last_response: Vec<_> = keys.map(|key| store.subscribe(toggle(key).into(), || {})).into();
        let waiting = || store.unknown_keys.borrow().queue.len();
        clock.advance(FIRST_AFTER - Duration::from_millis(1));
        assert_eq!(waiting(), 2);
        clock.advance(Duration::from_millis(1));
        assert_eq!(waiting(), 1);
        clock.advance(NEXT_AFTER);
        assert_eq!((waiting(), clock.pending()), (0, 0));
        drop(last_response);
    }
}
