//! Reads a document once, into one flat list: what is where. Nothing is copied and no number is worked out;
//! whoever wants a value looks at its bytes.

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Null,
    True,
    False,
    Number,
    Text,
    /// A string with escapes in it.
    Escaped,
    List,
    Object,
}

/// One value, or one key of an object, and where it stands in the bytes: a string without its quotes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry {
    pub(super) kind: Kind,
    pub(super) start: u32,
    pub(super) end: u32,
    /// The entry after this one and all that is inside it.
    pub(super) next: u32,
}

/// Where reading ended for good, and whether that was the end of the bytes.
#[derive(Debug, PartialEq)]
pub(super) struct SyntaxError {
    pub(super) at: usize,
    pub(super) too_early: bool,
}

/// Deeper documents are refused: no system sends one, and each level takes from the stack.
const MAX_DEPTH: usize = 127;

/// The entries of a document. An object's are a key and its value by turns.
pub(super) fn read(text: &str) -> Result<Vec<Entry>, SyntaxError> {
    // What an engine sends for a toggle is rarely shorter.
    let mut reader = Reader { bytes: text.as_bytes(), at: 0, entries: Vec::with_capacity(text.len() / 16) };
    reader.value(0)?;
    reader.space();
    if reader.at < reader.bytes.len() { Err(reader.broken()) } else { Ok(reader.entries) }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    entries: Vec<Entry>,
}

impl Reader<'_> {
    fn broken(&self) -> SyntaxError {
        SyntaxError { at: self.at, too_early: self.at >= self.bytes.len() }
    }

    fn peek(&self) -> u8 {
        // A zero is not allowed anywhere, so it may stand for the end as well.
        self.bytes.get(self.at).copied().unwrap_or(0)
    }

    fn space(&mut self) {
        while matches!(self.peek(), b' ' | b'\n' | b'\r' | b'\t') {
            self.at += 1;
        }
    }

    /// Goes on past this byte, or complains.
    fn expect(&mut self, byte: u8) -> Result<(), SyntaxError> {
        if self.peek() != byte {
            return Err(self.broken());
        }
        self.at += 1;
        Ok(())
    }

    fn value(&mut self, depth: usize) -> Result<(), SyntaxError> {
        self.space();
        match self.peek() {
            b'"' => self.string(),
            b'{' => self.inside(depth, Kind::Object, b'}'),
            b'[' => self.inside(depth, Kind::List, b']'),
            b't' => self.word(Kind::True, b"true"),
            b'f' => self.word(Kind::False, b"false"),
            b'n' => self.word(Kind::Null, b"null"),
            _ => self.number(),
        }
    }

    fn push(&mut self, kind: Kind, start: usize, end: usize) {
        let next = self.entries.len() as u32 + 1;
        self.entries.push(Entry { kind, start: start as u32, end: end as u32, next });
    }

    fn inside(&mut self, depth: usize, kind: Kind, close: u8) -> Result<(), SyntaxError> {
        if depth >= MAX_DEPTH {
            return Err(self.broken());
        }
        let (place, start) = (self.entries.len(), self.at);
        self.push(kind, start, start);
        self.at += 1;
        self.space();
        if self.peek() == close {
            self.at += 1;
        } else {
            loop {
                if kind == Kind::Object {
                    self.space();
                    if self.peek() != b'"' {
                        return Err(self.broken());
                    }
                    self.string()?;
                    self.space();
                    self.expect(b':')?;
                }
                self.value(depth + 1)?;
                self.space();
                if self.peek() != b',' {
                    self.expect(close)?;
                    break;
                }
                self.at += 1;
            }
        }
        let next = self.entries.len() as u32;
        let entry = &mut self.entries[place];
        entry.end = self.at as u32;
        entry.next = next;
        Ok(())
    }

    fn string(&mut self) -> Result<(), SyntaxError> {
        self.at += 1;
        let start = self.at;
        let mut kind = Kind::Text;
        loop {
            match self.peek() {
                b'"' => break,
                b'\\' => {
                    kind = Kind::Escaped;
                    self.at += 1;
                    self.step()?;
                }
                _ => self.step()?,
            }
        }
        self.push(kind, start, self.at);
        self.at += 1;
        Ok(())
    }

    /// Past one byte of a string, whatever it is. A line that breaks within words, or an escape that is none, is a
    /// fault of whoever wrote them by hand; the structure of the document is plain all the same.
    fn step(&mut self) -> Result<(), SyntaxError> {
        if self.at >= self.bytes.len() {
            return Err(self.broken());
        }
        self.at += 1;
        Ok(())
    }

    fn word(&mut self, kind: Kind, word: &[u8]) -> Result<(), SyntaxError> {
        let start = self.at;
        for byte in word {
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
        self.push(Kind::Number, start, self.at);
        Ok(())
    }

    /// At least one.
    fn digits(&mut self) -> Result<(), SyntaxError> {
        let start = self.at;
        while self.peek().is_ascii_digit() {
            self.at += 1;
        }
        if self.at == start { Err(self.broken()) } else { Ok(()) }
    }
}

