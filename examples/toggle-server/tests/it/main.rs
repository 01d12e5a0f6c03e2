//! The integration tests: one file for each topic, against a server on a real socket.

mod admin;
mod backend_statuses;
mod contact_information;
mod cors;
mod faults;
mod files;
mod ofrep;
mod pagerduty;
mod plain;
mod program;
mod requests;
mod server;
mod spaces;
mod status_page;
mod statuspage;
mod streams;
mod vets_api;
mod windows;
