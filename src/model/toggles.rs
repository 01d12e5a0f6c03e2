use std::cell::OnceCell;
use std::cmp::Ordering;
use std::fmt;
use std::rc::Rc;

use super::sort::sorted_indices;
use super::{Spelling, Toggle};

/// The toggles of a report, in the order of its document.
///
/// A feed says much the same again and again. So the keys stand in one text, which is compared with the next
/// one's in one go, and the order by key, which finds them, is handed on from report to report.
#[derive(Clone, Default)]
pub(super) struct Toggles {
    spelling: Spelling,
    /// Every key, one right after the other.
    keys: String,
    entries: Vec<Entry>,
    /// The places in the order of their keys, made when it is first needed. Of two with the same key the
    /// later one comes later.
    by_key: OnceCell<Rc<[u32]>>,
}

#[derive(Clone)]
struct Entry {
    /// Where its key ends; it starts where the one before ends.
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
        for (place, entry) in (0..).zip(&other.entries) {
            self.push(other.key(place), entry.toggle.clone());
        }
    }

    fn key(&self, place: u32) -> &str {
        let place = place as usize;
        let start = place.checked_sub(1).map_or(0, |before| self.entries[before].end);
        &self.keys[start as usize..self.entries[place].end as usize]
    }

    fn by_key(&self) -> &[u32] {
        self.by_key.get_or_init(|| {
            sorted_indices(self.entries.len(), &|a, b| self.spelling.compare(self.key(a), self.key(b))).into()
        })
    }

    pub(super) fn get(&self, key: &str) -> Option<&Toggle> {
        let by_key = self.by_key();
        let up_to =
            by_key.partition_point(|at| self.spelling.compare(self.key(*at), key) != Ordering::Greater);
        let last = *by_key.get(up_to.checked_sub(1)?)?;
        self.spelling.same(self.key(last), key).then(|| &self.entries[last as usize].toggle)
    }

    /// Each key once, in their order. Of two spellings the one with underscores tells a reader more.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &Toggle)> {
        self.by_key().chunk_by(|a, b| self.spelling.same(self.key(*a), self.key(*b))).map(|same| {
            let mut keys = same.iter().rev().map(|at| self.key(*at));
            let key = keys.find(|key| key.contains('_')).unwrap_or(self.key(same[0]));
            (key, &self.entries[same[same.len() - 1] as usize].toggle)
        })
    }

    /// Calls `each` with every key that the next report does not agree on, and hands on what it can use.
    pub(super) fn changed(&self, next: &Self, mut each: impl FnMut(&str)) {
        if self.has_the_keys_of(next) {
            if let Some(by_key) = self.by_key.get() {
                // One that has made its own already has made the same.
                let _ = next.by_key.set(by_key.clone());
            }
            for (place, (mine, theirs)) in (0..).zip(self.entries.iter().zip(&next.entries)) {
                if mine.toggle != theirs.toggle {
                    each(self.key(place));
                }
            }
            return;
        }
        let (mut mine, mut theirs) = (self.iter().peekable(), next.iter().peekable());
        loop {
            let sorted_indices = match (mine.peek(), theirs.peek()) {
                (Some((a, _)), Some((b, _))) => self.spelling.compare(a, b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => return,
            };
            let mine = if sorted_indices == Ordering::Greater { None } else { mine.next() };
            let theirs = if sorted_indices == Ordering::Less { None } else { theirs.next() };
            if mine.map(|(_, toggle)| toggle) != theirs.map(|(_, toggle)| toggle) {
                mine.or(theirs).into_iter().for_each(|(key, _)| each(key));
            }
        }
    }

    /// In the same order, too.
    fn has_the_keys_of(&self, other: &Self) -> bool {
        self.spelling == other.spelling
            && self.keys == other.keys
            && self.entries.iter().map(|entry| entry.end).eq(other.entries.iter().map(|entry| entry.end))
    }
}

/// Equal if they say the same, in whatever order.
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

    /// Of letters in either case and underscores, so that several spellings of one key meet in a list.
    fn lists() -> impl Strategy<Value = Vec<(String, bool)>> {
        prop::collection::vec(("[abAB_]{0,3}", any::<bool>()), 0..12)
    }

    fn spelling(loose: bool) -> Spelling {
        if loose { Spelling::Loose } else { Spelling::Exact }
    }

    /// What all spellings of a key have in common.
    fn common(key: &str, loose: bool) -> String {
        if loose { key.replace('_', "").to_lowercase() } else { key.to_owned() }
    }

    proptest! {
        #[test]
        fn they_are_a_map_in_which_the_later_counts(list in lists(), loose: bool) {
            let toggles = toggles(spelling(loose), &list);
            let mut map: BTreeMap<String, (&str, bool)> = BTreeMap::new();
            for (key, on) in &list {
                let (shown, last) = map.entry(common(key, loose)).or_insert((key, *on));
                *last = *on;
                // The latest with underscores, or else the first.
                if key.contains('_') {
                    *shown = key;
                }
            }
            let listed: Vec<_> = toggles.iter().map(|(key, toggle)| (key, toggle.is_on())).collect();
            prop_assert_eq!(listed, map.values().copied().collect::<Vec<_>>());
            for key in ["", "_", "a", "A", "a_", "_A_", "ab", "aB", "a_b", "BB", "zz"] {
                let wanted = map.get(&common(key, loose)).map(|(_, on)| *on);
                prop_assert_eq!(toggles.get(key).map(Toggle::is_on), wanted, "{}", key);
            }
        }

        #[test]
        fn what_changed_is_what_a_look_at_every_key_finds(
            old in lists(),
            new in lists(),
            flipped: prop::sample::Index,
            alike: bool,
            loose: bool,
        ) {
            let new = if alike { old.clone() } else { new };
            let mut new = new;
            if !new.is_empty() {
                let at = flipped.index(new.len());
                new[at].1 ^= true;
            }
            let (old, new) = (toggles(spelling(loose), &old), toggles(spelling(loose), &new));
            old.iter().count();
            let mut told = Vec::new();
            old.changed(&new, |key| told.push(common(key, loose)));
            let keys = old.iter().chain(new.iter()).map(|(key, _)| key);
            for key in keys.filter(|key| old.get(key) != new.get(key)) {
                prop_assert!(told.contains(&common(key, loose)), "{} changed", key);
            }
            // A key that stands there twice may be told of without need; no other.
            for key in told.iter().filter(|key| old.get(key) == new.get(key)) {
                prop_assert!(new.entries.len() > new.iter().count(), "{} did not change", key);
            }
        }
    }
}
