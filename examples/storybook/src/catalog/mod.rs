//! The catalog of stories: one file for each component, one entry for each state.

mod devtools;
mod downtime_banner;
mod downtime_warning;
mod guard;
mod guarded_section;
mod hooks;
mod languages;
mod live;
mod maintenance_banner;
mod outage_summary;
mod own_look;
mod recipes;
mod rules;
mod skins;
mod temporary_outage;

use yew::Html;

use crate::controls::{Control, Kind};
use crate::values::Values;

/// A story: one state of one component, with its title, its description and the code that shows it.
pub(crate) struct Story {
    /// Its name in the URL: `guarded-section/down`.
    pub(crate) id: &'static str,
    /// The group under which the sidebar lists it.
    pub(crate) group: &'static str,
    pub(crate) title: &'static str,
    /// One sentence: what it shows, and when that happens.
    pub(crate) sentence: &'static str,
    /// The source of the file that `view` renders.
    pub(crate) source: &'static str,
    pub(crate) controls: &'static [Control],
    pub(crate) view: fn(&Values) -> Html,
}

impl Story {
    pub(crate) fn hash(&self) -> String {
        format!("#/{}", self.id)
    }

    /// The component that it shows. In groups that show no single component this is no component's name.
    pub(crate) fn component(&self) -> &'static str {
        if self.group == own_look::GROUP { "OutageStyle" } else { self.group }
    }

    /// Whether its guards pass on their events, which its source tells.
    pub(crate) fn tells_events(&self) -> bool {
        self.source.contains("on_event={")
    }
}

impl PartialEq for Story {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

/// The groups, in the order of the sidebar.
pub(crate) const GROUPS: [&[Story]; 15] = [
    temporary_outage::STORIES,
    downtime_banner::STORIES,
    downtime_warning::STORIES,
    maintenance_banner::STORIES,
    outage_summary::STORIES,
    guarded_section::STORIES,
    rules::STORIES,
    hooks::STORIES,
    guard::STORIES,
    languages::STORIES,
    skins::STORIES,
    own_look::STORIES,
    recipes::STORIES,
    live::STORIES,
    devtools::STORIES,
];

pub(crate) fn all() -> impl Iterator<Item = &'static Story> {
    GROUPS.into_iter().flatten()
}

pub(crate) fn find(id: &str) -> Option<&'static Story> {
    all().find(|story| story.id == id)
}

// Controls shared by several stories, so that the same property has the same label everywhere.
const SECTION: Control = Control {
    name: "section",
    label: "Section name",
    kind: Kind::Text("direct deposit", "el depósito directo"),
};
const LEVEL: Control = Control {
    name: "level",
    label: "Heading level",
    kind: Kind::Choice("3", &["1", "2", "3", "4", "5", "6"]),
};
const STATUS: Control = Control {
    name: "status",
    label: "Status",
    kind: Kind::Choice("warning", &["information", "warning", "error"]),
};
const MESSAGE: Control = Control {
    name: "message",
    label: "Message",
    kind: Kind::Text("We are moving to a new bank partner.", "Estamos cambiando de banco asociado."),
};
const START: Control = Control { name: "start", label: "Start time", kind: Kind::Time("18:00") };
const END: Control = Control { name: "end", label: "End time", kind: Kind::Time("20:00") };
/// An hour before the windows of the stories.
const CLOCK_BEFORE: Control =
    Control { name: "clock", label: "Clock", kind: Kind::Clock("2026-05-02T19:00:00-04:00") };
/// Half an hour after the windows have begun.
const CLOCK_DURING: Control =
    Control { name: "clock", label: "Clock", kind: Kind::Clock("2026-05-02T20:30:00-04:00") };

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_sources_are_whole_files() {
        let mut ids: Vec<_> = all().map(|story| story.id).collect();
        let listed = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), listed);
        assert!(all().all(|story| story.source.starts_with("//! ")));
    }

    #[test]
    fn a_guard_tells_of_whatever_a_reader_can_change() {
        let changes = |control: &Control| matches!(control.kind, Kind::Switch(_) | Kind::Clock(_));
        for story in all().filter(|story| story.controls.iter().any(changes)) {
            let guards_sections = story.source.contains("<GuardedSection");
            assert_eq!(story.tells_events(), guards_sections, "{}", story.id);
        }
    }

    #[test]
    fn clocks_start_at_a_moment() {
        for control in all().flat_map(|story| story.controls) {
            if let Kind::Clock(start) = control.kind {
                assert!(start.parse::<yew_outage::model::Timestamp>().is_ok(), "{start}");
            }
        }
    }
}
