//! A cursor: one value of a document, which can name its place in it.

use std::borrow::Cow;
use std::fmt::{self, Write};

use super::reader::EntryKind;
use super::{DecodeError, Document};
use crate::model::Timestamp;
use crate::model::timestamp::{TimestampError, parse_rfc3339};

/// What kind of value a [`Value`] is.
///
/// ```
/// use yew_outage::json::{Document, Kind};
///
/// let document = Document::parse("bank-status", b"[1, null]")?;
/// let kinds: Vec<Kind> = document.root().items()?.map(|item| item.kind()).collect();
/// assert_eq!(kinds, [Kind::Number, Kind::Null]);
/// # Ok::<(), yew_outage::json::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool,
    /// A number.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

/// One value of a [`Document`]: a cursor that is cheap to copy.
///
/// You get the first one from [`Document::root`], and every other from the one that contains it. Errors name
/// the place of the value that they are about.
///
/// ```
/// use yew_outage::json::Document;
///
/// let document = Document::parse("bank-status", br#"{"data": {"since": "yesterday", "note": null}}"#)?;
/// let data = document.root().field("data")?;
/// assert!(data.optional("note")?.is_none());
/// assert_eq!(
///     data.field("since")?.timestamp().unwrap_err().to_string(),
///     "bank-status: data.since: expected a time such as 2026-05-02T20:00:00-04:00"
/// );
/// # Ok::<(), yew_outage::json::DecodeError>(())
/// ```
#[derive(Clone, Copy)]
pub struct Value<'d> {
    document: &'d Document<'d>,
    /// The index of its entry.
    index: usize,
}

impl<'d> Value<'d> {
    pub(super) fn root(document: &'d Document<'d>) -> Self {
        Self { document, index: 0 }
    }

    fn at(self, index: usize) -> Self {
        Self { index, ..self }
    }

    fn entry_kind(self) -> EntryKind {
        self.document.kind(self.index)
    }

    /// What kind of value it is.
    pub fn kind(self) -> Kind {
        match self.entry_kind() {
            EntryKind::Null => Kind::Null,
            EntryKind::True | EntryKind::False => Kind::Bool,
            EntryKind::Number => Kind::Number,
            EntryKind::String | EntryKind::EscapedString => Kind::String,
            EntryKind::Array => Kind::Array,
            EntryKind::Object => Kind::Object,
        }
    }

    /// A field that must be there. `null` counts as missing; of two with the same name the later one counts.
    ///
    /// # Errors
    ///
    /// This is not an object, or has no such field.
    pub fn field(self, name: &str) -> Result<Self, DecodeError> {
        self.optional(name)?.ok_or_else(|| {
            let mut error = self.error("expected a value, found nothing");
            error.place = if self.index == 0 { name.into() } else { format!("{}.{name}", error.place) };
            error
        })
    }

    /// A field that may be missing. `null` counts as missing; of two with the same name the later one counts.
    ///
    /// # Errors
    ///
    /// This is not an object.
    pub fn optional(self, name: &str) -> Result<Option<Self>, DecodeError> {
        let values = self.keys()?.filter(|key| self.document.text(*key) == name).map(|key| self.at(key + 1));
        Ok(values.filter(|value| value.kind() != Kind::Null).last())
    }

    /// Whether this is an object with a field of this name, even if the field is `null`.
    pub fn has(self, name: &str) -> bool {
        self.keys().is_ok_and(|mut keys| keys.any(|key| self.document.text(key) == name))
    }

    /// The names and values of an object, in the order of the document.
    ///
    /// # Errors
    ///
    /// This is not an object.
    pub fn fields(self) -> Result<impl Iterator<Item = (Cow<'d, str>, Self)>, DecodeError> {
        Ok(self.keys()?.map(move |key| (self.document.text(key), self.at(key + 1))))
    }

    /// The indices of an object's keys. The value of each has the next index.
    fn keys(self) -> Result<impl Iterator<Item = usize>, DecodeError> {
        match self.kind() {
            Kind::Object => Ok(self.document.children(self.index).step_by(2)),
            _ => Err(self.expected("an object")),
        }
    }

    /// The items of an array.
    ///
    /// # Errors
    ///
    /// This is not an array.
    pub fn items(self) -> Result<impl Iterator<Item = Self>, DecodeError> {
        match self.kind() {
            Kind::Array => Ok(self.document.children(self.index).map(move |index| self.at(index))),
            _ => Err(self.expected("an array")),
        }
    }

    /// A boolean.
    ///
    /// # Errors
    ///
    /// This is not a boolean. A string such as `"true"` is none.
    pub fn bool(self) -> Result<bool, DecodeError> {
        match self.entry_kind() {
            EntryKind::True => Ok(true),
            EntryKind::False => Ok(false),
            _ => Err(self.expected("true or false")),
        }
    }

