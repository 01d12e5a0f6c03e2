//! The stories: one file each, which is also what the page
//! shows as its source.

pub(crate) mod downtime_banner_open_end;
pub(crate) mod downtime_banner_with_end;
pub(crate) mod downtime_banner_with_message;
pub(crate) mod guard_nested;
pub(crate) mod guard_two_feeds;
pub(crate) mod guarded_section_available;
pub(crate) mod guarded_section_custom_fallback;
pub(crate) mod guarded_section_custom_pending;
pub(crate) mod guarded_section_down;
pub(crate) mod guarded_section_down_with_end;
pub(crate) mod guarded_section_fallback_from_downtime;
pub(crate) mod guarded_section_pending;
pub(crate) mod guarded_section_unknown_outage;
pub(crate) mod guarded_section_unknown_section;
pub(crate) mod hooks_use_availability;
pub(crate) mod hooks_use_toggle;
pub(crate) mod live_endpoint;
pub(crate) mod rules_any_all_not;
pub(crate) mod sections;
pub(crate) mod temporary_outage_custom_body;
pub(crate) mod temporary_outage_default;
pub(crate) mod temporary_outage_headline;
pub(crate) mod temporary_outage_statuses;
pub(crate) mod temporary_outage_with_end;
