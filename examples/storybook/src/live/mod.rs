//! What the live stories need around their guarded sections: where the server is, switches that set its
//! toggles, a desk that plans its windows, and a line that says how the feed is doing.

mod admin;
mod health_line;
mod server;
mod switches;
mod window_desk;

pub(crate) use health_line::HealthLine;
pub(crate) use server::server;
pub(crate) use switches::Switches;
pub(crate) use window_desk::WindowDesk;