    /// The text of a string, its escapes resolved. An escape that is broken becomes U+FFFD.
    ///
    /// # Errors
    ///
    /// This is not a string.
    pub fn text(self) -> Result<Cow<'d, str>, DecodeError> {
        match self.kind() {
            Kind::String => Ok(self.document.text(self.index)),
            _ => Err(self.expected("a string")),
        }
    }

    /// A whole number that is not negative.
    ///
    /// # Errors
    ///
    /// This is not such a number, or too great for a `usize`. Any other number can be parsed from
    /// [`raw`](Self::raw).
    pub fn count(self) -> Result<usize, DecodeError> {
        let count = if self.kind() == Kind::Number { self.raw().parse().ok() } else { None };
        count.ok_or_else(|| self.expected("a count"))
    }

    /// A time in the format of RFC 3339: `2026-05-02T20:00:00-04:00`.
    ///
    /// # Errors
    ///
    /// This is not a string, or not a time of this format. A time without a UTC offset is an error, because
    /// nobody can tell when it is.
    pub fn timestamp(self) -> Result<Timestamp, DecodeError> {
        const EXPECTED: &str = "expected a time such as 2026-05-02T20:00:00-04:00";
        parse_rfc3339(&self.text()?).map_err(|error| match error {
            TimestampError::NoOffset => self.error(format!("{EXPECTED}, found one without a UTC offset")),
            TimestampError::Other => self.error(EXPECTED),
        })
    }

    /// The value as the document writes it, a string without its quotes and with its escapes.
    ///
    /// ```
    /// use yew_outage::json::Document;
    ///
    /// let document = Document::parse("bank-status", br#"{"load": 0.75}"#)?;
    /// assert_eq!(document.root().field("load")?.raw().parse(), Ok(0.75));
    /// # Ok::<(), yew_outage::json::DecodeError>(())
    /// ```
    pub fn raw(self) -> &'d str {
        self.document.raw(self.index)
    }

    /// An error about this value. `problem` says what was expected and what was found.
    ///
    /// ```
    /// use yew_outage::json::Document;
    ///
    /// let document = Document::parse("bank-status", br#"{"state": "purple"}"#)?;
    /// let error = document.root().field("state")?.error("expected red or green, found another colour");
    /// assert_eq!(error.to_string(), "bank-status: state: expected red or green, found another colour");
    /// # Ok::<(), yew_outage::json::DecodeError>(())
    /// ```
    pub fn error(self, problem: impl Into<Cow<'static, str>>) -> DecodeError {
        DecodeError { engine: self.document.engine(), place: self.place(), problem: problem.into() }
    }

    /// An error for a value of the wrong kind: `expected a string or a number, found null`.
    ///
    /// ```
    /// use yew_outage::json::Document;
    ///
    /// let document = Document::parse("bank-status", b"[null]")?;
    /// let item = document.root().items()?.next().unwrap();
    /// assert_eq!(
    ///     item.expected("a string or a number").to_string(),
    ///     "bank-status: [0]: expected a string or a number, found null"
    /// );
    /// # Ok::<(), yew_outage::json::DecodeError>(())
    /// ```
    pub fn expected(self, what: &str) -> DecodeError {
        self.error(format!("expected {what}, found {}", self.kind().name()))
    }

    /// Where the value is in the document: `data.features[3].value`. Only errors need it, so it is searched
    /// for from the root instead of being carried along.
    fn place(self) -> String {
        let mut place = String::new();
        let mut container = 0;
        while container < self.index {
            let mut children = self.document.children(container).enumerate();
            let Some((number, child)) = children.find(|(_, child)| self.index < self.document.end(*child))
            else {
                break;
            };
            if self.document.kind(container) == EntryKind::Object {
                if !place.is_empty() {
                    place.push('.');
                }
                match &*self.document.text(child - 1) {
                    "" => place.push_str("\"\""),
                    name => place.push_str(name),
                }
            } else {
                let _ = write!(place, "[{number}]");
            }
            container = child;
        }
        if place.is_empty() { "the document".into() } else { place }
    }
}

/// Shows where the value is, not what it says: see [`Document`].
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Value").field("kind", &self.kind()).field("place", &self.place()).finish()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn document(text: &str) -> Document<'_> {
        Document::parse("test", text.as_bytes()).unwrap()
    }

    #[test]
    fn every_value_names_its_place() {
        fn places(value: Value<'_>, found: &mut Vec<String>) {
            found.push(value.error("").place);
            if let Ok(fields) = value.fields() {
                fields.for_each(|(_, field)| places(field, found));
            }
            if let Ok(items) = value.items() {
                items.for_each(|item| places(item, found));
            }
        }
        let mut found = Vec::new();
        places(document(r#"{"a": [[1], {"b\n": {}}], "c": {"d": [], "e": 2}, "": 3}"#).root(), &mut found);
        assert_eq!(
            found,
            ["the document", "a", "a[0]", "a[0][0]", "a[1]", "a[1].b\n", "c", "c.d", "c.e", "\"\""]
        );
    }

    #[test]
    fn a_missing_field_is_named_as_if_it_were_there() {
        let document = document(r#"[{"a": {}}]"#);
        let entry = document.root().items().unwrap().next().unwrap();
        let place = |value: Result<Value<'_>, DecodeError>| value.unwrap_err().place;
        assert_eq!(place(entry.field("b")), "[0].b");
        assert_eq!(place(entry.field("a").and_then(|a| a.field("b"))), "[0].a.b");
        assert_eq!(place(self::document("{}").root().field("b")), "b");
    }

    #[test]
    fn null_counts_as_missing_and_the_later_of_two_fields_counts() {
        let document = document(r#"{"a": 1, "a": 2, "b": null, "c": 3, "c": null}"#);
        let root = document.root();
        assert_eq!(root.field("a").unwrap().raw(), "2");
        assert!(root.optional("b").unwrap().is_none() && root.has("b") && !root.has("d"));
        assert_eq!(root.field("c").unwrap().raw(), "3");
    }

    #[test]
    fn a_count_is_a_whole_number_that_is_not_negative() {
        for (text, count) in
            [("7", Some(7)), ("0", Some(0)), ("-1", None), ("1.0", None), ("\"7\"", None), ("1e2", None)]
        {
            assert_eq!(document(text).root().count().ok(), count, "{text}");
        }
    }

    #[test]
    fn debug_shows_no_text_of_the_document() {
        let document = document(r#"{"url": "/events?token=secret"}"#);
        let value = document.root().field("url").unwrap();
        assert_eq!(format!("{value:?}"), r#"Value { kind: String, place: "url" }"#);
        assert!(!format!("{document:?}").contains("secret"));
    }
}
