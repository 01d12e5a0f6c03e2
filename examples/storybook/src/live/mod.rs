//! What the live story needs around its guarded sections: where the server is, switches that set its
//! toggles, and a line that says how the feed is doing.

mod admin;
mod health_line;
mod server;
mod switches;

pub(crate) use health_line::HealthLine;
pub(crate) use server::server;
pub(crate) use switches::Switches;
