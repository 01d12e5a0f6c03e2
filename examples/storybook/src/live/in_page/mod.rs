//! An endpoint inside this page, for where the storybook is served as plain files. It is asked like any other,
//! by the library's own requests; they are answered here instead of leaving the page.

mod endpoint;
mod fault;
mod fetch;

pub(super) use fetch::{ADDRESS, install};

/// Whether an address is one of this endpoint's.
pub(super) fn is_at(url: &str) -> bool {
    url.starts_with(ADDRESS)
}
