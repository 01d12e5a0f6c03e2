//! Scans JSON text once into a flat list of entries, each with its position. It copies no text and converts
//! no number: whoever needs a value reads it from the text.

/// The kind of an entry. Unlike [`Kind`](super::Kind) it holds what reading the value needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryKind {
    Null,
    True,
    False,
    Number,
    /// A string without escapes: its text is its bytes.
    String,
    EscapedString,
    Array,
    Object,
}

/// One value, or one key of an object, with its position in the text. A string's excludes the quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) kind: EntryKind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The index after this entry and everything inside it.
    pub(super) next: u32,
}

/// Where the text stops being JSON.
#[derive(Debug, PartialEq)]
pub(super) struct SyntaxError {
    pub(super) at: usize,
    /// The text ended too early.
    pub(super) is_end: bool,
}

/// Deeper documents are refused: no system sends one, and every level uses stack.
const MAX_DEPTH: usize = 127;

/// The entries of a document. Those of an object are keys and values in turn.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, SyntaxError> {
    // A guess at the number of entries: engines rarely send fewer bytes for one.
    let mut reader = Reader { bytes: text.as_bytes(), at: 0, entries: Vec::with_capacity(text.len() / 16) };
    reader.value(0)?;
    reader.skip_whitespace();
    if reader.at < reader.bytes.len() { Err(reader.error()) } else { Ok(reader.entries) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    entries: Vec<Entry>,
}

impl Reader<'_> {
    fn error(&self) -> SyntaxError {
        SyntaxError { at: self.at, is_end: self.at >= self.bytes.len() }
    }

    fn peek(&self) -> u8 {
        // JSON allows no zero byte outside of strings, so zero can mean the end as well.
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn skip_whitespace(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Skips this byte; any other is an error.
    fn expect(&mut self, byte: u8) -> Result<(), SyntaxError> {
        if self.peek() != byte {
            return Err(self.error());
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<(), SyntaxError> {
        self.skip_whitespace();
        match self.peek() {
            b'"' => self.string(),
            b'{' => self.container(depth, EntryKind::Object, b'}'),
            b'[' => self.container(depth, EntryKind::Array, b']'),
            b't' => self.literal(EntryKind::True, b"true"),
            b'f' => self.literal(EntryKind::False, b"false"),
            b'n' => self.literal(EntryKind::Null, b"null"),
            _ => self.number(),
        }
    }

    fn push(&mut self, kind: EntryKind, start: usize, end: usize) {
        let next = self.entries.len() as u32 + 1;
        self.entries.push(Entry { kind, start: start as u32, end: end as u32, next });
    }

    fn container(&mut self, depth: usize, kind: EntryKind, close: u8) -> Result<(), SyntaxError> {
        if depth >= MAX_DEPTH {
            return Err(self.error());
        }
        let (index, start) = (self.entries.len(), self.at);
        self.push(kind, start, start);
        self.at += 1;
        self.skip_whitespace();
        if self.peek() == close {
            self.at += 1;
        } else {
            loop {
                if kind == EntryKind::Object {
                    self.skip_whitespace();
                    if self.peek() != b'"' {
                        return Err(self.error());
                    }
                    self.string()?;
                    self.skip_whitespace();
                    self.expect(b':')?;
                }
                self.value(depth + 1)?;
                self.skip_whitespace();
                if self.peek() != b',' {
                    self.expect(close)?;
                    break;
                }
                self.at += 1;
            }
        }
        let next = self.entries.len() as u32;
        let entry = &mut self.entries[index];
        entry.end = self.at as u32;
        entry.next = next;
        Ok(())
    }

    fn string(&mut self) -> Result<(), SyntaxError> {
        self.at += 1;
        let start = self.at;
        let mut kind = EntryKind::String;
        loop {
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    kind = EntryKind::EscapedString;
                    self.at += 1;
                    self.string_byte()?;
                }
                _ => self.string_byte()?,
            }
        }
        self.push(kind, start, self.at);
        self.at += 1;
        Ok(())
    }

    /// Skips one byte of a string, whatever it is. A raw line break or an invalid escape is a mistake in text
    /// that somebody wrote by hand; the structure of the document is still clear.
    fn string_byte(&mut self) -> Result<(), SyntaxError> {
        if self.at >= self.bytes.len() {
            return Err(self.error());
        }
        self.at += 1;
        Ok(())
    }

    fn literal(&mut self, kind: EntryKind, literal: &[u8]) -> Result<(), SyntaxError> {
        let start = self.at;
        for byte in literal {
            self.expect(*byte)?;
        }
        self.push(kind, start, self.at);
        Ok(())
    }

    fn number(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        if self.peek() == b'-' {
            self.at += 1;
        }
        if self.peek() == b'0' {
            self.at += 1;
        } else {
            self.digits()?;
        }
        if self.peek() == b'.' {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), b'e' | b'E') {
            self.at += 1;
            if matches!(self.peek(), b'+' | b'-') {
                self.at += 1;
            }
            self.digits()?;
        }
        self.push(EntryKind::Number, start, self.at);
        Ok(())
    }

    /// Skips digits. There must be at least one.
    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(self.error()) } else { Ok(()) }
    }
}

