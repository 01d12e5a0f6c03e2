//! An endpoint inside this page, for a storybook that is served as plain files. The library sends its requests with
//! `fetch` as always; they are handled here instead of going to the network.

mod endpoint;
mod fault;
mod fetch;

pub(super) use fetch::{ADDRESS, install};

/// Whether a URL belongs to this endpoint.
pub(super) fn is_at(url: &str) -> bool {
    url.starts_with(ADDRESS)
}
