//! The stories of `OutageSummary`.

use yew::html;

use super::{CLOCK_DURING, Story};
use crate::controls::{Control, Kind};
use crate::stories::outage_summary_forty::Forty;
use crate::stories::outage_summary_three::Three;

const GROUP: &str = "OutageSummary";

const LEVEL: Control = Control {
    name: "level",
    label: "Heading level",
    kind: Kind::Choice("2", &["1", "2", "3", "4", "5", "6"]),
};

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "outage-summary/three-sections",
        group: GROUP,
        title: "Three sections",
        sentence: "Two sections are down and a third will be: each downtime is told once, with links to its sections.",
        source: include_str!("../stories/outage_summary_three.rs"),
        controls: &[CLOCK_DURING, LEVEL],
        view: |values| {
            html! {
                <Three clock={values.clock()} heading_level={values.level()} on_event={values.on_event()} />
            }
        },
    },
    Story {
        id: "outage-summary/forty-sections",
        group: GROUP,
        title: "Forty sections",
        sentence: "Everything depends on one service: one entry, one button and one announcement for forty sections.",
        source: include_str!("../stories/outage_summary_forty.rs"),
        controls: &[Control { name: "down", label: "claims_service_is_out is on", kind: Kind::Switch(true) }],
        view: |values| html! { <Forty down={values.is_on("down")} on_event={values.on_event()} /> },
    },
];
