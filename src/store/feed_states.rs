//! Feeds in: those that are listed, what each said last, and how it is doing.

use std::rc::Rc;

use chrono::TimeDelta;

use super::console::warn;
use super::event::OutageEvent;
use super::health::FeedHealth;
#[cfg(feature = "devtools")]
use super::inspect::NextPoll;
use super::persist::Cache;
use super::persist::SavedReport;
use super::poller::Poller;
use super::subscriptions::{Affected, Subscriptions};
use crate::feed::{Decoded, Feed, FeedError, Feeds, Source};
use crate::model::{FeedReport, Snapshot, Timestamp};

/// A report that is merely confirmed is kept again no more often than this.
const KEPT_EVERY: TimeDelta = TimeDelta::minutes(10);

/// The feeds of one guard, in the order in which they count.
#[derive(Default)]
pub(super) struct FeedStates {
    listed: Vec<FeedState>,
    made: u64,
    /// What they said, at the same places in the same order.
    snapshot: Snapshot,
}

/// One feed and how it is doing.
struct FeedState {
    /// Its own for as long as the feed is listed; its place in the list is not.
    number: u64,
    feed: Feed,
    poller: Option<Poller>,
    error: Option<FeedError>,
    skipped: usize,
    /// The ETag of a report that was known before the feed was asked.
    kept_etag: Option<String>,
    /// When its report was kept last, by the clock that it is written by.
    kept_at: Option<Timestamp>,
    /// The last answer could not be read whole, and what was known of the rest is held.
    holds: bool,
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

    /// Lists these feeds. One that is listed again goes on undisturbed. One that is only asked otherwise keeps its
    /// report. One that asks for somebody else keeps it as well, as stale: what was down stays down until it has
    /// answered. One that is not listed any more is forgotten. Of one that is new, `known` may have a report: it
    /// is called with its place. Gives back whether there is a new one of which nothing is known.
    pub(super) fn list(
        &mut self,
        feeds: &Feeds,
        known: impl Fn(usize, &Feed) -> Option<SavedReport>,
    ) -> bool {
        let mut before: Vec<(FeedState, FeedReport)> =
            self.listed.drain(..).zip(std::mem::take(&mut self.snapshot.feeds)).collect();
        let mut listed: Vec<Option<(FeedState, FeedReport)>> = feeds.iter().map(|_| None).collect();
        // The closest go first, so that none takes the place of a closer one.
        for kinship in [Relation::Same, Relation::AskedOtherwise, Relation::Successor] {
            for (place, feed) in listed.iter_mut().zip(feeds.iter()).filter(|(place, _)| place.is_none()) {
                let found = before.iter().position(|(state, _)| kinship.holds(feed, &state.feed));
                *place = found.map(|at| {
                    let (state, report) = before.remove(at);
                    self.made += 1;
                    kinship.hand_on(state, report, feed, self.made)
                });
            }
        }
        let mut is_unknown = false;
        for (place, (listed, feed)) in listed.into_iter().zip(feeds.iter()).enumerate() {
            let (state, report) = listed.unwrap_or_else(|| {
                self.made += 1;
                let new = FeedState::new(self.made, feed, || known(place, feed));
                is_unknown |= new.1.report.is_none();
                new
            });
            self.listed.push(state);
            self.snapshot.feeds.push(report);
        }
        is_unknown
    }

    /// Puts what was kept of a feed in the place of an older report that came with the page.
    pub(super) fn prefer_newer(&mut self, known: impl Fn(&Feed) -> Option<SavedReport>) {
        for (state, feed) in self.listed.iter_mut().zip(&mut self.snapshot.feeds) {
            let is_newer = |kept: &SavedReport| feed.confirmed_at.is_none_or(|at| at < kept.confirmed_at);
            if let (Source::Url(_), Some(kept)) = (state.feed.source(), known(&state.feed).filter(is_newer)) {
                state.know(feed, kept);
            }
        }
    }

    /// Whether this feed is listed.
    pub(super) fn lists(&self, number: u64) -> bool {
        self.listed.iter().any(|state| state.number == number)
    }

    /// Begins to ask, by what `poll` makes, where nobody asks yet: it is called with a feed's number, the
    /// feed, its URL, and the ETag of what is known.
    pub(super) fn start(&mut self, poll: impl Fn(u64, &Feed, &Rc<str>, Option<String>) -> Poller) {
        for state in self.listed.iter_mut().filter(|state| state.poller.is_none()) {
            if let Source::Url(url) = state.feed.source() {
                state.poller = Some(poll(state.number, &state.feed, url, state.kept_etag.take()));
            }
        }
    }

    /// Stops asking.
    pub(super) fn stop(&mut self) {
        self.listed.iter_mut().for_each(|state| state.poller = None);
    }

    pub(super) fn pollers(&self) -> impl Iterator<Item = &Poller> {
        self.listed.iter().filter_map(|state| state.poller.as_ref())
    }

