//! A key that no feed mentions is off, which is also what a misspelt key is: that is said once a key.

use super::console::warn;
use super::nearest::nearest;
use crate::model::{Report, Snapshot};

/// As many tell whoever looks that something is wrong at large, a feed that is not the right one, say.
const MOST: usize = 20;

/// Keys that the console has been told about, in order.
#[derive(Default)]
pub(super) struct Doubts(Vec<Box<str>>);

impl Doubts {
    /// Tells the console if no feed mentions the toggle. For a snapshot that names every toggle.
    pub(super) fn look_up(&mut self, key: &str, snapshot: &Snapshot) {
        if self.0.len() == MOST || snapshot.mentioned(key).is_some() {
            return;
        }
        let Err(place) = self.0.binary_search_by(|known| (**known).cmp(key)) else { return };
        self.0.insert(place, key.into());
        let known = snapshot.reports().flat_map(Report::toggles).map(|(name, _)| name);
        let hint = nearest(key, known).map_or(String::new(), |near| format!(" Did you mean `{near}`?"));
        let last = if self.0.len() == MOST { " More of these are not told." } else { "" };
        warn(&format!("no feed mentions the toggle `{key}`; it counts as off.{hint}{last}"));
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_told_of_once_and_not_a_thousand_of_them() {
        let (mut doubts, nothing) = (Doubts::default(), Snapshot::default());
        (0..3).for_each(|_| doubts.look_up("a", &nothing));
        assert_eq!(doubts.0.len(), 1);
        (0..1_000).for_each(|number| doubts.look_up(&format!("key_{number}"), &nothing));
        assert_eq!(doubts.0.len(), MOST);
    }
}
