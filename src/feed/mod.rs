//! What systems say: one file an engine (bytes in, report out) and, apart from them, how bytes are
//! fetched.

mod definition;
mod engine;
mod error;
pub(crate) mod http;
pub(crate) mod json;
mod request;
pub(crate) mod stream;

pub use definition::{Credentials, Feed, Feeds};
pub use engine::{
    ComponentStatus, Decoded, Engine, EventStream, Ofrep, PagerDuty, PlainJson, Statuspage, Unleash, VetsApi,
    VetsApiWindows,
};
pub use error::{DecodeError, FeedError};
pub use request::Request;

pub(crate) use definition::Source;
