//! What is known at a point in time: the last report of every feed.

use std::rc::Rc;

use super::{Kinds, Outage, Report, Timestamp, Toggle};

/// The last reports of all feeds, with how fresh each is.
///
/// A [`Rule`](super::Rule) is evaluated on a snapshot. If two feeds name the same toggle, the one listed
/// later wins, whichever responded first. The outages of all feeds count.
///
/// ```
/// use yew_outage::model::{FeedReport, Kinds, Report, Snapshot, Toggle};
///
/// let mut report = Report::builder();
/// report.toggle("hide_contact", Toggle::on());
/// let reported = FeedReport::answered(Kinds::TOGGLES, report.build());
///
/// let snapshot = Snapshot::new([reported, FeedReport::unanswered(Kinds::TOGGLES)]);
/// assert!(snapshot.toggle("hide_contact").is_some_and(|toggle| toggle.is_on()));
/// assert!(snapshot.toggle("hide_payments").is_none(), "the second feed may yet name it");
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    pub(crate) feeds: Vec<FeedReport>,
}

/// One feed's part of a [`Snapshot`].
///
/// ```
/// use yew_outage::model::{FeedReport, Kinds};
///
/// assert!(FeedReport::unanswered(Kinds::OUTAGES).report.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedReport {
    /// What the feed reports.
    pub kinds: Kinds,
    /// Its last report; `None` before the first.
    pub report: Option<Rc<Report>>,
    /// When that was confirmed last.
    pub confirmed_at: Option<Timestamp>,
    /// Whether the report may be out of date: a later request failed, or the last response has unreadable
    /// entries, which keep their last known state.
    pub stale: bool,
}

impl FeedReport {
    /// A feed with this report.
    pub fn answered(kinds: Kinds, report: Report) -> Self {
        Self { report: Some(report.into()), ..Self::unanswered(kinds) }
    }

    /// A feed without a report yet.
    pub fn unanswered(kinds: Kinds) -> Self {
        Self { kinds, report: None, confirmed_at: None, stale: false }
    }
}

impl Snapshot {
    /// A snapshot of these feeds. Their order decides which of two toggles with the same key wins.
    pub fn new(feeds: impl IntoIterator<Item = FeedReport>) -> Self {
        Self { feeds: feeds.into_iter().collect() }
    }

    /// The feeds, in the order in which they are listed.
    pub fn feeds(&self) -> &[FeedReport] {
        &self.feeds
    }

    /// The toggle with this key. `None` if it is unknown: a feed that reports toggles has no report yet, or
    /// the report that decides has an unreadable entry for it.
    pub fn toggle(&self, key: &str) -> Option<Toggle> {
        match self.mentioned(key) {
            Some(reported) => reported.cloned(),
            None => self.knows_toggles().then(Toggle::off),
        }
    }

    /// The toggle in the last listed report that names this key: `Some(None)` if it is unreadable there.
    pub(crate) fn mentioned(&self, key: &str) -> Option<Option<&Toggle>> {
        self.reports().rev().find_map(|report| match report.toggle(key) {
            None => report.leaves_toggle_unknown(key).then_some(None),
            readable => Some(readable),
        })
    }

    /// The outages known to affect this service.
    pub fn outages<'a>(&'a self, service: &'a str) -> impl Iterator<Item = &'a Rc<Outage>> {
        self.reports().flat_map(move |report| report.outages(service))
    }

    /// Whether every feed that reports toggles has a report.
    pub fn knows_toggles(&self) -> bool {
        self.feeds.iter().all(|feed| !feed.kinds.toggles || feed.report.is_some())
    }

    /// Whether every feed that reports outages has a report.
    pub fn knows_outages(&self) -> bool {
        self.feeds.iter().all(|feed| !feed.kinds.outages || feed.report.is_some())
    }

    /// Whether every outage that affects this service is known.
    pub(crate) fn knows_service(&self, service: &str) -> bool {
        self.knows_outages() && !self.reports().any(|report| report.leaves_service_unknown(service))
    }

    pub(crate) fn reports(&self) -> impl DoubleEndedIterator<Item = &Report> {
        self.feeds.iter().filter_map(|feed| feed.report.as_deref())
    }
}
