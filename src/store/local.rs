//! Outages that a page finds itself, beside what its feeds report.

use std::any::Any;
use std::rc::Rc;

use crate::model::FeedReport;

/// Finds outages on the page, such as those that failed requests of its sections show. A store has at most one, and
/// none before something on the page installs it.
pub(crate) trait LocalSource {
    /// What is out now.
    fn report(&self) -> Option<FeedReport>;

    /// A reader or the app wants to know now.
    fn on_refresh(&self);

    /// The page became visible or has a network again.
    fn on_wake(&self);

    /// Whether a check is under way.
    fn is_checking(&self) -> bool;

    /// Its own type, for what installed it.
    fn as_any(self: Rc<Self>) -> Rc<dyn Any>;
}
