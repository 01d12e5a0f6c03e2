//! How a guard answers, beside what its feeds say.

use std::time::Duration;

use super::persist::Cache;

/// What a section shows while nothing is known about it, and after how long.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::prelude::*;
///
/// // A broken toggle endpoint must not take the site down: after three seconds, show the section.
/// assert_eq!(WhileUnknown::default(), WhileUnknown::ShowSection { after: Duration::from_secs(3) });
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhileUnknown {
    /// The section is pending for this long, counted from when the guard was mounted. Then it is shown.
    ShowSection {
        /// How long to wait for an answer.
        after: Duration,
    },
    /// The section is pending for this long, counted from when the guard was mounted. Then its outage alert is
    /// shown.
    ShowOutage {
        /// How long to wait for an answer.
        after: Duration,
    },
}

impl WhileUnknown {
    pub(super) fn after(self) -> Duration {
        match self {
            Self::ShowSection { after } | Self::ShowOutage { after } => after,
        }
    }

    pub(crate) fn fallback(self) -> UnknownFallback {
        match self {
            Self::ShowSection { .. } => UnknownFallback::Section,
            Self::ShowOutage { .. } => UnknownFallback::Outage,
        }
    }
}

impl Default for WhileUnknown {
    fn default() -> Self {
        Self::ShowSection { after: Duration::from_secs(3) }
    }
}

/// What to show for a section about which nothing is known, once its timeout is over.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum UnknownFallback {
    Section,
    Outage,
}

/// The default of `forgotten_after`: two weeks.
pub(crate) const FORGOTTEN_AFTER: Duration = Duration::from_secs(14 * 24 * 60 * 60);

/// How a guard answers, beside what its feeds say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Settings {
    pub(crate) while_unknown: WhileUnknown,
    /// How long ahead of its start a maintenance window counts as approaching.
    pub(crate) warn_before: Duration,
    /// After how long a toggle or outage that is still on counts as forgotten.
    pub(crate) forgotten_after: Duration,
    pub(crate) cache: Cache,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            while_unknown: WhileUnknown::default(),
            warn_before: Duration::from_secs(60 * 60),
            forgotten_after: FORGOTTEN_AFTER,
            cache: Cache::default(),
        }
    }
}
