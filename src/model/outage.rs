//! An outage: a period in which services are down or degraded, planned or not.

use std::rc::Rc;

use super::Timestamp;
use super::interval_set::{ALWAYS, Interval};

/// The service key that stands for the whole site: an outage that affects it affects every service.
///
/// Source: vets-api's `external_service` of that name.
pub const WHOLE_SITE: &str = "global";

/// How much an outage takes away.
///
/// ```
/// use yew_outage::model::Impact;
///
/// assert_eq!(Impact::default(), Impact::Down);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub enum Impact {
    /// The services do not work.
    #[default]
    Down,
    /// The services work, but slowly or unreliably.
    Degraded,
}

/// A period in which some services are down or degraded.
///
/// It is planned (a maintenance window) or not (an incident). Its start is inclusive, its end exclusive. An outage
/// without an end is open: it lasts until a report no longer lists it.
///
/// ```
/// use yew_outage::model::{Impact, Outage, Timestamp};
///
/// let window = Outage::planned("bank-2026", ["direct_deposit"])
///     .with_starts_at("2026-05-02T20:00:00-04:00".parse::<Timestamp>()?)
///     .with_message("We are moving to a new bank.");
/// assert!(window.ends_at.is_none(), "it is open");
/// let incident = Outage::unplanned("slow", ["direct_deposit"]).with_impact(Impact::Degraded);
/// assert!(!incident.planned);
/// # Ok::<(), chrono::ParseError>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
#[non_exhaustive]
pub struct Outage {
    /// Its id in the system behind the feed.
    pub id: Rc<str>,
    /// The services it affects, by key; [`WHOLE_SITE`] for all.
    pub services: Rc<[Rc<str>]>,
    /// Whether it is planned work. An incident is not.
    pub planned: bool,
    /// Whether the services are down or degraded.
    pub impact: Impact,
    /// When it starts; `None` if it has started and nobody says when.
    pub starts_at: Option<Timestamp>,
    /// When it ends; `None` while nobody knows.
    pub ends_at: Option<Timestamp>,
    /// A message to readers from the people who run the service. It is shown as text, never as markup.
    pub message: Option<Rc<str>>,
    /// Where to read more: an `http` or `https` address.
    pub link: Option<Rc<str>>,
}

impl Outage {
    /// Planned work on these services: they are down, and no start or end is known.
    pub fn planned(id: impl Into<Rc<str>>, services: impl IntoIterator<Item = impl Into<Rc<str>>>) -> Self {
        Self { planned: true, ..Self::unplanned(id, services) }
    }

    /// An incident: these services are down, and no start or end is known.
    pub fn unplanned(id: impl Into<Rc<str>>, services: impl IntoIterator<Item = impl Into<Rc<str>>>) -> Self {
        Self {
            id: id.into(),
            services: services.into_iter().map(Into::into).collect(),
            planned: false,
            impact: Impact::Down,
            starts_at: None,
            ends_at: None,
            message: None,
            link: None,
        }
    }

    /// The same outage with this impact.
    pub fn with_impact(mut self, impact: Impact) -> Self {
        self.impact = impact;
        self
    }

    /// The same outage with this start: a [`Timestamp`], or an `Option` of one.
    pub fn with_starts_at(mut self, starts_at: impl Into<Option<Timestamp>>) -> Self {
        self.starts_at = starts_at.into();
        self
    }

    /// The same outage with this end: a [`Timestamp`], or an `Option` of one.
    pub fn with_ends_at(mut self, ends_at: impl Into<Option<Timestamp>>) -> Self {
        self.ends_at = ends_at.into();
        self
    }

    /// The same outage with this message.
    pub fn with_message(mut self, message: impl Into<Rc<str>>) -> Self {
        self.message = Some(message.into());
        self
    }

    /// The same outage with this address to read more at.
    pub fn with_link(mut self, link: impl Into<Rc<str>>) -> Self {
        self.link = Some(link.into());
        self
    }

    pub(super) fn interval(&self) -> Interval {
        Interval {
            start: self.starts_at.map_or(ALWAYS.start, |start| start.timestamp_millis()),
            end: self.ends_at.map_or(ALWAYS.end, |end| end.timestamp_millis()),
        }
    }
}
