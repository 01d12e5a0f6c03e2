//! What a browser keeps from one visit to the next: reports, and which messages a reader dismissed.

mod cache;
mod dismissals;
mod format;
mod initial;

pub use self::cache::Cache;
pub use self::initial::Initial;

pub(crate) use self::dismissals::{dismiss, dismissed_at};
pub(super) use self::format::SavedReport;
