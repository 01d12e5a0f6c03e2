//! What is true: toggles, maintenance windows, rules and the answers they give.
//!
//! Plain values. Nothing here knows a browser or Yew, so all of it runs and is tested natively.

mod availability;
pub(crate) mod moment;
mod order;
mod report;
mod rule;
mod settle;
mod snapshot;
mod spans;
mod spelling;
mod toggle;
mod toggles;
mod unread;
mod window;

pub use availability::{Availability, Cause, Downtime};
pub use report::{Kinds, Report, ReportBuilder};
pub use rule::{Rule, all, any, service, toggle};
pub use snapshot::{FeedReport, Snapshot};
pub use spelling::Spelling;
pub use toggle::{Notice, Toggle};
pub use unread::Unread;
pub use window::{MaintenanceWindow, WHOLE_SITE};

pub(crate) use report::{Filed, is_blank};
pub(crate) use rule::RuleKey;
pub(crate) use spelling::filed;
pub(crate) use unread::Strays;

/// A moment, in UTC, to the millisecond or finer.
pub type Timestamp = chrono::DateTime<chrono::Utc>;
