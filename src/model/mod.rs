//! The values that everything else works with: toggles, outages, reports, rules, availability.
//!
//! Nothing here knows a browser or Yew, so all of it runs and is tested natively.

mod availability;
mod interval_set;
mod outage;
mod reconcile;
mod report;
mod rule;
mod snapshot;
mod sort;
mod spelling;
pub(crate) mod timestamp;
mod toggle;
mod toggles;
mod unreadable;

pub use availability::{Availability, Cause, Downtime};
pub use outage::{Impact, Outage, WHOLE_SITE};
pub use report::{Kinds, Report, ReportBuilder};
pub use rule::{Rule, all, any, service, toggle};
pub use snapshot::{FeedReport, Snapshot};
pub use spelling::Spelling;
pub use toggle::{Notice, Toggle};
pub use unreadable::Unreadable;

pub(crate) use report::{ServiceOutage, is_blank};
pub(crate) use rule::RuleKey;
pub(crate) use spelling::normalized;
pub(crate) use unreadable::Unidentified;

/// A point in time, in UTC, to the millisecond or finer.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
