//! What decoding a document gives, and the two rules by which every engine decodes: a bad message or link
//! never discards its entry, and what cannot be read changes nothing that is known.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use super::DecodeError;
use crate::model::{Outage, Report, ReportBuilder, Spelling, Toggle};

/// A decoded document: its report, and why entries or parts of them were left out.
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
    /// What the document says, and the names of the entries that cannot be read.
    pub report: Report,
    /// How many entries, or parts of them, were left out.
    pub skipped: usize,
    /// Why, for the first [`Decoded::WARNINGS`] of them.
    pub warnings: Vec<DecodeError>,
    /// Event streams that say when to fetch again.
    pub streams: Vec<EventStream>,
    /// The query of the next page, if there is one: `offset=25`.
    pub next_page: Option<String>,
}

/// A stream of server-sent events. An event means that it is time to fetch again.
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
    /// Its address, relative to the feed's URL. A secret: it is neither logged nor cached.
    pub url: Rc<str>,
    /// How long the page may be hidden before it closes the stream.
    pub inactivity: Duration,
}

impl EventStream {
    /// A stream that is closed after two minutes on a hidden page.
    pub fn new(url: impl Into<Rc<str>>) -> Self {
        Self { url: url.into(), inactivity: Duration::from_secs(120) }
    }

    /// The same stream, closed after this much time on a hidden page.
    pub fn with_inactivity(mut self, inactivity: Duration) -> Self {
        self.inactivity = inactivity;
        self
    }
}

/// Leaves out the address, which is a secret.
impl fmt::Debug for EventStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream").field("inactivity", &self.inactivity).finish_non_exhaustive()
    }
}

impl Decoded {
    /// The maximum number of warnings: enough to find the fault, too few to flood a console.
    pub const WARNINGS: usize = 10;

    /// Starts an empty document, for an [`Engine`](super::Engine) to fill.
    ///
    /// Keys are compared exactly, unless [`DecodedBuilder::spelling`] says otherwise.
    pub fn builder() -> DecodedBuilder {
        DecodedBuilder {
            report: Report::builder(),
            decoded: Self::default(),
            readable_entries: 0,
            first_unreadable: None,
        }
    }

    fn add_warning(&mut self, error: DecodeError) {
        self.skipped += 1;
        if self.warnings.len() < Self::WARNINGS {
            self.warnings.push(error);
        }
    }

    /// Adds the next page of a paginated response.
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

/// Builds a [`Decoded`], entry by entry.
///
/// An engine reports every entry of its document, the unreadable ones too, with as much of their name as it
/// can read: they keep their last known state. What cannot be read *in* an entry goes to [`warn`](Self::warn)
/// or [`ok_or_warn`](Self::ok_or_warn), and the entry still counts.
///
/// ```
/// use yew_outage::feed::{DecodeError, Decoded};
/// use yew_outage::model::Toggle;
///
/// let mut decoded = Decoded::builder();
/// decoded.toggle("hide_contact", Toggle::on());
/// let error = DecodeError::new("lines", "line 2", "expected on or off");
/// decoded.unreadable_toggle(Some("hide_payments"), error);
/// let decoded = decoded.build().unwrap();
/// assert_eq!(decoded.report.unreadable().toggles().next(), Some("hide_payments"));
/// ```
#[derive(Debug)]
pub struct DecodedBuilder {
    report: ReportBuilder,
    decoded: Decoded,
    readable_entries: usize,
    /// Why the first unreadable entry cannot be read.
    first_unreadable: Option<DecodeError>,
}

impl DecodedBuilder {
    /// Sets how the report's keys are compared. Default: [`Spelling::Exact`].
    pub fn spelling(self, spelling: Spelling) -> Self {
        Self { report: self.report.spelling(spelling), ..self }
    }

    /// Adds a toggle. Of two with the same key the later one counts.
    pub fn toggle(&mut self, key: impl AsRef<str>, toggle: Toggle) {
        self.report.toggle(key, toggle);
        self.other_entry();
    }

