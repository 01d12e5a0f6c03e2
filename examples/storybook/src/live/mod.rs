//! What the live stories need around their guarded sections: an endpoint, switches that set its toggles, a
//! controls that plan its windows, faults for its answers, and a line that says how the feed is doing.

mod admin;
mod controls;
mod health_line;
mod in_page;
mod network;
mod on_server;
mod switches;
mod window_controls;

pub(crate) use health_line::HealthLine;
pub(crate) use network::Network;
pub(crate) use on_server::OnServer;
pub(crate) use switches::Switches;
pub(crate) use window_controls::WindowControls;
