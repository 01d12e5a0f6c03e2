//! The server's promises, a file each, against a real socket.

mod admin;
mod cors;
mod faults;
mod files;
mod ofrep;
mod page;
mod pagerduty;
mod plain;
mod program;
mod requests;
mod server;
mod spaces;
mod statuspage;
mod streams;
mod vets_api;
mod windows;
