//! Makes bodies that are too large to upload, by repeating a text.

use axum::body::Bytes;
use serde::{Deserialize, Serialize};

use crate::error::Error;

/// More than any client should accept. The limit keeps a typo from filling the memory.
const SIZE_LIMIT: usize = 32 << 20;

/// The placeholder for the number of the repetition, from 0.
const NUMBER: &str = "{n}";

/// `before`, then `text` repeated `times` times and joined by `between`, then `after`.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Repeat {
    text: String,
    times: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    before: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    between: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    after: String,
}

impl Repeat {
    pub(super) fn bytes(&self) -> Result<Bytes, Error> {
        let Self { text, times, before, between, after } = self;
        if text.is_empty() {
            return Err(Error::bad_request("The text of body_repeat must not be empty."));
        }
        let times = *times as usize;
        let too_large = || Error::bad_request(format!("body_repeat makes at most {SIZE_LIMIT} bytes."));
        // Refuse before doing any work, as far as the size is known without the numbers.
        let unit = text.replace(NUMBER, "0").len() + between.len();
        if times.saturating_mul(unit) > SIZE_LIMIT + between.len() {
            return Err(too_large());
        }
        let mut body = before.clone();
        if text.contains(NUMBER) {
            for n in 0..times {
                if n > 0 {
                    body.push_str(between);
                }
                body.push_str(&text.replace(NUMBER, &n.to_string()));
                if body.len() > SIZE_LIMIT {
                    return Err(too_large());
                }
            }
        } else {
            let joined = format!("{text}{between}").repeat(times);
            body.push_str(&joined[..joined.len().saturating_sub(between.len())]);
        }
        body.push_str(after);
        if body.len() > SIZE_LIMIT {
            return Err(too_large());
        }
        Ok(body.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repeat(json: &str) -> Result<Bytes, Error> {
        serde_json::from_str::<Repeat>(json).unwrap().bytes()
    }

    #[test]
    fn repetitions_are_numbered_and_joined() {
        let list = r#"{"text": "{n}-{n}", "times": 3, "before": "[", "between": ",", "after": "]"}"#;
        assert_eq!(repeat(list).unwrap(), "[0-0,1-1,2-2]");
        assert_eq!(repeat(r#"{"text": "[", "times": 4}"#).unwrap(), "[[[[");
        assert_eq!(repeat(r#"{"text": "x", "times": 0, "between": ","}"#).unwrap(), "");
    }

    #[test]
    fn the_size_is_limited() {
        assert_eq!(repeat(r#"{"text": "x", "times": 33554432}"#).unwrap().len(), SIZE_LIMIT);
        assert!(repeat(r#"{"text": "x", "times": 33554433}"#).is_err());
        assert!(repeat(r#"{"text": "x", "times": 33554432, "after": "."}"#).is_err());
        assert!(repeat(r#"{"text": "x", "times": 4294967295}"#).is_err());
        assert!(repeat(r#"{"text": "", "times": 4294967295}"#).is_err());
    }
}
