//! Finds the key that a misspelt one most likely means.

/// The known key that is most like the wanted one, for "did you mean"; `None` if none is like it.
pub(super) fn suggest<'k>(wanted: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // A third of the letters may differ in a typing error; more make another word.
    let most = wanted.chars().count() / 3;
    known
        .filter(|key| key.len().abs_diff(wanted.len()) <= most * 4)
        .map(|key| (distance(wanted, key), key))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, key)| key)
}

/// The Levenshtein distance: how many letters to insert, delete or replace to turn one word into the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = change.min(diagonal + 1).min(row[j] + 1);
        }
    }
    row[b.len()]
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_typing_error_finds_its_key_and_another_word_finds_none() {
        let known = ["profile_hide_direct_deposit", "profile_hide_contact", "notifications"];
        let find = |wanted| suggest(wanted, known.into_iter());
        assert_eq!(find("profile_hide_direct_deposits"), Some("profile_hide_direct_deposit"));
        assert_eq!(find("profil_hide_contact"), Some("profile_hide_contact"));
        assert_eq!(find("payments"), None);
        assert_eq!(find(""), None);
    }

    #[test]
    fn distances() {
        for (a, b, wanted) in
            [("", "abc", 3), ("kitten", "sitting", 3), ("abc", "abc", 0), ("ñandú", "nandu", 2)]
        {
            assert_eq!(distance(a, b), wanted, "{a} {b}");
            assert_eq!(distance(b, a), wanted, "{b} {a}");
        }
    }
}
