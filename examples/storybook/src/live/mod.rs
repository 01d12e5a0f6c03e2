//! The parts of the live stories: an endpoint, controls for its toggles, maintenance windows and faults, and a line
//! that shows the health of the feed.

mod admin;
mod controls;
mod fault_controls;
mod feed_health;
mod in_page;
mod switches;
mod window_controls;
mod with_endpoint;

pub(crate) use fault_controls::FaultControls;
pub(crate) use feed_health::FeedHealthLine;
pub(crate) use switches::Switches;
pub(crate) use window_controls::WindowControls;
pub(crate) use with_endpoint::WithEndpoint;
