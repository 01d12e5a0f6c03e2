use std::cmp::Ordering;

/// The places of a list in order; what is equal keeps its order. What is in order already, as many documents
/// are, is looked at once.
///
/// The standard library's sort is compiled anew for every type that is sorted, some 6 KB each. This one is
/// compiled once.
pub(super) fn sorted_indices(length: usize, compare: &dyn Fn(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..length as u32).collect();
    if !places.is_sorted_by(|a, b| compare(*a, *b) != Ordering::Greater) {
        places.sort_by(|a, b| compare(*a, *b));
    }
    places
}

/// Sorts a list; what is equal keeps its order.
pub(super) fn sort<T>(items: &mut [T], compare: impl Fn(&T, &T) -> Ordering) {
    let mut sorted_indices =
        sorted_indices(items.len(), &|a, b| compare(&items[a as usize], &items[b as usize]));
    // `sorted_indices[to]` says where the item of that place is now. Each ring of places is gone round once.
    for first in 0..items.len() {
        let mut to = first;
        loop {
            let from = std::mem::replace(&mut sorted_indices[to], to as u32) as usize;
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
