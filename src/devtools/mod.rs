#![doc = include_str!("../guide/devtools.md")]

mod avoid_focus;
mod bug_report;
mod copy;
mod format;
mod message;
mod outage_devtools;
mod parts;
mod redact;
mod shell;
mod timeline;
mod view_model;

pub use outage_devtools::{OutageDevtools, OutageDevtoolsProps};
