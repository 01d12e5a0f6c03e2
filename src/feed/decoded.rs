//! What came of reading a document, and the two rules by which every engine reads: what decorates an entry
//! cannot discard it, and what cannot be read changes nothing that is known.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use super::DecodeError;
use crate::model::{MaintenanceWindow, Report, ReportBuilder, Spelling, Toggle};

/// A report, and the entries or parts of them that had to be left out of it.
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let decoded = PlainJson.decode(br#"{"hide_contact": true, "hide_payments": "yes"}"#).unwrap();
/// assert_eq!(decoded.report.toggles().count(), 1);
/// assert_eq!(decoded.skipped, 1);
/// assert_eq!(decoded.warnings[0].place, "hide_payments");
/// assert_eq!(decoded.report.unreadable().toggles().next(), Some("hide_payments"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoded {
    /// What the document says, and what it names but does not say readably.
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
/// let stream = EventStream::new("/events?token=secret").with_inactivity(Duration::from_secs(60));
/// assert!(!format!("{stream:?}").contains("secret"));
/// ```
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct EventStream {
    /// Where it is, relative to the feed's URL. A secret: it is neither logged nor stored.
    pub url: Rc<str>,
    /// How long the page may be hidden before the stream is closed.
    pub inactivity: Duration,
}

impl EventStream {
    /// A stream that stays open for two minutes while the page is hidden.
    pub fn new(url: impl Into<Rc<str>>) -> Self {
        Self { url: url.into(), inactivity: Duration::from_secs(120) }
    }

    /// The same stream, closed after this much time on a hidden page.
    pub fn with_inactivity(mut self, inactivity: Duration) -> Self {
        self.inactivity = inactivity;
        self
    }
}

impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("inactivity", &self.inactivity).finish_non_exhaustive()
    }
}

impl Decoded {
    /// How many warnings are kept: enough to find the fault, too few to flood a console.
    pub const WARNINGS: usize = 10;

    /// Begins to gather what a document says: for an [`Engine`](super::Engine).
    ///
    /// Keys are compared exactly, unless [`DecodedBuilder::spelling`] says otherwise.
    pub fn builder() -> DecodedBuilder {
        DecodedBuilder { report: Report::builder(), decoded: Self::default(), read: 0, unread: None }
    }

    fn add_warning(&mut self, reason: DecodeError) {
        self.skipped += 1;
        if self.warnings.len() < Self::WARNINGS {
            self.warnings.push(reason);
        }
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
}

impl From<Report> for Decoded {
    fn from(report: Report) -> Self {
        Self { report, ..Self::default() }
    }
}

/// Gathers what a document says, entry by entry.
///
/// An engine says of each entry what it could read. An entry that it cannot read is *named*, as far as that
/// can be read: its last known state is then held. What only decorates an entry is left out by
/// [`warn`](Self::warn), and the entry counts.
///
/// ```
/// use yew_outage::feed::{DecodeError, Decoded};
/// use yew_outage::model::Toggle;
///
/// let mut decoded = Decoded::builder();
/// decoded.toggle("hide_contact", Toggle::on());
/// let reason = DecodeError::new("lines", "line 2", "expected on or off");
/// decoded.unreadable_toggle(Some("hide_payments"), reason);
/// let decoded = decoded.build().unwrap();
/// assert_eq!(decoded.report.unreadable().toggles().next(), Some("hide_payments"));
/// ```
#[derive(Debug)]
pub struct DecodedBuilder {
    report: ReportBuilder,
    decoded: Decoded,
    /// How many entries could be read.
    read: usize,
    /// Why the first that could not be read could not.
    unread: Option<DecodeError>,
}

impl DecodedBuilder {
    /// How the report's keys are compared. Default: [`Spelling::Exact`].
    pub fn spelling(self, spelling: Spelling) -> Self {
        Self { report: self.report.spelling(spelling), ..self }
    }

    /// Adds a toggle. Of two with the same key the later one counts.
    pub fn toggle(&mut self, key: impl AsRef<str>, toggle: Toggle) {
        self.report.toggle(key, toggle);
        self.other_entry();
    }

    /// Adds a window: see [`ReportBuilder::window`].
    pub fn window(&mut self, window: MaintenanceWindow) {
        self.report.window(window);
        self.other_entry();
    }

    /// Adds a window of which its source says that it is on: see [`ReportBuilder::ongoing`].
    pub fn ongoing(&mut self, window: MaintenanceWindow) {
        self.report.ongoing(window);
        self.other_entry();
    }

    /// Notes an entry that can be read and is neither a toggle nor a window: a component that works.
    pub fn other_entry(&mut self) {
        self.read += 1;
    }

    /// Leaves out what decorates an entry. The entry counts.
    pub fn warn(&mut self, reason: DecodeError) {
        self.decoded.add_warning(reason);
    }

    /// Names a toggle whose state cannot be read. Without a key it may be any that is missing.
    pub fn unreadable_toggle(&mut self, key: Option<&str>, reason: DecodeError) {
        self.report.unreadable_toggle(key);
        self.unread(reason);
    }

    /// Names a window that cannot be read, or of which a service cannot. Without an id it may be any that is
    /// missing.
    pub fn unreadable_window(&mut self, id: Option<Rc<str>>, services: Vec<Rc<str>>, reason: DecodeError) {
        self.report.unreadable_window(id, services);
        self.unread(reason);
    }

    /// Notes an entry whose value is of another type than a toggle's: no toggle, unless it was one before. That is
    /// no fault, so there is no warning.
    pub(super) fn non_boolean_toggle(&mut self, key: &str) {
        self.report.unreadable_toggle(Some(key));
        self.other_entry();
    }

    /// Notes that the toggle named last may be any that is missing.
    pub(super) fn unidentified_toggle(&mut self) {
        self.report.unreadable_toggle(None);
    }

    fn unread(&mut self, reason: DecodeError) {
        if self.unread.is_none() {
            self.unread = Some(reason.clone());
        }
        self.warn(reason);
    }

    /// Adds a stream to follow.
    pub fn stream(&mut self, stream: EventStream) {
        self.decoded.streams.push(stream);
    }

    /// Says by which query the next page is asked for.
    pub fn next_page(&mut self, query: String) {
        self.decoded.next_page = Some(query);
    }

    /// What decorates an entry, or nothing and a warning.
    pub(super) fn ok_or_warn<T>(&mut self, part: Result<T, DecodeError>) -> Option<T> {
        part.map_err(|reason| self.warn(reason)).ok()
    }

    /// What the document says.
    ///
    /// # Errors
    ///
    /// Nothing of it can be read, although there is something in it: that is not "nothing is out".
    pub fn build(self) -> Result<Decoded, DecodeError> {
        match self.unread {
            Some(DecodeError { engine, place, problem }) if self.read == 0 => {
                let problem = format!("{problem}; nothing else in the document can be read").into();
                Err(DecodeError { engine, place, problem })
            }
            _ => Ok(Decoded { report: self.report.build(), ..self.decoded }),
        }
    }
}
