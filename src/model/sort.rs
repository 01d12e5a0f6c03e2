//! The one sort of the crate. The standard library's is compiled anew for every type, some 6 KB each time.

use std::cmp::Ordering;

/// The indices of a list in sorted order. The sort is stable. A list that is sorted already, as many
/// documents are, is only checked.
pub(super) fn sorted_indices(length: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut indices: Vec<u32> = (0..length as u32).collect();
    if !indices.is_sorted_by(|a, b| compare(*a, *b) != Ordering::Greater) {
        indices.sort_by(|a, b| compare(*a, *b));
    }
    indices
}

/// Sorts a list in place. The sort is stable.
pub(super) fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut sources = sorted_indices(items.len(), &|a, b| compare(&items[a as usize], &items[b as usize]));
    // `sources[to]` is where the item for position `to` is now. Follow each cycle of the permutation once.
    for first in 0..items.len() {
        let mut to = first;
        loop {
            let from = std::mem::replace(&mut sources[to], to as u32) as usize;
            if from == first || from == to {
                break;
            }
            items.swap(to, from);
            to = from;
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_the_standard_library_does(mut items: Vec<(u8, u32)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|(key, _)| *key);
            sort(&mut items, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(items, expected);
        }
    }
}
