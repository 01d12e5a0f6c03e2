//! JSON as the engines walk it: a list of what is where in the bytes, and a cursor that knows where in the
//! document it stands, so that every complaint can name its place.

mod reader;

use std::borrow::Cow;
use std::fmt;

use self::reader::{Entry, SyntaxError, read, unescape};
use crate::feed::DecodeError;
use crate::model::Timestamp;
use crate::model::timestamp::{TimestampError, parse_rfc3339};

pub(crate) use self::reader::{Kind, quoted};

/// A document that is JSON.
#[derive(Debug)]
pub(crate) struct Json<'a> {
    engine: &'static str,
    text: Cow<'a, str>,
    entries: Vec<Entry>,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::True | Self::False => "true or false",
            Self::Number => "a number",
            Self::Text | Self::Escaped => "a string",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

impl<'a> Json<'a> {
    pub(crate) fn parse(engine: &'static str, body: &'a [u8]) -> Result<Self, DecodeError> {
        // Some servers save their JSON with a byte order mark; it says nothing in UTF-8.
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let complain =
            |place: String, problem: &'static str| DecodeError { engine, place, problem: problem.into() };
        let Some(first) = body.iter().find(|byte| !byte.is_ascii_whitespace()) else {
            return Err(complain("the body".into(), "expected JSON, found nothing"));
        };
        if *first == b'<' {
            return Err(complain("the body".into(), "expected JSON, found what looks like HTML or XML"));
        }
        // A letter that is broken is one letter, as half a pair of escapes is: it must not hide the rest.
        let text = String::from_utf8_lossy(body);
        let read = read(&text);
        read.map(|entries| Self { engine, text: text.clone(), entries }).map_err(
            |SyntaxError { at, too_early }| {
                let before = &text.as_bytes()[..at];
                let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
                let column = before.iter().rev().take_while(|byte| **byte != b'\n').count() + 1;
                complain(
                    format!("line {line}, column {column}"),
                    if too_early { "expected more: the JSON ends too early" } else { "expected JSON" },
                )
            },
        )
    }

    /// The whole of it.
    pub(crate) fn root(&self) -> Cursor<'_> {
        Cursor { json: self, at: 0, step: Step::Root, parent: None }
    }

    fn raw(&self, at: usize) -> &str {
        let Entry { start, end, .. } = self.entries[at];
        &self.text[start as usize..end as usize]
    }

    /// What a string or a key says.
    fn text(&self, at: usize) -> Cow<'_, str> {
        let raw = self.raw(at);
        if self.entries[at].kind == Kind::Escaped { unescape(raw).into() } else { raw.into() }
    }

    /// The places of the values right inside this one; of an object, those of its keys as well.
    fn inside(&self, at: usize) -> impl Iterator<Item = usize> {
        let end = self.entries[at].next as usize;
        let mut place = at + 1;
        std::iter::from_fn(move || {
            let now = place;
            (now < end).then(|| {
                place = self.entries[now].next as usize;
                now
            })
        })
    }
}

/// A value and the way to it. Steps live on the stack; they become words only for a complaint.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'p> {
    json: &'p Json<'p>,
    at: usize,
    step: Step<'p>,
    parent: Option<&'p Cursor<'p>>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    /// The field whose key stands there.
    Field(usize),
    /// A field that is not there.
    Missing(&'p str),
    Index(usize),
}

impl<'p> Cursor<'p> {
    fn child<'c>(&'c self, at: usize, step: Step<'c>) -> Cursor<'c> {
        Cursor { json: self.json, at, step, parent: Some(self) }
    }

    pub(crate) fn kind(&self) -> Kind {
        self.json.entries[self.at].kind
    }

    pub(crate) fn complain(&self, problem: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError { engine: self.json.engine, place: self.to_string(), problem: problem.into() }
    }

    pub(crate) fn expected(&self, what: &str) -> DecodeError {
        self.complain(format!("expected {what}, found {}", self.kind().name()))
    }

    /// The fields of an object, in the order of the document.
    pub(crate) fn fields<'c>(
        &'c self,
    ) -> Result<impl Iterator<Item = (Cow<'c, str>, Cursor<'c>)>, DecodeError> {
        Ok(self.places()?.map(|key| (self.json.text(key), self.child(key + 1, Step::Field(key)))))
    }

    /// Where the keys of an object stand. A value comes right after its key.
    fn places(&self) -> Result<impl Iterator<Item = usize>, DecodeError> {
        match self.kind() {
            Kind::Object => Ok(self.json.inside(self.at).step_by(2)),
            _ => Err(self.expected("an object")),
        }
    }

    /// Whether an object has a field of this name, be it `null`.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.places().is_ok_and(|mut places| places.any(|key| self.json.text(key) == name))
    }

    /// A field that may be missing; `null` counts as missing, and of two of the same name the later counts.
    pub(crate) fn optional<'c>(&'c self, name: &'c str) -> Result<Option<Cursor<'c>>, DecodeError> {
        Ok(self
            .places()?
            .filter(|key| self.json.text(*key) == name && self.json.entries[key + 1].kind != Kind::Null)
            .last()
            .map(|key| self.child(key + 1, Step::Field(key))))
    }

    pub(crate) fn field<'c>(&'c self, name: &'c str) -> Result<Cursor<'c>, DecodeError> {
        self.optional(name)?.ok_or_else(|| {
            self.child(self.at, Step::Missing(name)).complain("expected a value, found nothing")
        })
    }

    pub(crate) fn items<'c>(&'c self) -> Result<impl Iterator<Item = Cursor<'c>>, DecodeError> {
        match self.kind() {
            Kind::List => {
                let places = self.json.inside(self.at).enumerate();
                Ok(places.map(|(number, at)| self.child(at, Step::Index(number))))
            }
            _ => Err(self.expected("a list")),
        }
    }

    pub(crate) fn bool(&self) -> Result<bool, DecodeError> {
        match self.kind() {
            Kind::True => Ok(true),
            Kind::False => Ok(false),
            _ => Err(self.expected("true or false")),
        }
    }

    pub(crate) fn text(&self) -> Result<Cow<'p, str>, DecodeError> {
        match self.kind() {
            Kind::Text | Kind::Escaped => Ok(self.json.text(self.at)),
            _ => Err(self.expected("a string")),
        }
    }

    /// What stands there, as it is written.
    pub(crate) fn raw(&self) -> &'p str {
        self.json.raw(self.at)
    }

    pub(crate) fn count(&self) -> Result<usize, DecodeError> {
        let count = if self.kind() == Kind::Number { self.json.raw(self.at).parse().ok() } else { None };
        count.ok_or_else(|| self.expected("a count"))
    }

    pub(crate) fn time(&self) -> Result<Timestamp, DecodeError> {
        const WANTED: &str = "a time such as 2026-05-02T20:00:00-04:00";
        parse_rfc3339(&self.text()?).map_err(|error| match error {
            TimestampError::NoOffset => self
                .complain(format!("expected {WANTED}, found one without an offset, which names no moment")),
            TimestampError::Other => self.complain(format!("expected {WANTED}")),
        })
    }
}

impl fmt::Display for Cursor<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return f.write_str("the document") };
        if !matches!(parent.step, Step::Root) {
            parent.fmt(f)?;
        }
        let name = match self.step {
            Step::Root => return Ok(()),
            Step::Index(number) => return write!(f, "[{number}]"),
            Step::Field(key) => self.json.text(key),
            Step::Missing(name) => name.into(),
        };
        if !matches!(parent.step, Step::Root) {
            f.write_str(".")?;
        }
        f.write_str(&name)
    }
}
