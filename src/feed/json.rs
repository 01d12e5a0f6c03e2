//! JSON as the engines walk it: a tree that borrows from the bytes, and a cursor that knows where in
//! the document it stands, so that every complaint can name its place.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{DecodeError, Decoded};
use crate::model::{Notice, Timestamp};

/// How many characters of a message are shown. A notice has a few sentences; a hundred kilobytes are a
/// mistake, or malice.
const MOST_WORDS: usize = 2_000;

/// One shape for all documents: a decoder of its own for each type would be compiled once a type.
#[derive(Debug)]
pub(crate) enum Json<'a> {
    Null,
    Bool(bool),
    /// Its value, if it is a whole number that counts something.
    Number(Option<usize>),
    Text(Cow<'a, str>),
    List(Vec<Json<'a>>),
    Object(Vec<(Cow<'a, str>, Json<'a>)>),
}

impl Json<'_> {
    fn kind(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "true or false",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Object(_) => "an object",
        }
    }
}

impl<'a> Json<'a> {
    pub(crate) fn parse(engine: &'static str, body: &'a [u8]) -> Result<Self, DecodeError> {
        // Some servers save their JSON with a byte order mark; it says nothing in UTF-8.
        let body = body.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(body);
        let complain = |place: String, problem: Cow<'static, str>| DecodeError { engine, place, problem };
        let Some(first) = body.iter().find(|byte| !byte.is_ascii_whitespace()) else {
            return Err(complain("the body".into(), "expected JSON, found nothing".into()));
        };
        if *first == b'<' {
            return Err(complain(
                "the body".into(),
                "expected JSON, found what looks like HTML or XML".into(),
            ));
        }
        serde_json::from_slice(body).map_err(|error| {
            complain(
                format!("line {}, column {}", error.line(), error.column()),
                match error.classify() {
                    serde_json::error::Category::Eof => "expected more: the JSON ends too early".into(),
                    _ => "expected JSON".into(),
                },
            )
        })
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Json<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(JsonVisitor)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Json<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Json<'de>, E> {
        Ok(Json::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Json<'de>, E> {
        Ok(Json::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Json<'de>, E> {
        Ok(Json::Number(None))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Json<'de>, E> {
        Ok(Json::Number(value.try_into().ok()))
    }

    fn visit_f64<E>(self, _: f64) -> Result<Json<'de>, E> {
        Ok(Json::Number(None))
    }

    fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Borrowed(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Json<'de>, E> {
        Ok(Json::Text(Cow::Owned(value.to_owned())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Json<'de>, A::Error> {
        let mut list = Vec::new();
        while let Some(value) = seq.next_element()? {
            list.push(value);
        }
        Ok(Json::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Json<'de>, A::Error> {
        let mut object = Vec::new();
        while let Some((key, value)) = map.next_entry::<Key<'de>, _>()? {
            object.push((key.0, value));
        }
        Ok(Json::Object(object))
    }
}

/// An object's key, borrowed where it holds no escapes; serde's own `Cow` always copies.
struct Key<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct KeyVisitor;

        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key")
            }

            fn visit_borrowed_str<E>(self, value: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(value)))
            }

            fn visit_str<E>(self, value: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(value.to_owned())))
            }
        }

        deserializer.deserialize_str(KeyVisitor)
    }
}

/// A string as JSON writes it. Writing one to memory cannot fail.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap_or_default()
}

/// A value and the way to it. Steps live on the stack; they become words only for a complaint.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'p, 'a> {
    engine: &'static str,
    value: &'p Json<'a>,
    step: Step<'p>,
    parent: Option<&'p Cursor<'p, 'a>>,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Root,
    Field(&'p str),
    Index(usize),
}

impl<'p, 'a> Cursor<'p, 'a> {
    pub(crate) fn root(engine: &'static str, value: &'p Json<'a>) -> Self {
        Self { engine, value, step: Step::Root, parent: None }
    }

