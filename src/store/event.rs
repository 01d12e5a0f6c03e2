use std::rc::Rc;

use crate::feed::FeedError;
use crate::model::Downtime;

/// Something that happened to a section or a feed, for an app's own measurements.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let on_event = Callback::from(|event: OutageEvent| match event {
///     OutageEvent::SectionDown { section, .. } => { /* count it */ let _ = section; }
///     _ => {}
/// });
/// # let _ = on_event;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OutageEvent {
    /// A section went down, or was down when it was first known.
    SectionDown {
        /// What readers call it.
        section: Rc<str>,
        /// Why, and until when.
        downtime: Downtime,
    },
    /// A section that was down is back.
    SectionBack {
        /// What readers call it.
        section: Rc<str>,
    },
    /// Readers are warned of a downtime.
    SectionWarned {
        /// What readers call it.
        section: Rc<str>,
        /// When it begins and ends.
        downtime: Downtime,
    },
    /// A feed gave no report, for the first time or for another reason than before.
    FeedFailed {
        /// The name of its engine.
        engine: &'static str,
        /// Why.
        error: FeedError,
    },
    /// A feed that had failed gave a report.
    FeedRecovered {
        /// The name of its engine.
        engine: &'static str,
    },
}
