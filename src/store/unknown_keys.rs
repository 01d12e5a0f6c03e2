//! Warns developers of keys that no feed mentions, once for each key. Such a key counts as off, and so does a
//! misspelt one. It is compiled with debug assertions or with devtools, not in the builds that readers get.

use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use std::time::Duration;

use super::Store;
use super::clock::Timer;
use super::console::warn;
use super::subscriptions::Query;
use super::suggest::suggest;
use crate::model::{Report, RuleKey, Snapshot};

/// At most so many warnings. More unknown keys have one cause, such as a wrong feed.
const MAX_WARNINGS: usize = 20;

/// At most so many known keys are compared with an unknown one, because that runs on the page's only thread.
const MAX_COMPARED: usize = 2_000;

/// Warnings begin long after the first render, and come one by one, so that the page is not held up.
const FIRST_AFTER: Duration = Duration::from_secs(2);
const NEXT_AFTER: Duration = Duration::from_millis(100);

/// The keys that a warning was written about, or will be.
#[derive(Default)]
pub(super) struct UnknownKeys(RefCell<State>);

#[derive(Default)]
struct State {
    seen: Vec<Box<str>>,
    queue: VecDeque<Box<str>>,
    timer: Option<Timer>,
}

impl State {
    /// Queues a warning if no report names the key. The snapshot has to name every toggle.
    fn note(&mut self, key: &str, snapshot: &Snapshot) {
        if self.seen.len() == MAX_WARNINGS || snapshot.mentioned(key).is_some() {
            return;
        }
        let Err(at) = self.seen.binary_search_by(|known| (**known).cmp(key)) else { return };
        self.seen.insert(at, key.into());
        self.queue.push_back(key.into());
    }

    /// The next warning; `None` if a report has named its key since.
    fn next(&mut self, snapshot: &Snapshot) -> Option<String> {
        let key = self.queue.pop_front()?;
        if snapshot.mentioned(&key).is_some() {
            return None;
        }
        let known = snapshot.reports().flat_map(Report::toggles).map(|(name, _)| name).take(MAX_COMPARED);
        let hint = suggest(&key, known).map_or(String::new(), |key| format!(" Did you mean `{key}`?"));
        let is_last = self.seen.len() == MAX_WARNINGS && self.queue.is_empty();
        let last = if is_last { " There may be more such keys; this is the last warning." } else { "" };
        Some(format!("no feed mentions the toggle `{key}`; it counts as off.{hint}{last}"))
    }
}

impl UnknownKeys {
    /// Queues warnings for the unknown keys of a query.
    pub(super) fn check(&self, store: &Rc<Store>, query: &Query) {
        let feed_states = store.feed_states.borrow();
        if !feed_states.name_all_toggles() {
            return;
        }
        let mut state = self.0.borrow_mut();
        query.keys(&mut |key| {
            if let RuleKey::Toggle(key) = key {
                state.note(key, feed_states.snapshot());
            }
        });
        if !state.queue.is_empty() && state.timer.is_none() {
            state.timer = Some(warn_after(store, FIRST_AFTER));
        }
    }

    /// Queues warnings for the unknown keys of all queries.
    pub(super) fn check_all(&self, store: &Rc<Store>) {
        let queries: Vec<Query> = store.subscriptions.borrow().queries().cloned().collect();
        queries.iter().for_each(|query| self.check(store, query));
    }

    /// Whether the next report of this feed is its first, so that all queries have to be checked.
    pub(super) fn awaits(&self, store: &Store, feed: u64) -> bool {
        !store.feed_states.borrow().has_answered(feed)
    }
}

fn warn_after(store: &Rc<Store>, delay: Duration) -> Timer {
    let weak = Rc::downgrade(store);
    let warn_next = move || {
        let Some(store) = weak.upgrade() else { return };
        let unknown_keys = &store.unknown_keys.0;
        let warning = unknown_keys.borrow_mut().next(store.feed_states.borrow().snapshot());
        warning.iter().for_each(|warning| warn(warning));
        let is_more = !unknown_keys.borrow().queue.is_empty();
        let timer = is_more.then(|| warn_after(&store, NEXT_AFTER));
        unknown_keys.borrow_mut().timer = timer;
    };
    store.clock().after(delay, Box::new(warn_next))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::feed::Feed;
    use crate::model::toggle;
    use crate::store::{ClockHandle, ManualClock, Settings, Timestamp};

    #[test]
    fn a_key_is_warned_of_once_and_the_warnings_are_limited() {
        let (mut unknown_keys, nothing) = (State::default(), Snapshot::default());
        (0..3).for_each(|_| unknown_keys.note("a", &nothing));
        assert_eq!(unknown_keys.seen.len(), 1);
        (0..1_000).for_each(|number| unknown_keys.note(&format!("key_{number}"), &nothing));
        assert_eq!((unknown_keys.seen.len(), unknown_keys.queue.len()), (MAX_WARNINGS, MAX_WARNINGS));
        let warnings: Vec<String> = std::iter::from_fn(|| unknown_keys.next(&nothing)).collect();
        assert_eq!(warnings.len(), MAX_WARNINGS);
        assert!(warnings[MAX_WARNINGS - 1].ends_with("this is the last warning."));
    }

    #[test]
    fn warnings_begin_after_a_delay_and_come_one_by_one() {
        let clock = ManualClock::at(Timestamp::default());
        let feeds = Feed::fixed([("hide_contact", true)]).into();
        let store = Store::new(ClockHandle::from(clock.clone()), Settings::default(), &feeds, None);
        let keys = ["hide_contacts", "hide_kontact", "hide_contact"];
        let subscriptions: Vec<_> = keys.map(|key| store.subscribe(toggle(key).into(), || {})).into();
        let waiting = || store.unknown_keys.0.borrow().queue.len();
        clock.advance(FIRST_AFTER - Duration::from_millis(1));
        assert_eq!(waiting(), 2);
        clock.advance(Duration::from_millis(1));
        assert_eq!(waiting(), 1);
        clock.advance(NEXT_AFTER);
        assert_eq!((waiting(), clock.pending()), (0, 0));
        drop(subscriptions);
    }
}
