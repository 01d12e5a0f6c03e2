//! What the panel shows, as plain values. The panel renders again only when they change.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::TimeDelta;

use super::redact;
use super::timeline::{Bar, Timeline};
use crate::components::{Section, SectionList};
use crate::feed::redacted_url;
use crate::model::{
    Availability, FeedReport, Outage, RuleKey, ServiceOutage, Snapshot, Timestamp, Toggle, normalized,
};
use crate::store::{FeedHealth, NextPoll, Overrides, Store};

/// How many toggles, and how many windows, the panel lists at most.
const MAX_LISTED: usize = 40;

#[derive(Debug, PartialEq)]
pub(super) struct ViewModel {
    pub(super) overrides: Overrides,
    pub(super) offset: TimeDelta,
    /// `None` while the panel is closed.
    pub(super) open: Option<OpenPanel>,
}

#[derive(Debug, PartialEq)]
pub(super) struct OpenPanel {
    /// The guard's time, rounded down to the minute so that the panel renders at most once a minute for it.
    pub(super) minute: Timestamp,
    pub(super) feeds: Vec<FeedRow>,
    pub(super) toggles: Vec<ToggleRow>,
    pub(super) toggles_left_out: usize,
    pub(super) timeline: Timeline,
    pub(super) windows: Vec<WindowRow>,
    pub(super) windows_left_out: usize,
    pub(super) sections: Vec<SectionRow>,
}

#[derive(Debug, PartialEq)]
pub(super) struct FeedRow {
    pub(super) engine: &'static str,
    pub(super) url: Option<String>,
    /// Its state in one word.
    pub(super) state: &'static str,
    /// More about that state.
    pub(super) details: String,
    pub(super) has_problem: bool,
    pub(super) confirmed_at: Option<Timestamp>,
    pub(super) skipped: usize,
    pub(super) overdue: Vec<Rc<str>>,
    pub(super) forgotten: Vec<Rc<str>>,
    pub(super) next: NextPoll,
}

#[derive(Debug, PartialEq)]
pub(super) struct ToggleRow {
    pub(super) key: Rc<str>,
    /// What the feeds say. `None` while a feed that could name it has not answered yet.
    pub(super) reported: Option<bool>,
    /// Whether a feed names it.
    pub(super) is_named: bool,
    pub(super) overridden: Option<bool>,
}

