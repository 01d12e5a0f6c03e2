//! The components and hooks that an app uses.

mod action_guard;
mod alert_context;
mod announcer;
mod body;
mod breakers;
mod check_again;
mod dismissal;
mod downtime_banner;
mod downtime_warning;
mod fallback;
mod focus;
mod guarded_section;
mod hooks;
mod listeners;
mod live_region;
mod maintenance_banner;
mod outage_guard;
mod outage_handle;
mod outage_style;
mod outage_summary;
mod presentation;
mod prop_values;
mod reader_state;
mod rest_of_page;
mod section_alert;
mod section_context;
mod section_entry;
mod section_list;
mod service_breaker;
mod service_reporter;
mod shown;
mod summary_alert;
mod summary_group;
mod temporary_outage;
mod top_layer;
mod transitions;
mod while_down;
mod wrapper;

pub use action_guard::{ActionGuard, use_action_guard};
pub use downtime_banner::{DowntimeBanner, DowntimeBannerProps};
pub use downtime_warning::{DowntimeWarning, DowntimeWarningProps};
pub use fallback::Fallback;
pub use guarded_section::{GuardedSection, GuardedSectionProps};
pub use hooks::{use_availability, use_outage, use_toggle};
pub use maintenance_banner::{MaintenanceBanner, MaintenanceBannerProps};
pub use outage_guard::{OutageGuard, OutageGuardProps};
pub use outage_handle::OutageHandle;
pub use outage_style::{OutageStyle, OutageStyleProps};
pub use outage_summary::{OutageSummary, OutageSummaryProps};
pub use service_breaker::ServiceBreaker;
pub use service_reporter::{ServiceReporter, ToOutcome, use_service};
pub use temporary_outage::{TemporaryOutage, TemporaryOutageProps};
pub use while_down::WhileDown;

#[cfg(feature = "devtools")]
pub(crate) use listeners::Listener;
#[cfg(feature = "devtools")]
pub(crate) use section_list::{Section, SectionList};
