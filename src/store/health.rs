//! How each feed is doing, for apps and for the panel.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use crate::feed::{FeedError, redacted_url};
use crate::model::{Report, ServiceOutage, Timestamp, Toggle};

/// How one feed is doing.
///
/// ```
/// use yew_outage::store::FeedHealth;
///
/// fn in_words(health: &FeedHealth) -> String {
///     match &health.error {
///         None => format!("{}: fine", health.engine),
///         Some(error) => format!("{}: {error}", health.engine),
///     }
/// }
/// ```
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct FeedHealth {
    /// The name of its engine.
    pub engine: &'static str,
    /// The URL that it polls; `None` for a fixed feed.
    pub url: Option<String>,
    /// When its report was last confirmed; `None` before its first good response.
    pub confirmed_at: Option<Timestamp>,
    /// Whether the report may be out of date: it comes from an earlier visit, or a poll has failed since it was
    /// confirmed.
    pub stale: bool,
    /// Why the last poll failed; `None` if it did not. The last good report stays in force.
    pub error: Option<FeedError>,
    /// How many entries of the last response, or parts of them, could not be read and were left out.
    pub skipped: usize,
    /// The toggles and outages of its report that go on although their stated end has passed: each toggle's key and
    /// each outage's id, once. Of the toggles, those that are on.
    pub overdue: Vec<Rc<str>>,
    /// The toggles and outages of its report that have been on for longer than the guard's `forgotten_after`. What
    /// states no start is not among them.
    pub forgotten: Vec<Rc<str>>,
}

/// What goes on although its stated end has passed.
pub(super) fn overdue(report: &Report, now: Timestamp) -> Vec<Rc<str>> {
    let has_passed = |end: Option<Timestamp>| end.is_some_and(|end| end <= now);
    names(
        report,
        |toggle| has_passed(toggle.notice().and_then(|notice| notice.ends_at)),
        |entry| entry.ongoing && has_passed(entry.outage.ends_at),
    )
}

/// What has been on for this long.
pub(super) fn forgotten(report: &Report, now: Timestamp, after: Duration) -> Vec<Rc<str>> {
    let is_old = |start: Option<Timestamp>| {
        start.and_then(|start| (now - start).to_std().ok()).is_some_and(|age| age >= after)
    };
    names(
        report,
        |toggle| is_old(toggle.notice().and_then(|notice| notice.starts_at)),
        |entry| is_old(entry.outage.starts_at) && entry.is_on(now),
    )
}

/// The keys of the toggles that are on, and the ids of the outages, that these conditions select.
fn names(
    report: &Report,
    toggle: impl Fn(&Toggle) -> bool,
    outage: impl Fn(&ServiceOutage) -> bool,
) -> Vec<Rc<str>> {
    let toggles = report.toggles().filter(|(_, found)| found.is_on() && toggle(found));
    let mut names: Vec<Rc<str>> = toggles.map(|(key, _)| key.into()).collect();
    // An outage is listed once for each of its services.
    let mut ids: Vec<_> =
        report.service_outages().iter().filter(|entry| outage(entry)).map(|entry| &entry.outage.id).collect();
    ids.sort();
    ids.dedup();
    names.extend(ids.into_iter().cloned());
    names
}

/// Leaves out the URL's query and credentials, which may be secrets.
impl fmt::Debug for FeedHealth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FeedHealth")
            .field("engine", &self.engine)
            .field("url", &self.url.as_deref().map(redacted_url))
            .field("confirmed_at", &self.confirmed_at)
            .field("stale", &self.stale)
            .field("error", &self.error)
            .field("skipped", &self.skipped)
            .field("overdue", &self.overdue)
            .field("forgotten", &self.forgotten)
            .finish()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::{Notice, Outage};

    #[test]
    fn what_goes_on_after_its_end_is_overdue_and_what_is_on_for_long_is_forgotten() {
        let at = |hour: i64| Timestamp::from_timestamp(hour * 3_600, 0).unwrap();
        let notice = |from: i64, to: i64| Notice::default().with_starts_at(at(from)).with_ends_at(at(to));
        let outage = |id: &str, from: i64, to: i64| {
            Outage::planned(id, ["bank", "mail"]).with_starts_at(at(from)).with_ends_at(at(to))
        };
        let mut report = Report::builder();
        report.toggle("late", Toggle::on().with_notice(notice(90, 100)));
        report.toggle("old", Toggle::on().with_notice(notice(0, 200)));
        report.toggle("off", Toggle::off().with_notice(notice(0, 100)));
        report.toggle("plain", Toggle::on());
        report.outage(outage("over", 0, 100));
        report.outage(outage("long", 0, 200));
        report.outage(outage("ahead", 150, 200));
        report.ongoing(outage("ongoing", 0, 100));
        let report = report.build();
        let (now, day) = (at(100), Duration::from_secs(24 * 3_600));
        let text = |names: Vec<Rc<str>>| names.join(" ");
        assert_eq!(text(overdue(&report, now)), "late ongoing");
        assert_eq!(text(forgotten(&report, now, day)), "old long ongoing");
        assert_eq!(text(overdue(&report, at(99))), "");
        assert_eq!(text(forgotten(&report, now, Duration::MAX)), "");
    }

    #[test]
    fn debug_shows_no_query() {
        let health = FeedHealth {
            engine: "plain",
            url: Some("/toggles?token=secret".into()),
            confirmed_at: None,
            stale: false,
            error: Some(FeedError::network("Failed to parse URL from /toggles?token=secret")),
            skipped: 0,
            overdue: Vec::new(),
            forgotten: Vec::new(),
        };
        let shown = format!("{health:?}");
        assert!(!shown.contains("secret") && shown.contains("/toggles"), "{shown}");
    }
}