#[derive(Debug, PartialEq)]
pub(super) struct WindowRow {
    pub(super) id: Rc<str>,
    pub(super) services: Vec<Rc<str>>,
    pub(super) starts_at: Option<Timestamp>,
    pub(super) ends_at: Option<Timestamp>,
    pub(super) message: Option<Rc<str>>,
    pub(super) phase: Phase,
    pub(super) bar: Bar,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Phase {
    On,
    Ahead,
    Over,
}

#[derive(Debug, PartialEq)]
pub(super) struct SectionRow {
    pub(super) number: usize,
    pub(super) name: Rc<str>,
    pub(super) rule: String,
    pub(super) availability: Availability,
    pub(super) is_overridden: bool,
}

impl ViewModel {
    /// `search` limits the toggles to keys that contain it, ignoring case and underscores.
    pub(super) fn of(store: &Store, sections: &SectionList, is_open: bool, search: &str) -> Self {
        Self {
            overrides: store.overrides(),
            offset: store.time_shift(),
            open: is_open.then(|| OpenPanel::of(store, sections, search)),
        }
    }
}

impl OpenPanel {
    fn of(store: &Store, sections: &SectionList, search: &str) -> Self {
        let now = store.now();
        let minute = Timestamp::from_timestamp(now.timestamp().div_euclid(60) * 60, 0).unwrap_or(now);
        let reports = store.feed_reports();
        let listed = sections.in_page_order();
        let (toggles, toggles_left_out) = toggles(store, &listed, reports.clone(), search);
        let windows = all_windows(&reports);
        let ends =
            windows.iter().flat_map(|(entry, _)| [entry.outage.starts_at, entry.outage.ends_at]).flatten();
        let timeline = Timeline::covering(minute, ends);
        let mut windows: Vec<_> =
            windows.into_iter().map(|(entry, services)| window_row(entry, services, now, timeline)).collect();
        windows.sort_by(|a, b| (a.phase, a.starts_at, &a.id).cmp(&(b.phase, b.starts_at, &b.id)));
        let windows_left_out = windows.len().saturating_sub(MAX_LISTED);
        windows.truncate(MAX_LISTED);
        Self {
            minute,
            feeds: feeds(store),
            toggles,
            toggles_left_out,
            timeline,
            windows,
            windows_left_out,
            sections: section_rows(store, listed),
        }
    }
}

pub(super) fn feeds(store: &Store) -> Vec<FeedRow> {
    let row = |(health, next): (FeedHealth, NextPoll)| {
        let (state, details) = state(&health);
        FeedRow {
            engine: health.engine,
            url: health.url.as_deref().map(redacted_url),
            state,
            details,
            has_problem: health.error.is_some() || health.stale,
            confirmed_at: health.confirmed_at,
            skipped: health.skipped,
            overdue: health.overdue,
            forgotten: health.forgotten,
            next,
        }
    };
    store.feeds().into_iter().map(row).collect()
}

fn state(health: &FeedHealth) -> (&'static str, String) {
    let stale = if health.stale { "; its last report stays in force and is stale" } else { "" };
    match &health.error {
        Some(error) => ("failed", format!("{}{stale}", redact::message(&error.to_string()))),
        None if health.url.is_none() => ("fixed", "its report never changes".into()),
        None if health.stale => ("stale", "from the cache, not confirmed yet".into()),
        None if health.confirmed_at.is_none() => ("waiting", "no response yet".into()),
        None => ("healthy", "its report is confirmed".into()),
    }
}

/// One row for each section, with its current availability.
pub(super) fn section_rows(store: &Store, listed: Vec<Rc<Section>>) -> Vec<SectionRow> {
    let overrides = store.overrides();
    let row = |section: Rc<Section>| {
        let mut is_overridden = false;
        section.rule.keys(&mut |key| {
            is_overridden |= matches!(key, RuleKey::Toggle(key) if overrides.get(key).is_some());
        });
        SectionRow {
            number: section.number(),
            rule: section.rule.to_string(),
            name: section.name.as_str().into(),
            availability: section.answer().availability().clone(),
            is_overridden,
        }
    };
    listed.into_iter().map(row).collect()
}

/// The toggles that a section's rule names, then the others, and how many are left out. Overriding a toggle does
/// not move its row, because the row has the focus then.
fn toggles(
    store: &Store,
    listed: &[Rc<Section>],
    reports: Vec<FeedReport>,
    search: &str,
) -> (Vec<ToggleRow>, usize) {
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Rank {
        InRule,
        Other,
    }
    let overrides = store.overrides();
    let snapshot = Snapshot::new(reports);
    let mut keys: BTreeMap<Box<str>, (Rank, Rc<str>)> = BTreeMap::new();
    let search = normalized(search.trim());
    let mut add = |key: &str, rank: Rank| {
        let normalized = normalized(key);
        if normalized.contains(&*search) {
            keys.entry(normalized).or_insert_with(|| (rank, key.into()));
        }
    };
    for section in listed {
        section.rule.keys(&mut |key| {
            if let RuleKey::Toggle(key) = key {
                add(key, Rank::InRule);
            }
        });
    }
    snapshot.reports().flat_map(|report| report.toggles()).for_each(|(key, _)| add(key, Rank::Other));
    overrides.iter().for_each(|(key, _)| add(key, Rank::Other));
    let mut keys: Vec<_> = keys.into_values().collect();
    keys.sort();
    let left_out = keys.len().saturating_sub(MAX_LISTED);
    let row = |(_, key): (Rank, Rc<str>)| ToggleRow {
        reported: snapshot.toggle(&key).as_ref().map(Toggle::is_on),
        is_named: snapshot.mentioned(&key).is_some(),
        overridden: overrides.get(&key),
        key,
    };
    (keys.into_iter().take(MAX_LISTED).map(row).collect(), left_out)
}

/// Each window once, with all its services. A report from the cache lists a window once per service.
fn all_windows(reports: &[FeedReport]) -> Vec<(&ServiceOutage, Vec<Rc<str>>)> {
    type Identity<'a> = (&'a str, Option<Timestamp>, Option<Timestamp>);
    let mut windows: BTreeMap<Identity<'_>, (&ServiceOutage, Vec<Rc<str>>)> = BTreeMap::new();
    let entries =
        reports.iter().filter_map(|feed| feed.report.as_deref()).flat_map(|report| report.service_outages());
    for entry in entries {
        let identity = (&*entry.outage.id, entry.outage.starts_at, entry.outage.ends_at);
        let (_, services) = windows.entry(identity).or_insert_with(|| (entry, Vec::new()));
        if !services.contains(&entry.service) {
            services.push(entry.service.clone());
        }
    }
    windows.into_values().collect()
}

