use std::rc::Rc;

use super::{Kinds, MaintenanceWindow, Report, Timestamp, Toggle};

/// All reports merged, with how fresh each is.
///
/// Of two feeds that name the same toggle the one listed later wins, whichever answered first;
/// the windows of all feeds are united.
///
/// ```
/// use yew_outage::model::{FeedReport, Kinds, Report, Snapshot, Toggle};
///
/// let mut report = Report::builder();
/// report.toggle("hide_contact", Toggle::on());
/// let answered = FeedReport::answered(Kinds::TOGGLES, report.build());
///
/// let snapshot = Snapshot::new([answered, FeedReport::unanswered(Kinds::TOGGLES)]);
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
/// assert!(FeedReport::unanswered(Kinds::WINDOWS).report.is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct FeedReport {
    /// What the feed can tell about.
    pub kinds: Kinds,
    /// What it said last; `None` before its first good answer.
    pub report: Option<Rc<Report>>,
    /// When that was confirmed last.
    pub confirmed_at: Option<Timestamp>,
    /// Whether the report may be out of date: a later attempt to ask failed, or the last answer left
    /// something unreadable of which the last known state is held.
    pub stale: bool,
}

impl FeedReport {
    /// A feed that has given this report.
    pub fn answered(kinds: Kinds, report: Report) -> Self {
        Self { report: Some(report.into()), ..Self::unanswered(kinds) }
    }

    /// A feed that has not answered yet.
    pub fn unanswered(kinds: Kinds) -> Self {
        Self { kinds, report: None, confirmed_at: None, stale: false }
    }
}

impl Snapshot {
    /// A snapshot of these feeds, in the order in which they are listed.
    pub fn new(feeds: impl IntoIterator<Item = FeedReport>) -> Self {
        Self { feeds: feeds.into_iter().collect() }
    }

    /// The feeds, in the order in which they are listed.
    pub fn feeds(&self) -> &[FeedReport] {
        &self.feeds
    }

    /// The toggle of this key; `None` while a feed that could name it has not answered, and where one names it
    /// but does not say readably if it is on.
    pub fn toggle(&self, key: &str) -> Option<Toggle> {
        match self.mentioned(key) {
            Some(mentioned) => mentioned.cloned(),
            None => self.knows_toggles().then(Toggle::off),
        }
    }

    /// What the last listed report that names this key says of it: `Some(None)` if that cannot be read.
    pub(crate) fn mentioned(&self, key: &str) -> Option<Option<&Toggle>> {
        self.reports().rev().find_map(|report| match report.toggle(key) {
            None => report.leaves_toggle_unknown(key).then_some(None),
            known => Some(known),
        })
    }

    /// The windows known to affect this service.
    pub fn windows<'a>(&'a self, service: &'a str) -> impl Iterator<Item = &'a Rc<MaintenanceWindow>> {
        self.reports().flat_map(move |report| report.windows(service))
    }

    /// Whether every feed that reports toggles has answered.
    pub fn knows_toggles(&self) -> bool {
        self.feeds.iter().all(|feed| !feed.kinds.toggles || feed.report.is_some())
    }

    /// Whether every feed that reports windows has answered.
    pub fn knows_windows(&self) -> bool {
        self.feeds.iter().all(|feed| !feed.kinds.windows || feed.report.is_some())
    }

    /// Whether all is known about the windows of this service.
    pub(crate) fn knows_service(&self, service: &str) -> bool {
        self.knows_windows() && !self.reports().any(|report| report.leaves_service_unknown(service))
    }

    pub(crate) fn reports(&self) -> impl DoubleEndedIterator<Item = &Report> {
        self.feeds.iter().filter_map(|feed| feed.report.as_deref())
    }
}
