/// The known key that looks most like a wanted one, if any looks much like it: for "did you mean".
pub(super) fn suggest<'k>(wanted: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    // A third of the letters wrong is a slip; more is another word.
    let most = wanted.chars().count() / 3;
    known
        .filter(|key| key.len().abs_diff(wanted.len()) <= most * 4)
        .map(|key| (distance(wanted, key), key))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, key)| key)
}

/// How many letters have to be put in, left out or changed to make one word of the other.
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
    fn a_slip_finds_its_key_and_another_word_finds_none() {
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