/// What a string with escapes says. Half of a surrogate pair that stands alone, or an escape without its digits, is
/// U+FFFD, as it is where a browser decodes broken text. What cannot be escaped stays as it is written.
pub(super) fn unescape(raw: &str) -> String {
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.find('\\') {
        text.push_str(&rest[..at]);
        let escape = rest[at + 1..].chars().next().unwrap_or('\\');
        rest = rest.get(at + 1 + escape.len_utf8()..).unwrap_or_default();
        let meant = match escape {
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => {
                let first = unit(&mut rest);
                let mut after = rest.strip_prefix("\\u").unwrap_or_default();
                match (first, unit(&mut after)) {
                    (Some(first @ 0xD800..0xDC00), Some(second @ 0xDC00..0xE000)) => {
                        rest = after;
                        let pair = 0x1_0000 + ((first - 0xD800) << 10) + (second & 0x3FF);
                        char::from_u32(pair).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                    (first, _) => first.and_then(char::from_u32).unwrap_or(char::REPLACEMENT_CHARACTER),
                }
            }
            '"' | '\\' | '/' => escape,
            none => {
                text.push('\\');
                none
            }
        };
        text.push(meant);
    }
    text.push_str(rest);
    text
}

/// Reads four digits of an escape and goes on past them.
fn unit(rest: &mut &str) -> Option<u32> {
    let (digits, after) = rest.split_at_checked(4)?;
    // A number may have a sign, and digits may not.
    let unit = u32::from_str_radix(digits, 16).ok().filter(|_| !digits.starts_with('+'))?;
    *rest = after;
    Some(unit)
}

/// A string as JSON writes it.
pub(crate) fn quoted(text: &str) -> String {
    let mut json = String::with_capacity(text.len() + 2);
    json.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => {
                json.push('\\');
                json.push(character);
            }
            '\0'..='\u{1f}' => {
                json.push_str("\\u00");
                for shift in [4, 0] {
                    json.extend(char::from_digit(u32::from(character) >> shift & 0xF, 16));
                }
            }
            _ => json.push(character),
        }
    }
    json.push('"');
    json
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    /// The document as another reader would hand it on, from our entries.
    fn value(text: &str, entries: &[Entry], at: usize) -> Value {
        let entry = entries[at];
        let raw = &text[entry.start as usize..entry.end as usize];
        let inside = || {
            let mut places = Vec::new();
            let mut place = at + 1;
            while place < entry.next as usize {
                places.push(place);
                place = entries[place].next as usize;
            }
            places
        };
        match entry.kind {
            Kind::Null => Value::Null,
            Kind::True => Value::Bool(true),
            Kind::False => Value::Bool(false),
            Kind::Number => serde_json::from_str(raw).unwrap(),
            Kind::Text => Value::String(raw.to_owned()),
            Kind::Escaped => Value::String(unescape(raw)),
            Kind::List => inside().into_iter().map(|place| value(text, entries, place)).collect(),
            Kind::Object => inside()
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

    /// We take what serde_json takes and refuse what it refuses, and where we take it we say the same.
    fn agrees(text: &str) -> Result<(), TestCaseError> {
        let theirs = serde_json::from_str::<Value>(text);
        // A number that no float holds is a number all the same, and not ours to work out. What is wrong within a
        // string is a broken letter to us and a broken document to the other reader.
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
        fn whole_documents_are_read_as_another_reader_reads_them(document in documents(), pretty: bool) {
            let text = if pretty { serde_json::to_string_pretty(&document) } else { serde_json::to_string(&document) };
            agrees(&text.unwrap())?;
        }

        #[test]
        fn so_are_broken_ones(document in documents(), cut in 0..60usize, insert in "[{}\\[\\]\",:tfn0-9eE.+\\\\u -]{0,4}") {
            let mut text = document.to_string();
            let at = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap();
            text.insert_str(at, &insert);
            agrees(&text)?;
            agrees(&text[..at])?;
        }

        #[test]
        fn so_is_noise(text in "[\\[\\]{}\":,\\\\ua-f0-9.eE+ \n-]{0,24}") {
            agrees(&text)?;
        }

        #[test]
        fn what_is_quoted_is_read_back(text: String) {
            let json = quoted(&text);
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text.clone());
            let entries = read(&json).unwrap();
            prop_assert_eq!(value(&json, &entries, 0), Value::String(text));
        }
    }

    #[test]
    fn escapes_are_read_and_broken_ones_refused() {
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