    /// Whether there is anybody to ask: a fixed feed is not.
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
    pub(super) fn health(&self) -> Vec<FeedHealth> {
        let of = |(state, report): (&FeedState, &FeedReport)| FeedHealth {
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

    /// Puts a new report in place of the old one and gives back whom that may concern; `None` if the feed is
    /// no longer listed.
    pub(super) fn take(
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
            state.holds = false;
            feed.report = Some(decoded.report.reconcile_first().into());
            // Silence means something else from now on: keys that no report names are off.
            return Some(subscriptions.everyone());
        };
        let (new, holds) = decoded.report.reconcile(&old);
        let mut affected = Affected::default();
        old.changed_toggles(&new, |key| subscriptions.affected_by_toggle(key, &mut affected));
        old.changed_services(&new, |key| subscriptions.affected_by_service(key, &mut affected));
        state.holds = holds;
        feed.report = Some(new.into());
        Some(affected)
    }

    /// Notes that what a feed said holds now. Gives back the news if it had failed before.
    pub(super) fn confirm(&mut self, number: u64, now: Timestamp) -> Option<OutageEvent> {
        let (state, feed) = self.find(number)?;
        feed.confirmed_at = Some(now);
        feed.stale = state.holds;
        state.error.take().map(|_| OutageEvent::FeedRecovered { engine: state.feed.engine().name() })
    }

    /// Notes that a feed could not be asked. Gives back the news; a fault that lasts is one fault.
    pub(super) fn fail(&mut self, number: u64, error: FeedError) -> Option<OutageEvent> {
        let (state, feed) = self.find(number)?;
        feed.stale = feed.report.is_some();
        if state.error.as_ref() == Some(&error) {
            return None;
        }
        let engine = state.feed.engine().name();
        warn(&format!("{}: {error}", state.feed.address().unwrap_or(engine)));
        state.error = Some(error.clone());
        Some(OutageEvent::FeedFailed { engine, error })
    }

    /// Keeps a report for the next visit: a new one at once, one that was confirmed now and then. `now` is by the
    /// clock that it will be read by.
    pub(super) fn keep(&mut self, number: u64, now: Timestamp, new: bool, cache: Cache) {
        let Some((state, feed)) = self.find(number) else { return };
        // A clock that was set back since says nothing of when.
        if !new && state.kept_at.is_some_and(|kept| (now - kept).abs() < KEPT_EVERY) {
            return;
        }
        if let (Some(report), Some(confirmed_at)) = (&feed.report, feed.confirmed_at) {
            let etag = state.poller.as_ref().and_then(Poller::etag_to_keep);
            cache.keep(
                &state.feed,
                &SavedReport { report: report.clone(), etag, confirmed_at, written_at: now },
            );
            state.kept_at = Some(now);
        }
    }
}

#[cfg(feature = "devtools")]
impl FeedStates {
    /// What the feeds say, without what is set in its place.
    pub(super) fn said(&self) -> &[FeedReport] {
        &self.snapshot.feeds[..self.listed.len()]
    }

    /// Puts this after all that the feeds say, in the place of what was put there before.
    pub(super) fn override_by(&mut self, report: Option<FeedReport>) {
        self.snapshot.feeds.truncate(self.listed.len());
        self.snapshot.feeds.extend(report);
    }

    /// When each feed is asked next, by its poller's clock.
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

/// How a feed that is listed is related to one that was.
#[derive(Clone, Copy, PartialEq)]
enum Relation {
    /// It is the same.
    Same,
    /// It says the same to the same people.
    AskedOtherwise,
    /// It is at the same address, for other people perhaps.
    Successor,
}

impl Relation {
    fn holds(self, feed: &Feed, before: &Feed) -> bool {
        match self {
            Self::Same => feed == before,
            Self::AskedOtherwise => feed.has_same_content_as(before),
            Self::Successor => feed.is_successor_of(before),
        }
    }

    /// What the feed begins with after the one before it.
    fn hand_on(
        self,
        before: FeedState,
        mut report: FeedReport,
        feed: &Feed,
        number: u64,
    ) -> (FeedState, FeedReport) {
        match self {
            Self::Same => return (before, report),
            Self::AskedOtherwise => {}
            Self::Successor => {
                report.stale = report.report.is_some();
                // Sections may ask by other names from now on.
                if let Some(report) = &mut report.report {
                    Rc::make_mut(report).alias_services(feed.service_aliases());
                }
            }
        }
        // Without the ETag: to another question the same one may mean something else.
        (
            FeedState {
                error: before.error,
                skipped: before.skipped,
                holds: before.holds,
                ..FeedState::of(number, feed)
            },
            report,
        )
    }
}

impl FeedState {
    fn new(number: u64, feed: &Feed, known: impl FnOnce() -> Option<SavedReport>) -> (Self, FeedReport) {
        let mut report = FeedReport::unanswered(feed.engine().reports());
        let mut state = Self::of(number, feed);
        match feed.source() {
            Source::Fixed(fixed) => report.report = Some(fixed.clone()),
            Source::Url(_) => {
                if let Some(kept) = known() {
                    state.know(&mut report, kept);
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
            kept_etag: None,
            kept_at: None,
            holds: false,
        }
    }

    /// Begins with what was known before the feed is asked.
    fn know(&mut self, report: &mut FeedReport, kept: SavedReport) {
        self.kept_etag = kept.etag;
        report.report = Some(kept.report);
        report.confirmed_at = Some(kept.confirmed_at);
        report.stale = true;
    }
}
