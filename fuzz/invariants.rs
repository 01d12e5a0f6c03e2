//! The invariants of every engine, for any bytes. The fuzz targets and `tests/corpus.rs` share this file.

use yew_outage::feed::{Decoded, Engine};

/// Panics if an engine violates an invariant on these bytes.
pub(crate) fn check(engine: &dyn Engine, body: &[u8]) {
    let decoded = match engine.decode(body) {
        Ok(decoded) => decoded,
        Err(error) => {
            assert_eq!(error.engine, engine.name());
            assert!(!error.place.is_empty() && !error.problem.is_empty(), "{error:?}");
            return;
        }
    };
    assert!(decoded.warnings.len() <= Decoded::WARNINGS, "{}", decoded.warnings.len());
    assert!(decoded.skipped >= decoded.warnings.len(), "{} skipped", decoded.skipped);
    assert!(decoded.warnings.iter().all(|warning| warning.engine == engine.name()), "{:?}", decoded.warnings);

    let (report, kinds) = (&decoded.report, engine.reports());
    assert!(kinds.toggles || report.toggles().next().is_none(), "toggles of an engine that has none");
    assert!(kinds.outages || report.services().next().is_none(), "outages of an engine that has none");
    for (key, toggle) in report.toggles() {
        assert_eq!(report.toggle(key), Some(toggle), "{key:?} is found by its own key");
    }
    for service in report.services() {
        let mut outages = report.outages(service).peekable();
        assert!(outages.peek().is_some(), "{service:?} has an outage");
        for outage in outages {
            if let (Some(start), Some(end)) = (outage.starts_at, outage.ends_at) {
                assert!(start < end, "{outage:?}");
            }
            if let Some(link) = &outage.link {
                assert!(link.starts_with("https://") || link.starts_with("http://"), "{link:?}");
            }
        }
    }
}
