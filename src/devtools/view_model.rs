//! What the panel shows, as plain values: it draws again only when these differ.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::TimeDelta;

use super::redact;
use super::timeline::{Bar, Timeline};
use crate::model::{
    Availability, FeedReport, MaintenanceWindow, RuleKey, ServiceWindow, Snapshot, Timestamp, Toggle,
    normalized,
};
use crate::store::{FeedHealth, NextPoll, Overrides, Section, Store};

/// So many toggles, and so many windows, are listed at once.
pub(super) const LISTED: usize = 40;

/// A section as the store lists it: its number, itself, and its answer as it stands.
type ListedSection = (u64, Section, Availability);

#[derive(Debug, PartialEq)]
pub(super) struct ViewModel {
    pub(super) overrides: Overrides,
    pub(super) offset: TimeDelta,
    /// `None` while the panel is closed.
    pub(super) inside: Option<OpenPanel>,
}

#[derive(Debug, PartialEq)]
pub(super) struct OpenPanel {
    /// Now, to the minute: nothing on the panel runs faster.
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
    pub(super) address: Option<String>,
    /// In a word.
    pub(super) state: &'static str,
    /// What there is to say of it.
    pub(super) about: String,
    pub(super) is_troubled: bool,
    pub(super) confirmed_at: Option<Timestamp>,
    pub(super) skipped: usize,
    pub(super) next: NextPoll,
}

#[derive(Debug, PartialEq)]
pub(super) struct ToggleRow {
    pub(super) key: Rc<str>,
    /// `None`: a feed that could name it has not answered yet.
    pub(super) said: Option<bool>,
    /// Whether a feed names it.
    pub(super) is_named: bool,
    pub(super) set: Option<bool>,
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
    pub(super) number: u64,
    pub(super) name: Rc<str>,
    pub(super) rule: String,
    pub(super) availability: Availability,
    pub(super) is_overridden: bool,
}

impl ViewModel {
    /// `sought`: the toggles whose keys hold this, whatever their case and underscores.
    pub(super) fn of(store: &Store, is_open: bool, sought: &str) -> Self {
        Self {
            overrides: store.overrides(),
            offset: store.offset(),
            inside: is_open.then(|| OpenPanel::of(store, sought)),
        }
    }
}

impl OpenPanel {
    fn of(store: &Store, sought: &str) -> Self {
        let now = store.now();
        let minute = Timestamp::from_timestamp(now.timestamp().div_euclid(60) * 60, 0).unwrap_or(now);
        let said = store.said();
        let listed = store.sections();
        let (toggles, toggles_left_out) = toggles(store, &listed, said.clone(), sought);
        let windows = all_windows(&said);
        let ends = windows
            .iter()
            .flat_map(|(normalized, _)| [normalized.window.starts_at, normalized.window.ends_at])
            .flatten();
        let timeline = Timeline::holding(minute, ends);
        let mut windows: Vec<_> =
            windows.into_iter().map(|(window, services)| row(window, services, now, timeline)).collect();
        windows.sort_by(|a, b| (a.phase, a.starts_at, &a.id).cmp(&(b.phase, b.starts_at, &b.id)));
        let windows_left_out = windows.len().saturating_sub(LISTED);
        windows.truncate(LISTED);
        Self {
            minute,
            feeds: feeds(store),
            toggles,
            toggles_left_out,
            timeline,
            windows,
            windows_left_out,
            sections: sections(store, listed),
        }
    }
}

pub(super) fn feeds(store: &Store) -> Vec<FeedRow> {
    let row = |(health, next): (FeedHealth, NextPoll)| {
        let (state, about) = state(&health);
        FeedRow {
            engine: health.engine,
            address: health.url.as_deref().map(redact::address),
            state,
            about,
            is_troubled: health.error.is_some() || health.stale,
            confirmed_at: health.confirmed_at,
            skipped: health.skipped,
            next,
        }
    };
    store.feeds().into_iter().map(row).collect()
}

