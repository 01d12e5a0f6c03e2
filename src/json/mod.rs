//! A small JSON reader for engines, and a writer: every value that is read knows its place in the document, so every error can name it.
//!
//! The engines of this crate read with it, and an app's own [`Engine`](crate::feed::Engine) can do the same.
//! It costs a page nothing more: the reader is already there. Start with [`Document::parse`], and walk from
//! [`Document::root`] to the fields that you need.
//!
//! ```
//! use yew_outage::json::Document;
//!
//! let document = Document::parse("bank-status", br#"{"services": [{"name": "transfers", "up": "no"}]}"#)?;
//! for service in document.root().field("services")?.items()? {
//!     assert_eq!(service.field("name")?.text()?, "transfers");
//!     let error = service.field("up")?.bool().unwrap_err();
//!     assert_eq!(
//!         error.to_string(),
//!         "bank-status: services[0].up: expected true or false, found a string"
//!     );
//! }
//! # Ok::<(), yew_outage::json::DecodeError>(())
//! ```
//!
//! | to read | call | `null` or missing |
//! |---|---|---|
//! | a field that must be there | [`Value::field`] | an error |
//! | a field that may be missing | [`Value::optional`] | `None` |
//! | all fields of an object | [`Value::fields`] | |
//! | all items of an array | [`Value::items`] | |
//! | a boolean, a string, a count, a time | [`Value::bool`], [`Value::text`], [`Value::count`], [`Value::timestamp`] | an error |
//! | anything else | [`Value::kind`] and [`Value::raw`] | |
//!
//! # On bad input
//!
//! Every method that can fail gives a [`DecodeError`], which names the engine, the place and what was
//! expected there. Nothing panics, whatever the bytes are.

mod document;
mod error;
mod reader;
mod value;
mod writer;

pub use document::Document;
pub use error::DecodeError;
pub use value::{Kind, Value};

pub(crate) use writer::Writer;
