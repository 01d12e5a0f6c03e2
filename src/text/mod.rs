//! The library's sentences in each language, and dates, times and numbers formatted for that language.

mod calendar;
mod english;
mod intl;
mod languages;
mod messages;
mod spanish;

pub(crate) use languages::Language;
pub use languages::{Languages, Translation};
pub use messages::{Messages, Plural};

pub(crate) use calendar::{Calendar, Range};
#[cfg(all(target_arch = "wasm32", feature = "devtools"))]
pub(crate) use intl::DateFormat;
pub(crate) use intl::pluralize;

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