fn window_row(
    entry: &ServiceOutage,
    services: Vec<Rc<str>>,
    now: Timestamp,
    timeline: Timeline,
) -> WindowRow {
    let Outage { id, starts_at, ends_at, message, .. } = (*entry.outage).clone();
    let phase = match (starts_at, ends_at) {
        // Its source says that it is on, whatever times were planned.
        _ if entry.ongoing => Phase::On,
        (_, Some(end)) if end <= now => Phase::Over,
        (Some(start), _) if start > now => Phase::Ahead,
        _ => Phase::On,
    };
    WindowRow { id, services, starts_at, ends_at, message, phase, bar: timeline.bar(starts_at, ends_at) }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::feed::{Feed, Feeds};
    use crate::model::{Report, Spelling};
    use crate::store::{ClockHandle, ManualClock, Settings};

    fn noon() -> Timestamp {
        "2026-05-02T12:00:00Z".parse().unwrap()
    }

    fn window(id: &str, services: &[&str], hours: (Option<i64>, Option<i64>)) -> Outage {
        let at = |hours: i64| noon() + TimeDelta::hours(hours);
        Outage::planned(id, services.iter().copied())
            .with_starts_at(hours.0.map(at))
            .with_ends_at(hours.1.map(at))
    }

    fn store(feeds: impl Into<Feeds>) -> (Rc<Store>, ManualClock) {
        let clock = ManualClock::at(noon());
        (Store::new(ClockHandle::from(clock.clone()), Settings::default(), &feeds.into(), None), clock)
    }

    fn keys(view_model: &ViewModel) -> Vec<&str> {
        view_model.open.iter().flat_map(|open| &open.toggles).map(|toggle| &*toggle.key).collect()
    }

    #[test]
    fn it_changes_only_when_something_that_it_shows_changes() {
        let (store, clock) = store(Feed::fixed([("a", true)]));
        let (closed, open) = (
            ViewModel::of(&store, &SectionList::default(), false, ""),
            ViewModel::of(&store, &SectionList::default(), true, ""),
        );
        clock.advance(Duration::from_secs(59));
        assert_eq!(ViewModel::of(&store, &SectionList::default(), true, ""), open);
        clock.advance(Duration::from_secs(1));
        assert_ne!(ViewModel::of(&store, &SectionList::default(), true, ""), open);
        assert_eq!(ViewModel::of(&store, &SectionList::default(), false, ""), closed);
        store.shift_time(TimeDelta::hours(1));
        assert_ne!(ViewModel::of(&store, &SectionList::default(), false, ""), closed);
    }

    #[test]
    fn overriding_a_toggle_keeps_its_row_and_spellings_of_one_key_share_a_row() {
        let feed = Feed::fixed([("a_b", true), ("b", false), ("c", true)]);
        let mut loose = Report::builder().spelling(Spelling::Loose);
        loose.toggle("aB", Toggle::off());
        let (store, _) = store([feed, Feed::fixed_report(loose.build())]);
        let mut overrides = Overrides::default();
        overrides.set("c", Some(false));
        overrides.set("nobody names it", Some(true));
        store.set_overrides(overrides);
        let view_model = ViewModel::of(&store, &SectionList::default(), true, "");
        assert_eq!(keys(&view_model), ["a_b", "b", "c", "nobody names it"]);
        assert_eq!(keys(&ViewModel::of(&store, &SectionList::default(), true, " A_B ")), ["a_b"]);
        let toggles = view_model.open.unwrap().toggles;
        let row = |toggle: &ToggleRow| (toggle.reported, toggle.is_named, toggle.overridden);
        assert_eq!(
            row(&toggles[2]),
            (Some(true), true, Some(false)),
            "the override leaves the report as it is"
        );
        assert_eq!(row(&toggles[3]), (Some(false), false, Some(true)));
        assert_eq!(row(&toggles[0]), (Some(false), true, None));
    }

    #[test]
    fn a_toggle_is_unknown_until_every_feed_has_answered() {
        let (store, _) = store([Feed::plain("/silent"), Feed::fixed([("a", true)])]);
        let mut overrides = Overrides::default();
        overrides.set("b", Some(true));
        store.set_overrides(overrides);
        let toggles = ViewModel::of(&store, &SectionList::default(), true, "").open.unwrap().toggles;
        let reported: Vec<_> = toggles.iter().map(|toggle| (&*toggle.key, toggle.reported)).collect();
        assert_eq!(reported, [("a", Some(true)), ("b", None)]);
    }

    #[test]
    fn each_window_is_listed_once_with_all_its_services_and_current_windows_first() {
        let mut report = Report::builder();
        report.outage(window("over", &["a"], (Some(-3), Some(-2))));
        report.outage(window("ahead", &["b", "a"], (Some(1), None)));
        report.outage(window("on", &["a"], (None, Some(1))));
        let (store, _) = store(Feed::fixed_report(report.build()));
        let listed = |store: &Store| {
            let windows = ViewModel::of(store, &SectionList::default(), true, "").open.unwrap().windows;
            windows
                .iter()
                .map(|window| format!("{} {:?} {}", window.id, window.phase, window.services.join("+")))
                .collect::<Vec<_>>()
        };
        assert_eq!(listed(&store), ["on On a", "ahead Ahead a+b", "over Over a"]);
        store.shift_time(TimeDelta::hours(1));
        assert_eq!(listed(&store), ["ahead On a+b", "on Over a", "over Over a"]);
    }
}