    fn child<'c>(&'c self, value: &'c Json<'a>, step: Step<'c>) -> Cursor<'c, 'a> {
        Cursor { engine: self.engine, value, step, parent: Some(self) }
    }

    pub(crate) fn value(&self) -> &'p Json<'a> {
        self.value
    }

    pub(crate) fn complain(&self, problem: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError { engine: self.engine, place: self.to_string(), problem: problem.into() }
    }

    pub(crate) fn expected(&self, what: &str) -> DecodeError {
        self.complain(format!("expected {what}, found {}", self.value.kind()))
    }

    /// The fields of an object, in the order of the document.
    pub(crate) fn fields<'c>(
        &'c self,
    ) -> Result<impl Iterator<Item = (&'c str, Cursor<'c, 'a>)>, DecodeError> {
        match self.value {
            Json::Object(fields) => {
                Ok(fields.iter().map(|(key, value)| (&**key, self.child(value, Step::Field(key)))))
            }
            _ => Err(self.expected("an object")),
        }
    }

    /// A field that may be missing; `null` counts as missing, and of two of the same name the later counts.
    pub(crate) fn optional<'c>(&'c self, name: &'c str) -> Result<Option<Cursor<'c, 'a>>, DecodeError> {
        Ok(self
            .fields()?
            .filter(|(key, field)| *key == name && !matches!(field.value, Json::Null))
            .map(|(_, field)| field)
            .last())
    }

    pub(crate) fn field<'c>(&'c self, name: &'c str) -> Result<Cursor<'c, 'a>, DecodeError> {
        self.optional(name)?.ok_or_else(|| {
            self.child(self.value, Step::Field(name)).complain("expected a value, found nothing")
        })
    }

    pub(crate) fn items<'c>(&'c self) -> Result<impl Iterator<Item = Cursor<'c, 'a>>, DecodeError> {
        match self.value {
            Json::List(items) => {
                Ok(items.iter().enumerate().map(|(at, value)| self.child(value, Step::Index(at))))
            }
            _ => Err(self.expected("a list")),
        }
    }

    pub(crate) fn bool(&self) -> Result<bool, DecodeError> {
        match self.value {
            Json::Bool(value) => Ok(*value),
            _ => Err(self.expected("true or false")),
        }
    }

    pub(crate) fn text(&self) -> Result<&'p str, DecodeError> {
        match self.value {
            Json::Text(text) => Ok(text),
            _ => Err(self.expected("a string")),
        }
    }

    /// Words that somebody wrote for readers, cut short where they are too many for an alert.
    pub(crate) fn words(&self) -> Result<Rc<str>, DecodeError> {
        let text = self.text()?;
        Ok(match text.char_indices().nth(MOST_WORDS) {
            Some((end, _)) => format!("{}…", &text[..end]).into(),
            None => text.into(),
        })
    }

    pub(crate) fn count(&self) -> Result<usize, DecodeError> {
        match self.value {
            Json::Number(Some(count)) => Ok(*count),
            _ => Err(self.expected("a count")),
        }
    }

    /// An address to read more at, which may be missing. One of another scheme could run code when it is
    /// followed: it counts as missing.
    pub(crate) fn link(&self, name: &str) -> Result<Option<Rc<str>>, DecodeError> {
        let Some(field) = self.optional(name)? else { return Ok(None) };
        let link = field.text()?;
        let web = ["https://", "http://"].iter().any(|scheme| link.starts_with(scheme));
        Ok(web.then(|| link.into()))
    }

    pub(crate) fn time(&self) -> Result<Timestamp, DecodeError> {
        const WANTED: &str = "a time such as 2026-05-02T20:00:00-04:00";
        let text = self.text()?;
        match chrono::DateTime::parse_from_rfc3339(text) {
            Ok(time) => Ok(time.to_utc()),
            Err(_) if text.parse::<chrono::NaiveDateTime>().is_ok() => Err(self
                .complain(format!("expected {WANTED}, found one without an offset, which names no moment"))),
            Err(_) => Err(self.complain(format!("expected {WANTED}"))),
        }
    }

    /// The notice that travels with a toggle, under the names that plain JSON and OFREP share. A part
    /// that cannot be read is left out: words gone wrong must not hide that a toggle is on.
    pub(crate) fn notice(&self, decoded: &mut Decoded) -> Result<Notice, DecodeError> {
        let message = self.optional("message")?.map(|field| field.words()).transpose();
        let ends_at = self.optional("ends_at")?.map(|field| field.time()).transpose();
        Ok(Notice { message: decoded.part(message).flatten(), ends_at: decoded.part(ends_at).flatten() })
    }
}

impl fmt::Display for Cursor<'_, '_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(parent) = self.parent else { return f.write_str("the document") };
        if !matches!(parent.step, Step::Root) {
            parent.fmt(f)?;
        }
        match self.step {
            Step::Root => Ok(()),
            Step::Field(name) if matches!(parent.step, Step::Root) => f.write_str(name),
            Step::Field(name) => write!(f, ".{name}"),
            Step::Index(at) => write!(f, "[{at}]"),
        }
    }
}
