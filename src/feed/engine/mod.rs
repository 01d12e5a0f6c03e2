//! The engines: one file for each system, bytes in, report out.

mod description;
mod ofrep;
mod pagerduty;
mod plain;
mod statuspage;
mod unleash;
mod vets_api;
mod vets_api_statuses;

use std::any::Any;
use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use super::request::Request;
use super::{DecodeError, Decoded};
use crate::model::Kinds;

pub use ofrep::Ofrep;
pub use pagerduty::PagerDuty;
pub use plain::PlainJson;
pub use statuspage::{ComponentStatus, Statuspage};
pub use unleash::Unleash;
pub use vets_api::{VetsApi, VetsApiWindows};
pub use vets_api_statuses::VetsApiStatuses;

/// The system behind a feed: how its documents become a report.
///
/// Implement it for a system that this crate does not know, and pass it to [`Feed::new`](super::Feed::new).
/// Decoding is pure: bytes in, report out. For JSON, use [`json`](crate::json); the guide's chapter on
/// engines has a complete example.
///
/// ```
/// use yew_outage::feed::{DecodeError, Decoded, Engine, Feed};
/// use yew_outage::model::{Kinds, Toggle};
///
/// /// One key per line. Each toggle that is listed is on.
/// #[derive(Debug, PartialEq)]
/// struct Lines;
///
/// impl Engine for Lines {
///     fn name(&self) -> &'static str {
///         "lines"
///     }
///
///     fn reports(&self) -> Kinds {
///         Kinds::TOGGLES
///     }
///
///     fn names_every_toggle(&self) -> bool {
///         false // What is off is not listed.
///     }
///
///     fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
///         let text = std::str::from_utf8(body)
///             .map_err(|_| DecodeError::new(self.name(), "the body", "expected UTF-8"))?;
///         let mut decoded = Decoded::builder();
///         text.lines().for_each(|key| decoded.toggle(key, Toggle::on()));
///         decoded.build()
///     }
/// }
///
/// let feed = Feed::new(Lines, "/outages.txt");
/// # let _ = feed;
/// ```
///
/// # On bad input
///
/// A document of the wrong shape, or of which nothing can be read, is an error, never "all is well". An entry
/// that cannot be read is named with [`Decoded::builder`], so that it keeps its last known state. A message
/// or a link that cannot be read is left out with a warning, and its entry counts. Unknown fields are
/// ignored.
pub trait Engine: fmt::Debug + SameEngine {
    /// Its name in errors and in health: `vets-api`.
    fn name(&self) -> &'static str;

    /// What it reports: toggles, outages, or both.
    fn reports(&self) -> Kinds;

    /// The request for an evaluation context, which is what [`Feed::context`](super::Feed::context) says of
    /// the reader. Default: a GET without the context.
    fn request(&self, context: &[(Rc<str>, Rc<str>)]) -> Request {
        let _ = context;
        Request::get()
    }

    /// Whether a report names the toggles that are off as well. If so, a key that no report names may be
    /// misspelt, and the console shows a warning. Default: `true`.
    fn names_every_toggle(&self) -> bool {
        true
    }

    /// Identifies what decides how it reads a document: its settings, and a number to raise when a new
    /// version reads the same document differently. A cached report is used only by the variant that decoded
    /// it. Default: empty.
    fn variant(&self) -> Cow<'static, str> {
        Cow::Borrowed("")
    }

    /// The same engine, except that it shows readers the descriptions that operators wrote for each other.
    /// `None` if the system has no such descriptions. Default: `None`.
    fn with_descriptions(&self) -> Option<Rc<dyn Engine>> {
        None
    }

    /// Decodes one document.
    ///
    /// # Errors
    ///
    /// The document as a whole cannot be read.
    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError>;
}

/// Compares engines; every engine that is [`PartialEq`] implements it.
///
/// Feeds are compared when a page renders, so that a feed that has not changed keeps its poller and its
/// report.
pub trait SameEngine {
    /// Whether the other engine is of the same type and equal.
    fn same(&self, other: &dyn Engine) -> bool;

    #[doc(hidden)]
    fn as_any(&self) -> &dyn Any;
}

impl<T: Engine + PartialEq + 'static> SameEngine for T {
    fn same(&self, other: &dyn Engine) -> bool {
        other.as_any().downcast_ref() == Some(self)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
