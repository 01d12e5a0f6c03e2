//! Where reports come from: engines decode documents, and a [`Feed`] says what to fetch, where and how often.
//!
//! Every engine is one file, bytes in, report out. The network is in `http` and `stream` alone.

mod decoded;
mod definition;
mod engine;
mod error;
mod feeds;
pub(crate) mod fields;
mod http;
pub(crate) mod http_date;
mod identity;
mod plain_text;
mod request;
pub(crate) mod retry_after;
mod stream;
pub(crate) mod transport;

pub use decoded::{Decoded, DecodedBuilder, EventStream};
pub use definition::Feed;
pub use engine::{
    ComponentStatus, Engine, Ofrep, PagerDuty, PlainJson, Statuspage, Unleash, VetsApi, VetsApiStatuses,
    VetsApiWindows,
};
pub use error::FeedError;
pub use feeds::Feeds;
pub use request::{Credentials, Request};

pub use crate::json::DecodeError;

pub(crate) use definition::Source;
pub(crate) use request::redacted_url;
