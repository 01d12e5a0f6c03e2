//! What is said: the library's own sentences, and dates and times in words.

mod messages;
mod time;

pub(crate) use messages::ENGLISH;
pub(crate) use time::{Range, day, duration, moment, range, time};
