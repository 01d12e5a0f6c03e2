use std::rc::Rc;

use super::Timestamp;

/// The answer of a rule at a moment.
///
/// ```
/// use yew_outage::model::{Availability, Downtime};
///
/// assert!(Availability::Down(Downtime::default()).is_down());
/// assert_eq!(Availability::Unknown.name(), "unknown");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Availability {
    /// A feed that could tell has not answered yet.
    #[default]
    Unknown,
    /// Nothing says that the section is down.
    Available,
    /// The section works, and a downtime begins soon.
    Approaching(Downtime),
    /// The section is down.
    Down(Downtime),
}

impl Availability {
    /// Whether the section is down.
    pub fn is_down(&self) -> bool {
        matches!(self, Self::Down(_))
    }

    /// The downtime that is on or approaching.
    pub fn downtime(&self) -> Option<&Downtime> {
        match self {
            Self::Approaching(downtime) | Self::Down(downtime) => Some(downtime),
            Self::Unknown | Self::Available => None,
        }
    }

    /// The value of the `data-availability` attribute: `unknown`, `available`, `approaching` or `down`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Available => "available",
            Self::Approaching(_) => "approaching",
            Self::Down(_) => "down",
        }
    }
}

/// Why a section is down, since when, until when if that is known, and in whose words.
///
/// Overlapping and touching windows are one downtime: its end is the end of the last of them.
///
/// ```
/// use yew_outage::model::Downtime;
///
/// let downtime = Downtime::default().with_message("We are moving to a new bank.");
/// assert!(downtime.until.is_none(), "nobody has said when it ends");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Downtime {
    /// Its first moment. `None` where a toggle is the reason: toggles do not say since when.
    pub since: Option<Timestamp>,
    /// The first moment after it. `None` while nobody knows; never in the past.
    pub until: Option<Timestamp>,
    /// The words of the first cause that has any: the earliest to start, then by name.
    pub message: Option<Rc<str>>,
    /// Where to read more: the `http` or `https` address of the first cause that has one.
    pub link: Option<Rc<str>>,
    /// Every toggle and window behind it, the earliest to start first, then by name.
    pub causes: Rc<[Cause]>,
}

impl Downtime {
    /// The same downtime with this start: a [`Timestamp`], or an `Option` of one.
    pub fn with_since(mut self, since: impl Into<Option<Timestamp>>) -> Self {
        self.since = since.into();
        self
    }

    /// The same downtime with this end: a [`Timestamp`], or an `Option` of one.
    pub fn with_until(mut self, until: impl Into<Option<Timestamp>>) -> Self {
        self.until = until.into();
        self
    }

    /// The same downtime with this message.
    pub fn with_message(mut self, message: impl Into<Rc<str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same downtime with this address to read more at.
    pub fn with_link(mut self, link: impl Into<Rc<str>>) -> Self {
        self.link = Some(link.into());
        self
    }
}

/// One thing that holds a section down.
///
/// ```
/// use yew_outage::model::Cause;
///
/// let causes = [Cause::Window("PW98YIO".into()), Cause::Toggle("hide_contact".into())];
/// assert!(causes.contains(&Cause::Toggle("hide_contact".into())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Cause {
    /// The toggle of this key, as the rule wrote it: on, or off where the rule says `!`.
    Toggle(Rc<str>),
    /// The maintenance window of this id.
    Window(Rc<str>),
}
