//! The toggles of a report: a map that is quick to compare with the one before it.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

use super::sort::sorted_indices;
use super::{Spelling, Toggle};

/// The toggles of a report, in the order of its document.
///
/// Successive reports of a feed are nearly equal. So all keys are in one string, which compares with that of
/// the next report at once, and the index by key is passed on from report to report.
#[derive(Clone, Default)]
pub(super) struct Toggles {
    spelling: Spelling,
    /// All keys, one after the other.
    keys: String,
    entries: Vec<Entry>,
    /// The indices of the entries, sorted by key; of two with the same key the later one comes later.
    /// Computed on first use.
    by_key: OnceCell<Rc<[u32]>>,
}

#[derive(Clone)]
struct Entry {
    /// Where its key ends in `keys`. It starts where the one before ends.
    end: u32,
    toggle: Toggle,
}

impl Toggles {
    pub(super) fn set_spelling(&mut self, spelling: Spelling) {
        self.spelling = spelling;
        self.by_key.take();
    }

    pub(super) fn spelling(&self) -> Spelling {
        self.spelling
    }

    pub(super) fn push(&mut self, key: &str, toggle: Toggle) {
        self.keys.push_str(key);
        self.entries.push(Entry { end: self.keys.len() as u32, toggle });
        self.by_key.take();
    }

    pub(super) fn append(&mut self, other: &Self) {
        for (index, entry) in (0..).zip(&other.entries) {
            self.push(other.key(index), entry.toggle.clone());
        }
    }

    fn key(&self, index: u32) -> &str {
        let index = index as usize;
        let start = index.checked_sub(1).map_or(0, |before| self.entries[before].end);
        &self.keys[start as usize..self.entries[index].end as usize]
    }

    fn by_key(&self) -> &[u32] {
        self.by_key.get_or_init(|| {
            sorted_indices(self.entries.len(), &|a, b| self.spelling.compare(self.key(a), self.key(b))).into()
        })
    }

    pub(super) fn get(&self, key: &str) -> Option<&Toggle> {
        let by_key = self.by_key();
        let end =
            by_key.partition_point(|index| self.spelling.compare(self.key(*index), key) != Ordering::Greater);
        let last = *by_key.get(end.checked_sub(1)?)?;
        self.spelling.same(self.key(last), key).then(|| &self.entries[last as usize].toggle)
    }

    /// Each key once, sorted. Of two spellings it gives the one with underscores, which is easier to read.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Toggle)> {
        self.by_key().chunk_by(|a, b| self.spelling.same(self.key(*a), self.key(*b))).map(|same| {
            let mut keys = same.iter().rev().map(|index| self.key(*index));
            let key = keys.find(|key| key.contains('_')).unwrap_or(self.key(same[0]));
            (key, &self.entries[same[same.len() - 1] as usize].toggle)
        })
    }

    /// Calls `each` with every key whose toggle differs in the next report, and passes on the index by key.
    pub(super) fn changed(&self, next: &Self, mut each: impl FnMut(&str)) {
        if self.has_same_keys(next) {
            if let Some(by_key) = self.by_key.get() {
                // If the next report has computed its index already, it is the same.
                let _ = next.by_key.set(by_key.clone());
            }
            for (index, (old, new)) in (0..).zip(self.entries.iter().zip(&next.entries)) {
                if old.toggle != new.toggle {
                    each(self.key(index));
                }
            }
            return;
        }
        let (mut old, mut new) = (self.iter().peekable(), next.iter().peekable());
        loop {
            let ordering = match (old.peek(), new.peek()) {
                (Some((a, _)), Some((b, _))) => self.spelling.compare(a, b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return,
            };
            let old = if ordering == Ordering::Greater { None } else { old.next() };
            let new = if ordering == Ordering::Less { None } else { new.next() };
            if old.map(|(_, toggle)| toggle) != new.map(|(_, toggle)| toggle) {
                old.or(new).into_iter().for_each(|(key, _)| each(key));
            }
        }
    }

    /// Whether the other has the same keys in the same order.
    fn has_same_keys(&self, other: &Self) -> bool {
        self.spelling == other.spelling
            && self.keys == other.keys
            && self.entries.iter().map(|entry| entry.end).eq(other.entries.iter().map(|entry| entry.end))
    }
}

/// Equal if the same keys have the same toggles, in any order.
impl PartialEq for Toggles {
    fn eq(&self, other: &Self) -> bool {
        self.spelling == other.spelling && self.iter().eq(other.iter())
    }
}

impl Eq for Toggles {}

impl fmt::Debug for Toggles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    fn toggles(spelling: Spelling, list: &[(String, bool)]) -> Toggles {
        let mut toggles = Toggles::default();
        toggles.set_spelling(spelling);
        list.iter().for_each(|(key, on)| toggles.push(key, Toggle::from(*on)));
        toggles
    }

    /// Keys of few letters in both cases and underscores, so that a list has several spellings of a key.
    fn lists() -> impl Strategy<Value = Vec<(String, bool)>> {
        prop::collection::vec(("[abAB_]{0,3}", any::<bool>()), 0..12)
    }

    fn spelling(loose: bool) -> Spelling {
        if loose { Spelling::Loose } else { Spelling::Exact }
    }

    /// The same text for all spellings of a key.
    fn folded(key: &str, loose: bool) -> String {
        if loose { key.replace('_', "").to_lowercase() } else { key.to_owned() }
    }

    proptest! {
        #[test]
        fn they_are_a_map_in_which_the_later_entry_counts(list in lists(), loose: bool) {
            let toggles = toggles(spelling(loose), &list);
            let mut map: BTreeMap<String, (&str, bool)> = BTreeMap::new();
            for (key, on) in &list {
                let (listed, last) = map.entry(folded(key, loose)).or_insert((key, *on));
                *last = *on;
                // The last one with underscores, or else the first one.
                if key.contains('_') {
                    *listed = key;
                }
            }
            let listed: Vec<_> = toggles.iter().map(|(key, toggle)| (key, toggle.is_on())).collect();
            prop_assert_eq!(listed, map.values().copied().collect::<Vec<_>>());
            for key in ["", "_", "a", "A", "a_", "_A_", "ab", "aB", "a_b", "BB", "zz"] {
                let expected = map.get(&folded(key, loose)).map(|(_, on)| *on);
                prop_assert_eq!(toggles.get(key).map(Toggle::is_on), expected, "{}", key);
            }
        }

        #[test]
        fn changed_keys_are_those_that_comparing_every_key_finds(
            old in lists(),
            new in lists(),
            flipped: prop::sample::Index,
            same_keys: bool,
            loose: bool,
        ) {
            let new = if same_keys { old.clone() } else { new };
            let mut new = new;
            if !new.is_empty() {
                let at = flipped.index(new.len());
                new[at].1 ^= true;
            }
            let (old, new) = (toggles(spelling(loose), &old), toggles(spelling(loose), &new));
            old.iter().count();
            let mut changed = Vec::new();
            old.changed(&new, |key| changed.push(folded(key, loose)));
            let keys = old.iter().chain(new.iter()).map(|(key, _)| key);
            for key in keys.filter(|key| old.get(key) != new.get(key)) {
                prop_assert!(changed.contains(&folded(key, loose)), "{} changed", key);
            }
            // Only a key that occurs twice may be called changed without need.
            for key in changed.iter().filter(|key| old.get(key) == new.get(key)) {
                prop_assert!(new.entries.len() > new.iter().count(), "{} did not change", key);
            }
        }
    }
}
