//! The server's promises, a file each, against a real socket.

mod admin;
mod cors;
mod faults;
mod files;
mod plain;
mod program;
mod requests;
mod server;
mod spaces;
mod vets_api;