    /// Adds an outage: see [`ReportBuilder::outage`].
    pub fn outage(&mut self, outage: Outage) {
        self.report.outage(outage);
        self.other_entry();
    }

    /// Adds an outage that its source says is on now: see [`ReportBuilder::ongoing`].
    pub fn ongoing(&mut self, outage: Outage) {
        self.report.ongoing(outage);
        self.other_entry();
    }

    /// Counts an entry that can be read and is neither a toggle nor an outage, such as a component that works.
    pub fn other_entry(&mut self) {
        self.readable_entries += 1;
    }

    /// Adds a warning about a part of an entry that is left out. The entry counts.
    pub fn warn(&mut self, error: DecodeError) {
        self.decoded.add_warning(error);
    }

    /// The part of an entry, or `None` and a warning.
    ///
    /// ```
    /// use yew_outage::feed::Decoded;
    /// use yew_outage::json::Document;
    ///
    /// let document = Document::parse("bank-status", br#"{"note": 7}"#)?;
    /// let mut decoded = Decoded::builder();
    /// assert_eq!(decoded.ok_or_warn(document.root().field("note")?.text()), None);
    /// assert_eq!(
    ///     decoded.build()?.warnings[0].to_string(),
    ///     "bank-status: note: expected a string, found a number"
    /// );
    /// # Ok::<(), yew_outage::feed::DecodeError>(())
    /// ```
    pub fn ok_or_warn<T>(&mut self, part: Result<T, DecodeError>) -> Option<T> {
        part.map_err(|error| self.warn(error)).ok()
    }

    /// Names a toggle whose state cannot be read. Without a key it may be any toggle that the document lacks.
    pub fn unreadable_toggle(&mut self, key: Option<&str>, error: DecodeError) {
        self.report.unreadable_toggle(key);
        self.unreadable_entry(error);
    }

    /// Names an outage that cannot be read, or one of whose services cannot. Without an id it may be any
    /// outage that the document lacks.
    pub fn unreadable_outage(&mut self, id: Option<Rc<str>>, services: Vec<Rc<str>>, error: DecodeError) {
        self.report.unreadable_outage(id, services);
        self.unreadable_entry(error);
    }

    /// Names services of which the source itself knows nothing. That is not a fault, so there is no warning.
    pub(super) fn unknown_services(&mut self, id: Rc<str>, services: Vec<Rc<str>>) {
        self.report.unreadable_outage(Some(id), services);
        self.other_entry();
    }

    /// Names a flag whose value is not a boolean. It is a toggle only if it was one before. That is not a
    /// fault, so there is no warning.
    pub(super) fn non_boolean_toggle(&mut self, key: &str) {
        self.report.unreadable_toggle(Some(key));
        self.other_entry();
    }

    /// Adds that the toggle named last may be any toggle that the document lacks.
    pub(super) fn unidentified_toggle(&mut self) {
        self.report.unreadable_toggle(None);
    }

    fn unreadable_entry(&mut self, error: DecodeError) {
        if self.first_unreadable.is_none() {
            self.first_unreadable = Some(error.clone());
        }
        self.warn(error);
    }

    /// Adds an event stream to follow.
    pub fn stream(&mut self, stream: EventStream) {
        self.decoded.streams.push(stream);
    }

    /// Sets the query of the next page.
    pub fn next_page(&mut self, query: String) {
        self.decoded.next_page = Some(query);
    }

    /// The decoded document.
    ///
    /// # Errors
    ///
    /// The document has entries and none of them can be read. That does not mean that nothing is out.
    pub fn build(self) -> Result<Decoded, DecodeError> {
        match self.first_unreadable {
            Some(DecodeError { engine, place, problem }) if self.readable_entries == 0 => {
                let problem = format!("{problem}; nothing else in the document can be read").into();
                Err(DecodeError { engine, place, problem })
            }
            _ => Ok(Decoded { report: self.report.build(), ..self.decoded }),
        }
    }
}
