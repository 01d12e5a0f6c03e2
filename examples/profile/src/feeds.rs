//! Where the page gets its data from: its server and its feeds.

use std::time::Duration;

use web_sys::UrlSearchParams;
use yew_outage::prelude::*;

/// vets-api's toggles and maintenance windows from the page's own server, polled every 30 s.
///
/// For demos and tests the URL's query overrides this: `?server=http://127.0.0.1:4600&every=1`, and
/// `engine=plain`, `ofrep` or `unleash` for another system.
pub(crate) fn feeds() -> Vec<Feed> {
    let server = server();
    let feeds = match param("engine").as_deref() {
        Some("plain") => vec![Feed::plain(format!("{server}/toggles"))],
        Some("ofrep") => vec![Feed::ofrep(&server)],
        Some("unleash") => vec![Feed::unleash(&server, param("token").unwrap_or_default())],
        _ => vec![
            Feed::vets_api(format!("{server}/v0/feature_toggles")),
            Feed::vets_api_windows(format!("{server}/v0/maintenance_windows")),
        ],
    };
    match param("every").and_then(|seconds| seconds.parse().ok()).map(Duration::from_secs) {
        Some(interval) => feeds.into_iter().map(|feed| feed.every(interval)).collect(),
        None => feeds,
    }
}

/// The URL of the page's server.
pub(crate) fn server() -> String {
    param("server").map(|server| server.trim_end_matches('/').to_owned()).unwrap_or(".".to_owned())
}

/// A parameter of the page's URL.
fn param(name: &str) -> Option<String> {
    let search = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&search).ok()?.get(name).filter(|value| !value.is_empty())
}
