//! The state of every feed of a guard: its last report, its poller, and how it is doing.

use std::rc::Rc;
use std::time::Duration;

use chrono::TimeDelta;

use super::console::warn;
use super::event::OutageEvent;
use super::health::{FeedHealth, forgotten, overdue};
use super::persist::{Cache, SavedReport};
#[cfg(feature = "devtools")]
use super::poller::NextPoll;
use super::poller::Poller;
use super::subscriptions::{Affected, Subscriptions};
use crate::feed::{Decoded, Feed, FeedError, Feeds, Source};
use crate::model::{FeedReport, Snapshot, Timestamp};

/// A confirmed report that did not change is saved again no more often than this.
const SAVE_INTERVAL: TimeDelta = TimeDelta::minutes(10);

/// The feeds of one guard, in the order in which the author lists them.
#[derive(Default)]
pub(super) struct FeedStates {
    listed: Vec<FeedState>,
    /// How many states were made: the number of the last one.
    made: u64,
    /// Their reports, at the same indices.
    snapshot: Snapshot,
}

/// One feed and how it is doing.
struct FeedState {
    /// Identifies the feed while it is listed. Its index may change.
    number: u64,
    feed: Feed,
    poller: Option<Poller>,
    error: Option<FeedError>,
    skipped: usize,
    /// The ETag of the saved report, for the first request.
    saved_etag: Option<String>,
    /// When its report was last saved, by the reader's uncorrected clock.
    saved_at: Option<Timestamp>,
    /// Whether parts of the last response could not be read, so the report keeps their last known state.
    is_partly_stale: bool,
}

impl FeedStates {
    /// What the feeds say, merged.
    pub(super) fn snapshot(&self) -> &Snapshot {
        &self.snapshot
    }

    /// Whether these are the feeds that are listed.
    pub(super) fn are(&self, feeds: &Feeds) -> bool {
        self.listed.iter().map(|state| &state.feed).eq(feeds.iter())
    }

    /// Replaces the list of feeds.
    ///
    /// - A feed that is listed again goes on.
    /// - A feed with another header, interval or timeout keeps its report.
    /// - A feed with another context keeps its report, as stale: what was down stays down until the feed responds.
    /// - A feed that is no longer listed is forgotten.
    /// - A new feed begins with what `saved` returns for its index.
    ///
    /// Returns whether there is a new feed without a report.
    pub(super) fn list(
        &mut self,
        feeds: &Feeds,
        saved: impl Fn(usize, &Feed) -> Option<SavedReport>,
    ) -> bool {
        let mut before: Vec<(FeedState, FeedReport)> =
            self.listed.drain(..).zip(std::mem::take(&mut self.snapshot.feeds)).collect();
        let mut listed: Vec<Option<(FeedState, FeedReport)>> = feeds.iter().map(|_| None).collect();
        // The closest relation goes first, so that each feed continues the state that fits it best.
        for relation in [Relation::Same, Relation::SameContent, Relation::SameAddress] {
            for (place, feed) in listed.iter_mut().zip(feeds.iter()).filter(|(place, _)| place.is_none()) {
                let found = before.iter().position(|(state, _)| relation.holds(feed, &state.feed));
                *place = found.map(|at| {
                    let (state, report) = before.remove(at);
                    self.made += 1;
                    relation.hand_on(state, report, feed, self.made)
                });
            }
        }
        let mut has_unknown = false;
        for (index, (listed, feed)) in listed.into_iter().zip(feeds.iter()).enumerate() {
            let (state, report) = listed.unwrap_or_else(|| {
                self.made += 1;
                let new = FeedState::new(self.made, feed, || saved(index, feed));
                has_unknown |= new.1.report.is_none();
                new
            });
            self.listed.push(state);
            self.snapshot.feeds.push(report);
        }
        has_unknown
    }

    /// Replaces a report that came with the page by the saved one, if that is newer.
    pub(super) fn prefer_newer(&mut self, saved: impl Fn(&Feed) -> Option<SavedReport>) {
        for (state, feed) in self.listed.iter_mut().zip(&mut self.snapshot.feeds) {
            let is_newer = |saved: &SavedReport| feed.confirmed_at.is_none_or(|at| at < saved.confirmed_at);
            if let (Source::Url(_), Some(saved)) = (state.feed.source(), saved(&state.feed).filter(is_newer))
            {
                state.preload(feed, saved);
            }
        }
    }

    /// Replaces the reports that come from no feed. They count after those of the feeds.
    pub(super) fn set_local_reports(&mut self, reports: [Option<FeedReport>; 2]) {
        self.snapshot.feeds.truncate(self.listed.len());
        self.snapshot.feeds.extend(reports.into_iter().flatten());
    }

