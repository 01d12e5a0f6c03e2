use std::cmp::Ordering;

/// When two keys are the same key.
///
/// Most systems compare names to the letter. vets-api sends one toggle as `profile_hide_x`, as
/// `profileHideX`, or as both, and an author may write either in a rule.
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
    /// To the letter.
    #[default]
    Exact,
    /// Without regard to ASCII case and underscores. Turning `form_10_10` into camelCase loses where
    /// its underscores were, so they cannot count.
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

/// The form under which both spellings of a key meet, to file things by key.
pub(crate) fn normalized(key: &str) -> Box<str> {
    letters(key).map(char::from).collect::<String>().into()
}

// By bytes: only ASCII is folded, and what is not ASCII is compared as it stands.
fn letters(key: &str) -> impl Iterator<Item = u8> + '_ {
    key.bytes().filter(|b| *b != b'_').map(|b| b.to_ascii_lowercase())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn both_spellings_of_a_key_are_filed_together() {
        assert_eq!(normalized("profileHideDirectDeposit"), normalized("profile_hide_direct_deposit"));
        assert_ne!(normalized("profile_hide_direct_deposit"), normalized("profile_hide_direct_deposits"));
    }
}
