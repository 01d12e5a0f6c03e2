//! A plain-text report about the page's outages, for a bug tracker. It contains no secrets.

use std::fmt::{self, Write as _};

use chrono::TimeDelta;

use super::format;
use super::redact;
use super::view_model::{FeedRow, SectionRow, feeds, section_rows};
use crate::components::SectionList;
use crate::feed::redacted_url;
use crate::model::timestamp::to_rfc3339;
use crate::model::{Downtime, Timestamp};
use crate::store::{NextPoll, OutageEvent, Overrides, Store};

/// Where the page runs.
#[derive(Default)]
pub(super) struct Environment {
    pub(super) url: String,
    pub(super) user_agent: String,
    pub(super) language: String,
    pub(super) time_zone: String,
}

/// What the guard knows.
struct Facts {
    now: Timestamp,
    offset: TimeDelta,
    feeds: Vec<FeedRow>,
    overrides: Overrides,
    sections: Vec<SectionRow>,
    events: Vec<(Timestamp, OutageEvent)>,
}

pub(super) fn bug_report(store: &Store, sections: &SectionList, environment: &Environment) -> String {
    let facts = Facts {
        now: store.now(),
        offset: store.time_shift(),
        feeds: feeds(store),
        overrides: store.overrides(),
        sections: section_rows(store, sections.in_page_order()),
        events: store.events(),
    };
    let mut text = String::new();
    // Writing to a `String` never fails.
    let _ = write(&mut text, environment, &facts);
    text
}

fn write(text: &mut String, environment: &Environment, facts: &Facts) -> fmt::Result {
    let Environment { url, user_agent, language, time_zone } = environment;
    writeln!(text, "yew-outage {}", env!("CARGO_PKG_VERSION"))?;
    writeln!(text, "Page: {}", redacted_url(url))?;
    writeln!(text, "Browser: {user_agent}")?;
    writeln!(text, "Language: {language}; time zone: {time_zone}")?;
    write!(text, "Time: {}", to_rfc3339(facts.now))?;
    if facts.offset != TimeDelta::zero() {
        write!(text, ", {} from the real time", format::offset(facts.offset))?;
    }
    text.push('\n');
    list(text, "Feeds", &facts.feeds, |text, feed| {
        let url = feed.url.as_deref().unwrap_or("-");
        write!(text, "{} {url}: {}, {}", feed.engine, feed.state, feed.details)?;
        if let Some(at) = feed.confirmed_at {
            write!(text, "; confirmed {}", to_rfc3339(at))?;
        }
        if feed.skipped > 0 {
            write!(text, "; {} entries left out", feed.skipped)?;
        }
        for (what, names) in [("overdue", &feed.overdue), ("forgotten", &feed.forgotten)] {
            if !names.is_empty() {
                write!(text, "; {what}: {}", format::names(names))?;
            }
        }
        match feed.next {
            NextPoll::At(at) => write!(text, "; next {}", to_rfc3339(at)),
            NextPoll::Stopped => text.write_str("; stopped"),
            NextPoll::Asleep => text.write_str("; asleep"),
            NextPoll::InFlight => text.write_str("; in flight"),
            NextPoll::Never => Ok(()),
        }
    })?;
    list(text, "Overrides", &facts.overrides.iter().collect::<Vec<_>>(), |text, (key, on)| {
        write!(text, "{key}: {}", if *on { "on" } else { "off" })
    })?;
    list(text, "Sections", &facts.sections, |text, section| {
        write!(text, "{}: {}", section.name, section.availability.name())?;
        section.availability.downtime().map_or(Ok(()), |downtime| when(text, downtime))?;
        write!(text, "; rule: {}", section.rule)?;
        text.write_str(if section.is_overridden { "; overridden" } else { "" })
    })?;
    list(text, "Last events", &facts.events, |text, (at, event)| {
        write!(text, "{} ", to_rfc3339(*at))?;
        match event {
            OutageEvent::SectionDown { section, downtime } => {
                write!(text, "section {section} down")?;
                when(text, downtime)
            }
            OutageEvent::SectionWarned { section, downtime } => {
                write!(text, "section {section} warned")?;
                when(text, downtime)
            }
            OutageEvent::SectionDegraded { section, downtime } => {
                write!(text, "section {section} degraded")?;
                when(text, downtime)
            }
            OutageEvent::SectionOverdue { section, downtime } => {
                write!(text, "section {section} overdue")?;
                when(text, downtime)
            }
            OutageEvent::SectionForgotten { section, downtime } => {
                write!(text, "section {section} forgotten")?;
                when(text, downtime)
            }
            OutageEvent::SectionBack { section } => write!(text, "section {section} back"),
            OutageEvent::FeedFailed { engine, error } => {
                write!(text, "feed {engine} failed: {}", redact::message(&error.to_string()))
            }
            OutageEvent::FeedRecovered { engine } => write!(text, "feed {engine} recovered"),
        }
    })
}