    /// Whether this feed is listed.
    pub(super) fn lists(&self, number: u64) -> bool {
        self.listed.iter().any(|state| state.number == number)
    }

    /// Starts a poller for each feed that has none. `poll` gets the feed's number, the feed, its URL, and the
    /// ETag of its saved report.
    pub(super) fn start(&mut self, poll: impl Fn(u64, &Feed, &Rc<str>, Option<String>) -> Poller) {
        for state in self.listed.iter_mut().filter(|state| state.poller.is_none()) {
            if let Source::Url(url) = state.feed.source() {
                state.poller = Some(poll(state.number, &state.feed, url, state.saved_etag.take()));
            }
        }
    }

    /// Stops all pollers.
    pub(super) fn stop(&mut self) {
        self.listed.iter_mut().for_each(|state| state.poller = None);
    }

    pub(super) fn pollers(&self) -> impl Iterator<Item = &Poller> {
        self.listed.iter().filter_map(|state| state.poller.as_ref())
    }

    /// Whether there is a feed to poll: a fixed one is not.
    pub(super) fn can_fetch(&self) -> bool {
        self.listed.iter().any(|state| state.feed.url().is_some())
    }

    #[cfg(any(debug_assertions, feature = "devtools"))]
    /// Whether silence about a toggle means that it is off, and whoever asks about it may have misspelt it. A
    /// page without feeds guards nothing yet, and there are systems that do not name what is off.
    pub(super) fn name_all_toggles(&self) -> bool {
        self.snapshot.knows_toggles()
            && self.listed.iter().all(|state| state.feed.engine().names_every_toggle())
            && self.snapshot.feeds().iter().any(|feed| feed.kinds.toggles)
    }

    /// How each feed is doing, in the order in which they are listed.
    pub(super) fn health(&self, now: Timestamp, forgotten_after: Duration) -> Vec<FeedHealth> {
        let of = |(state, report): (&FeedState, &FeedReport)| FeedHealth {
            overdue: report.report.as_ref().map(|report| overdue(report, now)).unwrap_or_default(),
            forgotten: report
                .report
                .as_ref()
                .map(|report| forgotten(report, now, forgotten_after))
                .unwrap_or_default(),
            engine: state.feed.engine().name(),
            url: state.feed.url().map(str::to_owned),
            confirmed_at: report.confirmed_at,
            stale: report.stale,
            error: state.error.clone(),
            skipped: state.skipped,
        };
        self.listed.iter().zip(self.snapshot.feeds()).map(of).collect()
    }

    fn find(&mut self, number: u64) -> Option<(&mut FeedState, &mut FeedReport)> {
        self.listed.iter_mut().zip(&mut self.snapshot.feeds).find(|(state, _)| state.number == number)
    }

    #[cfg(any(debug_assertions, feature = "devtools"))]
    /// Whether a feed is listed and has said anything.
    pub(super) fn has_answered(&self, number: u64) -> bool {
        let mut both = self.listed.iter().zip(&self.snapshot.feeds);
        both.any(|(state, feed)| state.number == number && feed.report.is_some())
    }

    /// Replaces a feed's report. Returns the subscriptions that may be affected; `None` if the feed is no longer
    /// listed.
    pub(super) fn replace_report(
        &mut self,
        number: u64,
        decoded: Decoded,
        subscriptions: &Subscriptions,
    ) -> Option<Affected> {
        let (state, feed) = self.find(number)?;
        for warning in &decoded.warnings {
            warn(&format!("left out: {warning}"));
        }
        state.skipped = decoded.skipped;
        let Some(old) = feed.report.take() else {
            state.is_partly_stale = false;
            feed.report = Some(decoded.report.reconcile_first().into());
            // From now on a key that no report names is off, so every answer may change.
            return Some(subscriptions.all());
        };
        let (new, holds) = decoded.report.reconcile(&old);
        let mut affected = Affected::default();
        old.changed_toggles(&new, |key| subscriptions.affected_by_toggle(key, &mut affected));
        old.changed_services(&new, |key| subscriptions.affected_by_service(key, &mut affected));
        state.is_partly_stale = holds;
        feed.report = Some(new.into());
        Some(affected)
    }

    /// Notes that a feed confirmed its report. Returns an event if the feed had failed before.
    pub(super) fn confirm(&mut self, number: u64, now: Timestamp) -> Option<OutageEvent> {
        let (state, feed) = self.find(number)?;
        feed.confirmed_at = Some(now);
        feed.stale = state.is_partly_stale;
        state.error.take().map(|_| OutageEvent::FeedRecovered { engine: state.feed.engine().name() })
    }