fn state(health: &FeedHealth) -> (&'static str, String) {
    let stale = if health.stale { "; its last report stays in force, stale" } else { "" };
    match &health.error {
        Some(error) => ("failed", format!("{}{stale}", redact::words(&error.to_string()))),
        None if health.url.is_none() => ("fixed", "always says the same".into()),
        None if health.stale => ("stale", "kept from an earlier visit, not confirmed yet".into()),
        None if health.confirmed_at.is_none() => ("waiting", "no answer yet".into()),
        None => ("well", "its report is confirmed".into()),
    }
}

pub(super) fn sections(store: &Store, listed: Vec<ListedSection>) -> Vec<SectionRow> {
    let overrides = store.overrides();
    let row = |(number, section, availability): ListedSection| {
        let mut is_overridden = false;
        section.rule.keys(&mut |key| {
            is_overridden |= matches!(key, RuleKey::Toggle(key) if overrides.get(key).is_some());
        });
        SectionRow { number, rule: section.rule.to_string(), name: section.name, availability, is_overridden }
    };
    listed.into_iter().map(row).collect()
}

/// Those that a section asks about, then the others. Setting one moves none: it has the focus then.
fn toggles(
    store: &Store,
    listed: &[ListedSection],
    said: Vec<FeedReport>,
    sought: &str,
) -> (Vec<ToggleRow>, usize) {
    #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
    enum Rank {
        Asked,
        Other,
    }
    let overrides = store.overrides();
    let said = Snapshot::new(said);
    let mut keys: BTreeMap<Box<str>, (Rank, Rc<str>)> = BTreeMap::new();
    let sought = normalized(sought.trim());
    let mut add = |key: &str, rank: Rank| {
        let normalized = normalized(key);
        if normalized.contains(&*sought) {
            keys.entry(normalized).or_insert_with(|| (rank, key.into()));
        }
    };
    for (_, section, _) in listed {
        section.rule.keys(&mut |key| {
            if let RuleKey::Toggle(key) = key {
                add(key, Rank::Asked);
            }
        });
    }
    said.reports().flat_map(|report| report.toggles()).for_each(|(key, _)| add(key, Rank::Other));
    overrides.iter().for_each(|(key, _)| add(key, Rank::Other));
    let mut keys: Vec<_> = keys.into_values().collect();
    keys.sort();
    let left_out = keys.len().saturating_sub(LISTED);
    let row = |(_, key): (Rank, Rc<str>)| ToggleRow {
        said: said.toggle(&key).as_ref().map(Toggle::is_on),
        is_named: said.mentioned(&key).is_some(),
        set: overrides.get(&key),
        key,
    };
    (keys.into_iter().take(LISTED).map(row).collect(), left_out)
}

/// Each window once, with every service it is normalized under. One that was kept from an earlier visit comes once
/// for each of them.
fn all_windows(said: &[FeedReport]) -> Vec<(&ServiceWindow, Vec<Rc<str>>)> {
    type Same<'a> = (&'a str, Option<Timestamp>, Option<Timestamp>);
    let mut windows: BTreeMap<Same<'_>, (&ServiceWindow, Vec<Rc<str>>)> = BTreeMap::new();
    let normalized =
        said.iter().filter_map(|feed| feed.report.as_deref()).flat_map(|report| report.service_windows());
    for normalized in normalized {
        let same = (&*normalized.window.id, normalized.window.starts_at, normalized.window.ends_at);
        let (_, services) = windows.entry(same).or_insert_with(|| (normalized, Vec::new()));
        if !services.contains(&normalized.service) {
            services.push(normalized.service.clone());
        }
    }
    windows.into_values().collect()
}

