//! Where the page hears about outages.

use std::time::Duration;

use web_sys::UrlSearchParams;
use yew_outage::prelude::*;

/// vets-api's toggles and maintenance windows, beside the page, every 30 s.
///
/// For demos and tests the query may say otherwise: `?server=http://127.0.0.1:4600&every=1`, and
/// `engine=plain`, `ofrep` or `unleash` for another system.
pub(crate) fn feeds() -> Vec<Feed> {
    let search = web_sys::window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let query = UrlSearchParams::new_with_str(&search).ok();
    let asked =
        |name: &str| query.as_ref().and_then(|query| query.get(name)).filter(|value| !value.is_empty());

    let server =
        asked("server").map(|server| server.trim_end_matches('/').to_owned()).unwrap_or(".".to_owned());
    let feeds = match asked("engine").as_deref() {
        Some("plain") => vec![Feed::plain(format!("{server}/toggles"))],
        Some("ofrep") => vec![Feed::ofrep(&server)],
        Some("unleash") => vec![Feed::unleash(&server, asked("token").unwrap_or_default())],
        _ => vec![
            Feed::vets_api(format!("{server}/v0/feature_toggles")),
            Feed::vets_api_windows(format!("{server}/v0/maintenance_windows")),
        ],
    };
    match asked("every").and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs) {
        Some(cadence) => feeds.into_iter().map(|feed| feed.every(cadence)).collect(),
        None => feeds,
    }
}
