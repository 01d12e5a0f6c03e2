//! The integration tests: the proxy in front of a real toggle-server, whose PagerDuty endpoint wants a token here.

mod cache;
mod cors;
mod failures;
mod http;
mod program;
mod proxy;
mod upstream;
mod windows;
