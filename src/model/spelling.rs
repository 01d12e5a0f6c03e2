//! How the keys of toggles are compared.

use std::cmp::Ordering;

/// When two keys are the same key.
///
/// Most systems compare keys exactly. vets-api sends one toggle as `profile_hide_x`, as `profileHideX`, or as
/// both, and a rule may use either.
///
/// ```
/// use yew_outage::model::Spelling;
///
/// assert!(Spelling::Loose.same("profile_hide_form_10_10", "profileHideForm1010"));
/// assert!(!Spelling::Exact.same("a_b", "aB"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Spelling {
    /// If they are equal.
    #[default]
    Exact,
    /// If they are equal without ASCII case and underscores. `form_10_10` in camelCase is `form1010`: where
    /// the underscores were is lost, so they cannot count.
    Loose,
}

impl Spelling {
    /// Whether the two keys are the same key.
    pub fn same(self, a: &str, b: &str) -> bool {
        self.compare(a, b) == Ordering::Equal
    }

    pub(crate) fn compare(self, a: &str, b: &str) -> Ordering {
        match self {
            Self::Exact => a.cmp(b),
            Self::Loose => letters(a).cmp(letters(b)),
        }
    }
}

/// The same text for every loose spelling of a key, to index by.
pub(crate) fn normalized(key: &str) -> Box<str> {
    letters(key).map(char::from).collect::<String>().into()
}

// Bytes are enough: only ASCII is folded, and anything else is compared as it is.
fn letters(key: &str) -> impl Iterator<Item = u8> + '_ {
    key.bytes().filter(|b| *b != b'_').map(|b| b.to_ascii_lowercase())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_key_normalize_to_the_same_text() {
        assert_eq!(normalized("profileHideDirectDeposit"), normalized("profile_hide_direct_deposit"));
        assert_ne!(normalized("profile_hide_direct_deposit"), normalized("profile_hide_direct_deposits"));
    }
}
