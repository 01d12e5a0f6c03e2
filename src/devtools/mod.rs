#![doc = include_str!("../guide/devtools.md")]

mod bug_report;
mod copy;
mod give_way;
mod moments;
mod outage_devtools;
mod parts;
mod picture;
mod secrets;
mod shell;
mod timeline;

pub use outage_devtools::{OutageDevtools, OutageDevtoolsProps};
