//! Writes JSON: what the browser keeps, what a server puts into its page, and the bodies of requests.

use std::fmt::Write as _;

use crate::model::Timestamp;
use crate::model::timestamp::to_rfc3339;

/// A JSON document that is being written. It places the commas; the caller closes what it opens.
#[derive(Default)]
pub(crate) struct Writer(String);

impl Writer {
    /// Opens an object or an array: `{` or `[`.
    pub(crate) fn open(&mut self, bracket: char) -> &mut Self {
        self.separate();
        self.0.push(bracket);
        self
    }

    /// Closes what was opened last: `}` or `]`.
    pub(crate) fn close(&mut self, bracket: char) -> &mut Self {
        self.0.push(bracket);
        self
    }

    /// The name of an object's next field. Its value has to follow.
    pub(crate) fn name(&mut self, name: &str) -> &mut Self {
        self.string(name);
        self.0.push(':');
        self
    }

    pub(crate) fn string(&mut self, text: &str) -> &mut Self {
        self.separate();
        self.0.push('"');
        for character in text.chars() {
            match character {
                '"' | '\\' => {
                    self.0.push('\\');
                    self.0.push(character);
                }
                '\0'..='\u{1f}' => {
                    self.0.push_str("\\u00");
                    for shift in [4, 0] {
                        self.0.extend(char::from_digit(u32::from(character) >> shift & 0xF, 16));
                    }
                }
                _ => self.0.push(character),
            }
        }
        self.0.push('"');
        self
    }

    pub(crate) fn bool(&mut self, value: bool) -> &mut Self {
        self.raw(if value { "true" } else { "false" })
    }

    pub(crate) fn null(&mut self) -> &mut Self {
        self.raw("null")
    }

    pub(crate) fn count(&mut self, value: usize) -> &mut Self {
        self.separate();
        // Writing to a `String` never fails.
        let _ = write!(self.0, "{value}");
        self
    }

    /// A time in RFC 3339, as a string.
    pub(crate) fn time(&mut self, time: Timestamp) -> &mut Self {
        self.string(&to_rfc3339(time))
    }

    /// An array of strings.
    pub(crate) fn strings(&mut self, texts: &mut dyn Iterator<Item = &str>) -> &mut Self {
        self.open('[');
        for text in texts {
            self.string(text);
        }
        self.close(']')
    }

    /// A field whose value is a string; nothing if there is none.
    pub(crate) fn optional_string(&mut self, name: &str, text: Option<&str>) -> &mut Self {
        match text {
            Some(text) => self.name(name).string(text),
            None => self,
        }
    }

    /// A field whose value is a time; nothing if there is none.
    pub(crate) fn optional_time(&mut self, name: &str, time: Option<Timestamp>) -> &mut Self {
        match time {
            Some(time) => self.name(name).time(time),
            None => self,
        }
    }

    pub(crate) fn finish(self) -> String {
        self.0
    }

    fn raw(&mut self, text: &str) -> &mut Self {
        self.separate();
        self.0.push_str(text);
        self
    }

    /// Writes a comma unless the next value is the first one or follows its field's name.
    fn separate(&mut self) {
        if !matches!(self.0.as_bytes().last(), None | Some(b'{' | b'[' | b':')) {
            self.0.push(',');
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn commas_stand_between_values_only() {
        let mut json = Writer::default();
        json.open('{').name("a").open('[').close(']').name("b").open('{').close('}').name("c").open('[');
        json.null().count(7).bool(true).string("x").open('[').count(1).close(']').open('{').close('}');
        json.close(']').optional_string("d", None).optional_string("e", Some(":")).name("f").bool(false);
        json.optional_time("g", None).close('}');
        assert_eq!(json.finish(), r#"{"a":[],"b":{},"c":[null,7,true,"x",[1],{}],"e":":","f":false}"#);
    }

    proptest! {
        #[test]
        fn strings_are_read_back(texts: Vec<String>) {
            let mut json = Writer::default();
            json.strings(&mut texts.iter().map(String::as_str));
            prop_assert_eq!(serde_json::from_str::<Vec<String>>(&json.finish()).unwrap(), texts);
        }
    }
}
