//! A parsed document: its text, and the flat list of its values.

use std::borrow::Cow;
use std::fmt;

use super::reader::{Entry, EntryKind, SyntaxError, read, unescape};
use super::{DecodeError, Value};

/// A document that is valid JSON.
///
/// Parsing copies no value: a document is its text and a list of where each value starts and ends in it.
///
/// ```
/// use yew_outage::json::Document;
///
/// let document = Document::parse("bank-status", br#"{"up": true}"#)?;
/// assert!(document.root().field("up")?.bool()?);
///
/// let error = Document::parse("bank-status", b"<html>Sign in").unwrap_err();
/// assert_eq!(error.to_string(), "bank-status: the body: expected JSON, found what looks like HTML or XML");
/// # Ok::<(), yew_outage::json::DecodeError>(())
/// ```
pub struct Document<'a> {
    engine: &'static str,
    text: Cow<'a, str>,
    entries: Vec<Entry>,
}

impl<'a> Document<'a> {
    /// Parses a body. `engine` is the name that errors give, usually
    /// [`Engine::name`](crate::feed::Engine::name).
    ///
    /// A byte order mark is ignored. Bytes that are not UTF-8 become U+FFFD, and strings may contain raw
    /// control characters: one bad character in a message must not hide an outage.
    ///
    /// # Errors
    ///
    /// The body is empty, is not JSON, or nests deeper than 127 levels. The error names line and column.
    pub fn parse(engine: &'static str, body: &'a [u8]) -> Result<Self, DecodeError> {
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let error =
            |place: String, problem: &'static str| DecodeError { engine, place, problem: problem.into() };
        let Some(first) = body.iter().find(|byte| !byte.is_ascii_whitespace()) else {
            return Err(error("the body".into(), "expected JSON, found nothing"));
        };
        if *first == b'<' {
            return Err(error("the body".into(), "expected JSON, found what looks like HTML or XML"));
        }
        let text = String::from_utf8_lossy(body);
        match read(&text) {
            Ok(entries) => Ok(Self { engine, text, entries }),
            Err(SyntaxError { at, is_end }) => {
                let before = &text.as_bytes()[..at];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
                Err(error(
                    format!("line {line}, column {column}"),
                    if is_end { "expected more: the JSON ends too early" } else { "expected JSON" },
                ))
            }
        }
    }

    /// The outermost value, which contains all others.
    pub fn root(&self) -> Value<'_> {
        Value::root(self)
    }

    pub(super) fn engine(&self) -> &'static str {
        self.engine
    }

    pub(super) fn kind(&self, index: usize) -> EntryKind {
        self.entries[index].kind
    }

    /// The index after an entry and everything inside it.
    pub(super) fn end(&self, index: usize) -> usize {
        self.entries[index].next as usize
    }

    /// An entry as the document writes it, a string without its quotes.
    pub(super) fn raw(&self, index: usize) -> &str {
        let Entry { start, end, .. } = self.entries[index];
        &self.text[start as usize..end as usize]
    }

    /// The text of a string or a key, without escapes.
    pub(super) fn text(&self, index: usize) -> Cow<'_, str> {
        let raw = self.raw(index);
        if self.kind(index) == EntryKind::EscapedString { unescape(raw).into() } else { raw.into() }
    }

    /// The indices of the entries directly inside this one: the items of an array; the keys and values of an
    /// object in turn.
    pub(super) fn children(&self, index: usize) -> impl Iterator<Item = usize> {
        let end = self.end(index);
        let mut next = index + 1;
        std::iter::from_fn(move || {
            let child = next;
            (child < end).then(|| {
                next = self.end(child);
                child
            })
        })
    }
}

/// The text is left out: a document may contain stream addresses, which are secrets.
impl fmt::Debug for Document<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Document").field("engine", &self.engine).finish_non_exhaustive()
    }
}