/// Resolves the escapes of a string. A lone surrogate, or a `\u` without its four digits, becomes U+FFFD, as
/// browsers do with broken text. An unknown escape stays as it is written.
pub(super) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = rest[at + 1..].chars().next().unwrap_or('\\');
        rest = rest.get(at + 1 + escape.len_utf8()..).unwrap_or_default();
        let character = match escape {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let first = code_unit(&mut rest);
                let mut after = rest.strip_prefix("\\u").unwrap_or_default();
                match (first, code_unit(&mut after)) {
                    (Some(first @ 0xD800..0xDC00), Some(second @ 0xDC00..0xE000)) => {
                        rest = after;
                        let pair = 0x1_0000 + ((first - 0xD800) << 10) + (second & 0x3FF);
                        char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                    (first, _) => first.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER),
                }
            }
            '"' | '\\' | '/' => escape,
            unknown => {
                text.push('\\');
                unknown
            }
        };
        text.push(character);
    }
    text.push_str(rest);
    text
}

/// Reads the four digits of a `\u` escape, a UTF-16 code unit, and skips them.
fn code_unit(rest: &mut &str) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(4)?;
    // `from_str_radix` accepts a sign, JSON does not.
    let unit = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    *rest = after;
    Some(unit)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::json::Writer;

    /// The document as serde_json has it, made from our entries.
    fn value(text: &str, entries: &[Entry], index: usize) -> Value {
        let entry = entries[index];
        let raw = &text[entry.start as usize..entry.end as usize];
        let children = || {
            let mut children = Vec::new();
            let mut child = index + 1;
            while child < entry.next as usize {
                children.push(child);
                child = entries[child].next as usize;
            }
            children
        };
        match entry.kind {
            EntryKind::Null => Value::Null,
            EntryKind::True => Value::Bool(true),
            EntryKind::False => Value::Bool(false),
            EntryKind::Number => serde_json::from_str(raw).unwrap(),
            EntryKind::String => Value::String(raw.to_owned()),
            EntryKind::EscapedString => Value::String(unescape(raw)),
            EntryKind::Array => children().into_iter().map(|child| value(text, entries, child)).collect(),
            EntryKind::Object => children()
                .chunks(2)
                .map(|pair| {
                    (
                        value(text, entries, pair[0]).as_str().unwrap().to_owned(),
                        value(text, entries, pair[1]),
                    )
                })
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }

    /// We accept what serde_json accepts, with the same values, and refuse what it refuses.
    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let theirs = serde_json::from_str::<Value>(text);
        // Where we are more lenient: a number that no float can represent is still a number, and a bad
        // character in a string is replaced.
        let only_theirs = ["out of range", "surrogate", "escape", "control character"];
        let error = theirs.as_ref().map_or_else(ToString::to_string, |_| String::new());
        if only_theirs.iter().any(|known| error.contains(known)) {
            return Ok(());
        }
        match read(text) {
            Ok(entries) => prop_assert_eq!(Some(value(text, &entries, 0)), theirs.ok(), "{}", text),
            Err(_) => prop_assert!(theirs.is_err(), "{}", text),
        }
        Ok(())
    }

    fn documents() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            any::<f64>().prop_map(Value::from),
            any::<String>().prop_map(Value::from),
        ];
        leaf.prop_recursive(5, 40, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(any::<String>(), inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(500))]

        #[test]
        fn documents_are_read_as_serde_json_reads_them(document in documents(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
            agrees(&text.unwrap())?;
        }

        #[test]
        fn broken_documents_are_refused_as_serde_json_refuses_them(document in documents(), cut in 0..60usize, insert in "[{}\\[\\]\",:tfn0-9eE.+\\\\u -]{0,4}") {
            let mut text = document.to_string();
            let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            text.insert_str(at, &insert);
            agrees(&text)?;
            agrees(&text[..at])?;
        }

        #[test]
        fn noise_is_refused_as_serde_json_refuses_it(text in "[\\[\\]{}\":,\\\\ua-f0-9.eE+ \n-]{0,24}") {
            agrees(&text)?;
        }

        #[test]
        fn a_written_string_is_read_back(text: String) {
            let mut json = Writer::default();
            json.string(&text);
            let json = json.finish();
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text.clone());
            let entries = read(&json).unwrap();
            prop_assert_eq!(value(&json, &entries, 0), Value::String(text));
        }
    }

    #[test]
    fn escapes_are_resolved_and_unterminated_strings_refused() {
        for (json, text) in [
            (r#""a\"\\\/\b\f\n\r\t""#, "a\"\\/\u{8}\u{c}\n\r\t"),
            (r#""\u00e9\u20AC""#, "é€"),
            (r#""\ud83d\ude00!""#, "😀!"),
            (r#""\\u0041""#, "\\u0041"),
            (r#""\\\\n\n""#, "\\\\n\n"),
            (r#""\u0000""#, "\0"),
            (r#""Down \ud83d""#, "Down \u{fffd}"),
            (r#""\ud83d\u0041""#, "\u{fffd}A"),
            (r#""\ude00\ud83d\ud83d\ude00\n""#, "\u{fffd}\u{fffd}😀\n"),
            (r#""\ud83dx\ude00""#, "\u{fffd}x\u{fffd}"),
            (r#""C:\dir""#, "C:\\dir"),
            (r#""\u12g4 \u+123""#, "\u{fffd}12g4 \u{fffd}+123"),
            (r#""\u12""#, "\u{fffd}12"),
            (r#""\é""#, "\\é"),
            ("\"one\ntwo\t\0\"", "one\ntwo\t\0"),
        ] {
            assert_eq!(value(json, &read(json).unwrap(), 0), Value::from(text), "{json}");
        }
        for json in [r#"""#, r#""\"#, r#""\""#, r#""\u12"#, "\"\n"] {
            assert!(read(json).is_err(), "{json}");
        }
    }
}
