//! What systems say: one file an engine (bytes in, report out) and, apart from them, how bytes are
//! fetched.

mod definition;
mod engine;
mod error;
pub(crate) mod http;
mod json;

pub use definition::{Credentials, Feed, Feeds};
pub use engine::{
    ComponentStatus, Decoded, Engine, PagerDuty, PlainJson, Statuspage, VetsApi, VetsApiWindows,
};
pub use error::{DecodeError, FeedError};

pub(crate) use definition::Source;
