//! Decides what a section shows, given the store's answer about its rule.

use crate::model::Availability;
use crate::store::{Answer, UnknownFallback};

/// What stands in a section's place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shown {
    /// The `pending` content: nothing is known yet.
    Pending,
    Section,
    Outage,
}

/// The answer for a section outside of any guard, which nothing can take down.
pub(super) const UNGUARDED: Answer = Answer::Rule { availability: Availability::Available, fallback: None };

impl Answer {
    /// The availability of a rule. The answer to any other query has none and counts as available.
    pub(crate) fn availability(&self) -> &Availability {
        match self {
            Self::Rule { availability, .. } => availability,
            Self::Toggle(_) | Self::Minute(_) => &Availability::Available,
        }
    }

    pub(super) fn shown(&self) -> Shown {
        match self {
            Self::Rule { availability: Availability::Down(_), .. }
            | Self::Rule { availability: Availability::Unknown, fallback: Some(UnknownFallback::Outage) } => {
                Shown::Outage
            }
            Self::Rule { availability: Availability::Unknown, fallback: None } => Shown::Pending,
            _ => Shown::Section,
        }
    }
}