fn row(normalized: &ServiceWindow, services: Vec<Rc<str>>, now: Timestamp, line: Timeline) -> WindowRow {
    let MaintenanceWindow { id, starts_at, ends_at, message, .. } = (*normalized.window).clone();
    let phase = match (starts_at, ends_at) {
        // Its source says so, whatever was planned.
        _ if normalized.ongoing => Phase::On,
        (_, Some(end)) if end <= now => Phase::Over,
        (Some(start), _) if start > now => Phase::Ahead,
        _ => Phase::On,
    };
    WindowRow { id, services, starts_at, ends_at, message, phase, bar: line.bar(starts_at, ends_at) }
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

    fn window(id: &str, services: &[&str], hours: (Option<i64>, Option<i64>)) -> MaintenanceWindow {
        let at = |hours: i64| noon() + TimeDelta::hours(hours);
        MaintenanceWindow {
            id: id.into(),
            services: services.iter().map(|service| (*service).into()).collect(),
            starts_at: hours.0.map(at),
            ends_at: hours.1.map(at),
            message: None,
            link: None,
        }
    }

    fn store(feeds: impl Into<Feeds>) -> (Rc<Store>, ManualClock) {
        let clock = ManualClock::at(noon());
        (Store::new(ClockHandle::from(clock.clone()), Settings::default(), &feeds.into(), None), clock)
    }

    fn keys(view_model: &ViewModel) -> Vec<&str> {
        view_model.inside.iter().flat_map(|inside| &inside.toggles).map(|toggle| &*toggle.key).collect()
    }

    #[test]
    fn it_stays_the_same_until_something_shown_is_otherwise() {
        let (store, clock) = store(Feed::fixed([("a", true)]));
        let (closed, open) = (ViewModel::of(&store, false, ""), ViewModel::of(&store, true, ""));
        clock.advance(Duration::from_secs(59));
        assert_eq!(ViewModel::of(&store, true, ""), open);
        clock.advance(Duration::from_secs(1));
        assert_ne!(ViewModel::of(&store, true, ""), open);
        assert_eq!(ViewModel::of(&store, false, ""), closed);
        store.travel(TimeDelta::hours(1));
        assert_ne!(ViewModel::of(&store, false, ""), closed);
    }

    #[test]
    fn a_toggle_that_is_set_stays_in_its_place_and_each_is_listed_once_whatever_its_spelling() {
        let feed = Feed::fixed([("a_b", true), ("b", false), ("c", true)]);
        let mut loose = Report::builder().spelling(Spelling::Loose);
        loose.toggle("aB", Toggle::off());
        let (store, _) = store([feed, Feed::fixed_report(loose.build())]);
        let mut overrides = Overrides::default();
        overrides.set("c", Some(false));
        overrides.set("nobody names it", Some(true));
        store.set_overrides(overrides);
        let view_model = ViewModel::of(&store, true, "");
        assert_eq!(keys(&view_model), ["a_b", "b", "c", "nobody names it"]);
        assert_eq!(keys(&ViewModel::of(&store, true, " A_B ")), ["a_b"]);
        let toggles = view_model.inside.unwrap().toggles;
        let row = |toggle: &ToggleRow| (toggle.said, toggle.is_named, toggle.set);
        assert_eq!(row(&toggles[2]), (Some(true), true, Some(false)), "the feed still says what it says");
        assert_eq!(row(&toggles[3]), (Some(false), false, Some(true)));
        assert_eq!(row(&toggles[0]), (Some(false), true, None));
    }

    #[test]
    fn toggles_are_not_known_before_every_feed_has_answered() {
        let (store, _) = store([Feed::plain("/silent"), Feed::fixed([("a", true)])]);
        let mut overrides = Overrides::default();
        overrides.set("b", Some(true));
        store.set_overrides(overrides);
        let toggles = ViewModel::of(&store, true, "").inside.unwrap().toggles;
        let said: Vec<_> = toggles.iter().map(|toggle| (&*toggle.key, toggle.said)).collect();
        assert_eq!(said, [("a", Some(true)), ("b", None)]);
    }

    #[test]
    fn a_window_is_listed_once_with_all_its_services_and_those_that_are_on_first() {
        let mut report = Report::builder();
        report.window(window("over", &["a"], (Some(-3), Some(-2))));
        report.window(window("ahead", &["b", "a"], (Some(1), None)));
        report.window(window("on", &["a"], (None, Some(1))));
        let (store, _) = store(Feed::fixed_report(report.build()));
        let listed = |store: &Store| {
            let windows = ViewModel::of(store, true, "").inside.unwrap().windows;
            windows
                .iter()
                .map(|w| format!("{} {:?} {}", w.id, w.phase, w.services.join("+")))
                .collect::<Vec<_>>()
        };
        assert_eq!(listed(&store), ["on On a", "ahead Ahead a+b", "over Over a"]);
        store.travel(TimeDelta::hours(1));
        assert_eq!(listed(&store), ["ahead On a+b", "on Over a", "over Over a"]);
    }
}
