//! The result of a rule: whether a section is down or degraded, and why.

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
    /// The section works, but slowly or unreliably. If a downtime starts soon as well, it is
    /// [`Downtime::next`].
    Degraded(Downtime),
    /// The section is down.
    Down(Downtime),
}

impl Availability {
    /// Whether the section is down.
    pub fn is_down(&self) -> bool {
        matches!(self, Self::Down(_))
    }

    /// Whether the section works, but slowly or unreliably.
    pub fn is_degraded(&self) -> bool {
        matches!(self, Self::Degraded(_))
    }

    /// The downtime that starts soon, while the section works.
    pub fn approaching(&self) -> Option<&Downtime> {
        match self {
            Self::Approaching(downtime) => Some(downtime),
            Self::Degraded(downtime) => downtime.next.as_deref(),
            Self::Unknown | Self::Available | Self::Down(_) => None,
        }
    }

    /// The current or the approaching downtime.
    pub fn downtime(&self) -> Option<&Downtime> {
        match self {
            Self::Approaching(downtime) | Self::Degraded(downtime) | Self::Down(downtime) => Some(downtime),
            Self::Unknown | Self::Available => None,
        }
    }

    /// The value of the `data-availability` attribute: `unknown`, `available`, `approaching`,
    /// `degraded` or `down`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Available => "available",
            Self::Approaching(_) => "approaching",
            Self::Degraded(_) => "degraded",
            Self::Down(_) => "down",
        }
    }
}

/// Why a section is down or degraded, since when, until when if that is known, and with which message.
///
/// You get one from [`Availability::downtime`], and make one for an alert of your own. Overlapping and
/// adjacent outages are one downtime, which ends with the last of them.
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
    /// Whether it is planned work. It is not if a toggle or an unplanned outage is among its causes.
    pub planned: bool,
    /// When it starts. `None` if a cause does not say since when.
    pub since: Option<Timestamp>,
    /// When it ends. `None` while nobody knows; never in the past.
    pub until: Option<Timestamp>,
    /// Whether the end that was expected has passed. Then `until` is `None`.
    pub is_overdue: bool,
    /// Whether one of its causes has been on for longer than the guard's `forgotten_after`, so that somebody may have
    /// forgotten it. For operators: no alert of the library says it. [`Rule::availability`](super::Rule::availability)
    /// leaves it `false`.
    pub is_forgotten: bool,
    /// The message of the first of its causes that has one.
    pub message: Option<Rc<str>>,
    /// Where to read more: the `http` or `https` address of the first of its causes that has one.
    pub link: Option<Rc<str>>,
    /// Every toggle and outage that causes it, sorted by start, then by name.
    pub causes: Rc<[Cause]>,
    /// The downtime that starts soon, if the section is degraded until then.
    pub next: Option<Rc<Downtime>>,
}

impl Downtime {
    /// The services that are down or degraded, each once, for words of your own about each.
    ///
    /// ```
    /// use yew_outage::model::Downtime;
    ///
    /// assert_eq!(Downtime::default().services().count(), 0);
    /// ```
    pub fn services(&self) -> impl Iterator<Item = &Rc<str>> {
        fn key(cause: &Cause) -> Option<&Rc<str>> {
            match cause {
                Cause::Service { key, .. } => Some(key),
                Cause::Toggle(_) => None,
            }
        }
        let keys = self.causes.iter().enumerate().map(|(at, cause)| (at, key(cause)));
        // A service may have several outages.
        keys.filter_map(move |(at, found)| {
            found.filter(|_| !self.causes[..at].iter().any(|earlier| key(earlier) == found))
        })
    }

    /// The same downtime as planned work, or not.
    pub fn with_planned(mut self, planned: bool) -> Self {
        self.planned = planned;
        self
    }

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
/// let service = Cause::Service { key: "bank".into(), outage: "PW98YIO".into() };
/// let causes = [service, Cause::Toggle("hide_contact".into())];
/// assert!(causes.contains(&Cause::Toggle("hide_contact".into())));
/// ```
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Cause {
    /// The toggle with this key: it is on, or off if the rule negates it.
    Toggle(Rc<str>),
    /// A service of the rule that an outage affects.
    Service {
        /// The service's key, as the rule writes it.
        key: Rc<str>,
        /// The id of the outage.
        outage: Rc<str>,
    },
}
