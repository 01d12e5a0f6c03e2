//! The error of everything that reads a document.

use std::borrow::Cow;
use std::fmt;

/// Why a document, or one entry of it, could not be read.
///
/// It names the engine, the place and what was expected there. You meet it in the warnings of a decoded
/// document, in [`FeedError::Decode`](crate::feed::FeedError::Decode), and as the error of an engine of your
/// own.
///
/// ```
/// use yew_outage::feed::{DecodeError, Engine, VetsApi};
///
/// let error = VetsApi.decode(br#"{"data": []}"#).unwrap_err();
/// assert_eq!(error.to_string(), "vets-api: data: expected an object, found an array");
///
/// let own = DecodeError::new("lines", "line 2", "expected a key and nothing else");
/// assert_eq!(own.to_string(), "lines: line 2: expected a key and nothing else");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeError {
    /// The engine that was reading: `vets-api`.
    pub engine: &'static str,
    /// Where in the document: `data.features[3].value`.
    pub place: String,
    /// What was expected there and what was found instead.
    pub problem: Cow<'static, str>,
}

impl DecodeError {
    /// An error at a place that only the caller can name, such as the line of a text file. In JSON,
    /// [`Value::error`](super::Value::error) finds the place itself.
    pub fn new(
        engine: &'static str,
        place: impl Into<String>,
        problem: impl Into<Cow<'static, str>>,
    ) -> Self {
        Self { engine, place: place.into(), problem: problem.into() }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}: {}", self.engine, self.place, self.problem)
    }
}

impl std::error::Error for DecodeError {}
