mod description;
mod ofrep;
mod pagerduty;
mod plain;
mod statuspage;
mod unleash;
mod vets_api;

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

/// The system behind a feed: how its documents become a report.
///
/// Implement it for a system that this crate does not know, and hand it to
/// [`Feed::new`](super::Feed::new). Decoding is pure: bytes in, report out.
///
/// ```
/// use yew_outage::feed::{DecodeError, Decoded, Engine, Feed};
/// use yew_outage::model::{Kinds, Report, Spelling, Toggle};
///
/// /// One key a line; each that is listed is on.
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
///     fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
///         let text = std::str::from_utf8(body).map_err(|_| DecodeError {
///             engine: self.name(),
///             place: "the body".into(),
///             problem: "expected UTF-8".into(),
///         })?;
///         let mut report = Report::builder();
///         text.lines().for_each(|key| report.toggle(key, Toggle::on()));
///         Ok(Decoded::from(report.build()))
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
/// that cannot be read is named with [`Decoded::builder`], so that its last known state is held. What only
/// decorates an entry, as words and links do, is left out with a warning, and the entry counts. Unknown fields
/// are ignored.
pub trait Engine: fmt::Debug + SameEngine {
    /// What errors call it: `vets-api`.
    fn name(&self) -> &'static str;

    /// What it can tell about.
    fn reports(&self) -> Kinds;

    /// What it asks with, for somebody of whom the author says this. Default: a GET.
    fn request(&self, context: &[(Rc<str>, Rc<str>)]) -> Request {
        let _ = context;
        Request::get()
    }

    /// Whether a report names toggles that are off, too: then a key that none names may be misspelt, and
    /// the console is told. Default: it does.
    fn names_every_toggle(&self) -> bool {
        true
    }

    /// What else decides how it reads a document: its settings, and a number to raise when the same document
    /// reads otherwise than before. A report that is kept in the browser is used by no other variant.
    /// Default: nothing.
    fn variant(&self) -> Cow<'static, str> {
        Cow::Borrowed("")
    }

    /// The same engine, but one that shows readers what operators wrote for each other. `None` where there are
    /// no such words. Default: `None`.
    fn with_descriptions(&self) -> Option<Rc<dyn Engine>> {
        None
    }

    /// Reads one document.
    ///
    /// # Errors
    ///
    /// The document as a whole cannot be read.
    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError>;
}

/// Tells whether two engines are the same; every engine that is [`PartialEq`] has it.
///
/// Feeds are compared when a page renders, so that one that has not changed goes on undisturbed.
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
