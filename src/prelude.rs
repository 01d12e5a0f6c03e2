//! Everything that most pages need, in one import.
//!
//! ```
//! use yew_outage::prelude::*;
//! ```

pub use crate::components::{
    ActionGuard, DowntimeBanner, DowntimeWarning, Fallback, GuardedSection, MaintenanceBanner, OutageGuard,
    OutageHandle, OutageStyle, OutageSummary, ServiceBreaker, TemporaryOutage, WhileDown, use_action_guard,
    use_availability, use_outage, use_service, use_toggle,
};
pub use crate::feed::{Credentials, Feed};
pub use crate::model::{
    Availability, Downtime, Notice, Outage, Rule, Timestamp, Toggle, WHOLE_SITE, all, any, service, toggle,
};
pub use crate::skin::{Alert, AlertStatus, Placement, Skin};
pub use crate::store::{Cache, Initial, OutageEvent, WhileUnknown};
pub use crate::text::{Languages, Messages};