    /// Notes that a request failed. Returns an event, unless the feed failed for the same reason before.
    pub(super) fn fail(&mut self, number: u64, error: FeedError) -> Option<OutageEvent> {
        let (state, feed) = self.find(number)?;
        feed.stale = feed.report.is_some();
        if state.error.as_ref() == Some(&error) {
            return None;
        }
        let engine = state.feed.engine().name();
        warn(&format!("{}: {error}", state.feed.address().unwrap_or_else(|| engine.into())));
        state.error = Some(error.clone());
        Some(OutageEvent::FeedFailed { engine, error })
    }

    /// Saves a report for the next visit: a new one now, a confirmed one once in [`SAVE_INTERVAL`]. `now` is the
    /// reader's uncorrected clock, by which a saved report ages.
    pub(super) fn save(&mut self, number: u64, now: Timestamp, is_new: bool, cache: Cache) {
        let Some((state, feed)) = self.find(number) else { return };
        // The clock may have been set back since, so the difference may be negative.
        if !is_new && state.saved_at.is_some_and(|saved_at| (now - saved_at).abs() < SAVE_INTERVAL) {
            return;
        }
        if let (Some(report), Some(confirmed_at)) = (&feed.report, feed.confirmed_at) {
            let etag = state.poller.as_ref().and_then(Poller::etag_to_save);
            cache.save(
                &state.feed,
                &SavedReport { report: report.clone(), etag, confirmed_at, written_at: now },
            );
            state.saved_at = Some(now);
        }
    }
}

#[cfg(feature = "devtools")]
impl FeedStates {
    /// What the feeds say, without overrides.
    pub(super) fn feed_reports(&self) -> &[FeedReport] {
        &self.snapshot.feeds[..self.listed.len()]
    }

    /// When each feed is polled next, by its poller's clock.
    pub(super) fn next_polls(&self) -> impl Iterator<Item = NextPoll> {
        self.listed.iter().map(|state| state.poller.as_ref().map_or(NextPoll::Never, Poller::next_poll))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
impl FeedStates {
    pub(super) fn number(&self, place: usize) -> u64 {
        self.listed[place].number
    }
}

/// How a feed is related to one that was listed before.
#[derive(Clone, Copy, PartialEq)]
enum Relation {
    /// It is the same.
    Same,
    /// The same content for the same context, fetched in another way.
    SameContent,
    /// The same address, perhaps for another context.
    SameAddress,
}

impl Relation {
    fn holds(self, feed: &Feed, before: &Feed) -> bool {
        match self {
            Self::Same => feed == before,
            Self::SameContent => feed.has_same_content_as(before),
            Self::SameAddress => feed.is_successor_of(before),
        }
    }

    /// The state with which the feed continues the one before it.
    fn hand_on(
        self,
        before: FeedState,
        mut report: FeedReport,
        feed: &Feed,
        number: u64,
    ) -> (FeedState, FeedReport) {
        match self {
            Self::Same => return (before, report),
            Self::SameContent => {}
            Self::SameAddress => {
                report.stale = report.report.is_some();
                // The author may have mapped services to other keys.
                if let Some(report) = &mut report.report {
                    Rc::make_mut(report).alias_services(feed.service_aliases());
                }
            }
        }
        // Not the ETag: for another request it may stand for another document.
        (
            FeedState {
                error: before.error,
                skipped: before.skipped,
                is_partly_stale: before.is_partly_stale,
                ..FeedState::of(number, feed)
            },
            report,
        )
    }
}

impl FeedState {
    fn new(number: u64, feed: &Feed, saved: impl FnOnce() -> Option<SavedReport>) -> (Self, FeedReport) {
        let mut report = FeedReport::unanswered(feed.engine().reports());
        let mut state = Self::of(number, feed);
        match feed.source() {
            Source::Fixed(fixed) => report.report = Some(fixed.clone()),
            Source::Url(_) => {
                if let Some(saved) = saved() {
                    state.preload(&mut report, saved);
                }
            }
        }
        (state, report)
    }

    fn of(number: u64, feed: &Feed) -> Self {
        let feed = feed.clone();
        Self {
            number,
            feed,
            poller: None,
            error: None,
            skipped: 0,
            saved_etag: None,
            saved_at: None,
            is_partly_stale: false,
        }
    }

    /// Puts a saved report in force until the feed responds.
    fn preload(&mut self, report: &mut FeedReport, saved: SavedReport) {
        self.saved_etag = saved.etag;
        report.report = Some(saved.report);
        report.confirmed_at = Some(saved.confirmed_at);
        report.stale = true;
    }
}