fn list<T>(
    text: &mut String,
    heading: &str,
    items: &[T],
    write_item: impl Fn(&mut String, &T) -> fmt::Result,
) -> fmt::Result {
    writeln!(text, "\n{heading}")?;
    if items.is_empty() {
        writeln!(text, "- none")?;
    }
    for item in items {
        text.push_str("- ");
        write_item(text, item)?;
        text.push('\n');
    }
    Ok(())
}

fn when(text: &mut String, downtime: &Downtime) -> fmt::Result {
    if let Some(since) = downtime.since {
        write!(text, " from {}", to_rfc3339(since))?;
    }
    match downtime.until {
        Some(until) => write!(text, " until {}", to_rfc3339(until)),
        None => text.write_str(", no end known"),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::feed::FeedError;
    use crate::model::Availability;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn facts() -> Facts {
        let feed = FeedRow {
            engine: "plain",
            url: Some("https://a.example/toggles".into()),
            state: "failed",
            details: "no answer in time".into(),
            has_problem: true,
            confirmed_at: Some(at("2026-05-02T19:59:00Z")),
            skipped: 2,
            overdue: vec!["hide_bank".into()],
            forgotten: vec!["hide_bank".into(), "PW98YIO".into()],
            next: NextPoll::At(at("2026-05-02T20:00:30Z")),
        };
        let until = Some(at("2026-05-02T22:00:00Z"));
        let section = SectionRow {
            number: 1,
            name: "bank".into(),
            rule: "hide_bank or service bank".into(),
            availability: Availability::Down(Downtime { until, ..Downtime::default() }),
            is_overridden: true,
        };
        let mut overrides = Overrides::default();
        overrides.set("hide_bank", Some(true));
        let reason = "Failed to parse URL from https://me:secret@a.example/x?secret#secret".to_owned();
        Facts {
            now: at("2026-05-02T20:00:00Z"),
            offset: TimeDelta::hours(-2),
            feeds: vec![feed],
            overrides,
            sections: vec![section],
            events: vec![
                (
                    at("2026-05-02T19:00:00Z"),
                    OutageEvent::FeedFailed { engine: "plain", error: FeedError::Network(reason) },
                ),
                (at("2026-05-02T19:30:00Z"), OutageEvent::SectionBack { section: "bank".into() }),
                (
                    at("2026-05-02T19:40:00Z"),
                    OutageEvent::SectionDown { section: "bank".into(), downtime: Downtime::default() },
                ),
            ],
        }
    }

    #[test]
    fn it_lists_feeds_overrides_sections_and_events_without_secrets() {
        let environment = Environment {
            url: "https://www.example/profile?session=secret#secret".into(),
            user_agent: "A browser".into(),
            language: "en-US".into(),
            time_zone: "America/New_York".into(),
        };
        let mut text = String::new();
        write(&mut text, &environment, &facts()).unwrap();
        let expected = format!(
            "yew-outage {}\n\
             Page: https://www.example/profile\n\
             Browser: A browser\n\
             Language: en-US; time zone: America/New_York\n\
             Time: 2026-05-02T20:00:00Z, −2 h from the real time\n\
             \n\
             Feeds\n\
             - plain https://a.example/toggles: failed, no answer in time; confirmed 2026-05-02T19:59:00Z; 2 entries left out; \
             overdue: hide_bank; forgotten: hide_bank, PW98YIO; next 2026-05-02T20:00:30Z\n\
             \n\
             Overrides\n\
             - hide_bank: on\n\
             \n\
             Sections\n\
             - bank: down until 2026-05-02T22:00:00Z; rule: hide_bank or service bank; overridden\n\
             \n\
             Last events\n\
             - 2026-05-02T19:00:00Z feed plain failed: no answer: Failed to parse URL from https://a.example/x\n\
             - 2026-05-02T19:30:00Z section bank back\n\
             - 2026-05-02T19:40:00Z section bank down, no end known\n",
            env!("CARGO_PKG_VERSION")
        );
        assert_eq!(text, expected);
    }

    #[test]
    fn empty_lists_say_none() {
        let empty = Facts {
            now: Timestamp::default(),
            offset: TimeDelta::zero(),
            feeds: Vec::new(),
            overrides: Overrides::default(),
            sections: Vec::new(),
            events: Vec::new(),
        };
        let mut text = String::new();
        write(&mut text, &Environment::default(), &empty).unwrap();
        assert_eq!(text.matches("- none\n").count(), 4);
        assert!(!text.contains("from the real time"));
    }
}
