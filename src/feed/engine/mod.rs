mod plain;
mod vets_api;

use std::any::Any;
use std::fmt;

use super::DecodeError;
use crate::model::{Kinds, Report, ReportBuilder};

pub use plain::PlainJson;
pub use vets_api::VetsApi;

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
///         let mut report = Report::builder(Spelling::Exact);
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
/// A structurally wrong document is an error, never "all is well". One bad entry in a list is skipped
/// with a warning, and the rest counts. Unknown fields are ignored.
pub trait Engine: fmt::Debug + SameEngine {
    /// What errors call it: `vets-api`.
    fn name(&self) -> &'static str;

    /// What it can tell about.
    fn reports(&self) -> Kinds;

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

/// A report, and the entries or parts of them that had to be left out of it.
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let decoded = PlainJson.decode(br#"{"hide_contact": true, "hide_payments": "yes"}"#).unwrap();
/// assert_eq!(decoded.report.toggles().count(), 1);
/// assert_eq!(decoded.skipped, 1);
/// assert_eq!(decoded.warnings[0].place, "hide_payments");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// What the document says.
    pub report: Report,
    /// How many entries, or parts of them, were left out.
    pub skipped: usize,
    /// Why, for the first [`Decoded::WARNINGS`] of them.
    pub warnings: Vec<DecodeError>,
}

impl Decoded {
    /// How many warnings are kept: enough to find the fault, too few to flood a console.
    pub const WARNINGS: usize = 10;

    pub(crate) fn leave_out(&mut self, reason: DecodeError) {
        self.skipped += 1;
        if self.warnings.len() < Self::WARNINGS {
            self.warnings.push(reason);
        }
    }

    /// A part of an entry, or nothing and a warning.
    pub(crate) fn part<T>(&mut self, part: Result<T, DecodeError>) -> Option<T> {
        part.map_err(|reason| self.leave_out(reason)).ok()
    }

    fn with(mut self, report: ReportBuilder) -> Self {
        self.report = report.build();
        self
    }
}

impl From<Report> for Decoded {
    fn from(report: Report) -> Self {
        Self { report, ..Self::default() }
    }
}
