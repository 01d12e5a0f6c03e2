//! Where the page hears about outages.

use std::time::Duration;

use web_sys::UrlSearchParams;
use yew_outage::prelude::*;

/// vets-api's toggles, beside the page, every 30 s.
///
/// For demos and tests the query may say otherwise: `?server=http://127.0.0.1:4600&every=1`.
pub(crate) fn toggles() -> Feed {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let query = UrlSearchParams::new_with_str(&search).ok();
    let asked =
        |name: &str| query.as_ref().and_then(|query| query.get(name)).filter(|value| !value.is_empty());

    let feed = match asked("server") {
        Some(server) => Feed::vets_api(format!("{}/v0/feature_toggles", server.trim_end_matches('/'))),
        None => Feed::vets_api("v0/feature_toggles"),
    };
    match asked("every").and_then(|seconds| seconds.parse().ok()) {
        Some(seconds) => feed.every(Duration::from_secs(seconds)),
        None => feed,
    }
}
