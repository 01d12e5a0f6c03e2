mod ofrep;
mod pagerduty;
mod plain;
mod statuspage;
mod unleash;
mod vets_api;

use std::any::Any;
use std::fmt;

use std::rc::Rc;
use std::time::Duration;

use super::DecodeError;
use super::json::Cursor;
use super::request::Request;
use crate::model::{Kinds, MaintenanceWindow, Report, ReportBuilder, Timestamp};

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
    /// Streams that tell when to ask again.
    pub streams: Vec<EventStream>,
    /// The query that asks for the next page, where there is one: `offset=25`.
    pub next_page: Option<String>,
}

/// A stream of server-sent events: an event says that it is time to ask again.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::feed::EventStream;
///
/// let stream = EventStream { url: "/events?token=secret".into(), inactivity: Duration::from_secs(120) };
/// assert!(!format!("{stream:?}").contains("secret"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct EventStream {
    /// Where it is, relative to the feed's URL. A secret: it is neither logged nor stored.
    pub url: Rc<str>,
    /// How long the page may be hidden before the stream is closed.
    pub inactivity: Duration,
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("inactivity", &self.inactivity).finish_non_exhaustive()
    }
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

    /// Takes in the next page.
    pub(crate) fn append(&mut self, page: Self) {
        self.report.append(page.report);
        self.skipped += page.skipped;
        self.warnings.extend(page.warnings);
        self.warnings.truncate(Self::WARNINGS);
        self.streams.extend(page.streams);
        self.next_page = page.next_page;
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

/// The start and the end of a window, of which the end comes after the start.
struct Period {
    starts_at: Timestamp,
    ends_at: Option<Timestamp>,
}

impl Period {
    fn read(starts_at: &Cursor<'_>, ends_at: Option<Cursor<'_>>) -> Result<Self, DecodeError> {
        let start = starts_at.time()?;
        let end = ends_at.as_ref().map(|field| field.time()).transpose()?;
        match (ends_at, end) {
            (Some(field), Some(end)) if end <= start => {
                Err(field.complain("expected an end after the start, found one that is not"))
            }
            _ => Ok(Self { starts_at: start, ends_at: end }),
        }
    }

    fn window(
        self,
        id: impl Into<Rc<str>>,
        services: Vec<Rc<str>>,
        message: Option<Rc<str>>,
        link: Option<Rc<str>>,
    ) -> MaintenanceWindow {
        MaintenanceWindow {
            id: id.into(),
            services: services.into(),
            starts_at: Some(self.starts_at),
            ends_at: self.ends_at,
            message: message.filter(|words| !words.is_empty()),
            link,
        }
    }
}
