//! The result of a rule: whether a section is down, and why.

use std::rc::Rc;

use super::Timestamp;

/// The result of evaluating a rule at a point in time.
///
/// More states may come, so match with a `_` arm that treats the section as one that works.
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
    /// A feed that decides it has no report yet, or its entry cannot be read.
    #[default]
    Unknown,
    /// The section is not down.
    Available,
    /// The section works, and a downtime starts soon.
    Approaching(Downtime),
    /// The section is down.
    Down(Downtime),
}

impl Availability {
    /// Whether the section is down.
    pub fn is_down(&self) -> bool {
        matches!(self, Self::Down(_))
    }

    /// The current or the approaching downtime.
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

/// Why a section is down, since when, until when if that is known, and with which message.
///
/// You get one from [`Availability::downtime`], and make one for an alert of your own. Overlapping and
/// adjacent windows are one downtime, which ends with the last of them.
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
    /// When it starts. `None` if a toggle is a cause: toggles do not say since when.
    pub since: Option<Timestamp>,
    /// When it ends. `None` while nobody knows; never in the past.
    pub until: Option<Timestamp>,
    /// The message of the first of its causes that has one.
    pub message: Option<Rc<str>>,
    /// Where to read more: the `http` or `https` address of the first of its causes that has one.
    pub link: Option<Rc<str>>,
    /// Every toggle and window that causes it, sorted by start, then by name.
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

/// One cause of a downtime.
///
/// More kinds may come.
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
    /// The toggle with this key: it is on, or off if the rule negates it.
    Toggle(Rc<str>),
    /// The maintenance window with this id.
    Window(Rc<str>),
}
