use std::rc::Rc;

use super::Timestamp;
use super::interval_set::{ALWAYS, Interval};

/// The service key that stands for the whole site: a window that affects it affects every service.
///
/// Source: vets-api's `external_service` of that name.
pub const WHOLE_SITE: &str = "global";

/// A planned period that affects some services.
///
/// Its start is inclusive, its end exclusive. A window without an end is open: it lasts until a
/// report no longer holds it.
///
/// ```
/// use yew_outage::model::MaintenanceWindow;
///
/// let window = MaintenanceWindow {
///     id: "139".into(),
///     services: ["evss".into()].into(),
///     starts_at: "2026-05-02T00:00:00Z".parse().ok(),
///     ends_at: None,
///     message: None,
///     link: None,
/// };
/// assert!(window.ends_at.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize, serde::Deserialize))]
pub struct MaintenanceWindow {
    /// The name that the system behind the feed gave it.
    pub id: Rc<str>,
    /// The services it affects, by key; [`WHOLE_SITE`] for all.
    pub services: Rc<[Rc<str>]>,
    /// The first moment of the window; `None` if it is on already and nobody says since when.
    pub starts_at: Option<Timestamp>,
    /// The first moment after it; `None` while nobody knows.
    pub ends_at: Option<Timestamp>,
    /// What the people who run the service say about it. Shown as text, never as markup.
    pub message: Option<Rc<str>>,
    /// Where to read more: an `http` or `https` address.
    pub link: Option<Rc<str>>,
}

impl MaintenanceWindow {
    pub(super) fn interval(&self) -> Interval {
        Interval {
            start: self.starts_at.map_or(ALWAYS.start, |start| start.timestamp_millis()),
            end: self.ends_at.map_or(ALWAYS.end, |end| end.timestamp_millis()),
        }
    }
}
