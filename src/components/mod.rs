//! What is seen: thin Yew components, and hooks.

mod alert_context;
mod answer;
mod body;
mod context;
mod dismissal;
mod downtime_banner;
mod downtime_warning;
mod focus;
mod guarded_section;
mod hooks;
mod live_region;
mod maintenance_banner;
mod outage_guard;
mod outage_style;
mod place;
mod props;
mod reader_state;
mod rest_of_page;
mod section_alert;
mod temporary_outage;
mod top_layer;

pub use context::OutageHandle;
pub use downtime_banner::{DowntimeBanner, DowntimeBannerProps};
pub use downtime_warning::{DowntimeWarning, DowntimeWarningProps};
pub use guarded_section::{GuardedSection, GuardedSectionProps, WhileDown};
pub use hooks::{use_availability, use_outage, use_toggle};
pub use maintenance_banner::{MaintenanceBanner, MaintenanceBannerProps};
pub use outage_guard::{OutageGuard, OutageGuardProps};
pub use outage_style::{OutageStyle, OutageStyleProps};
pub use props::Fallback;
pub use temporary_outage::{TemporaryOutage, TemporaryOutageProps};
