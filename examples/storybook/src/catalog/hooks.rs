//! The stories of the hooks.

use yew::html;

use super::{MESSAGE, Story};
use crate::controls::{Control, Kind};
use crate::stories::hooks_use_action_guard::UseActionGuard;
use crate::stories::hooks_use_availability::UseAvailability;
use crate::stories::hooks_use_toggle::UseToggle;

const GROUP: &str = "Hooks";

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "hooks/use-availability",
        group: GROUP,
        title: "use_availability",
        sentence: "A link and a button elsewhere on the page show that the section they lead to is out.",
        source: include_str!("../stories/hooks_use_availability.rs"),
        controls: &[Control {
            name: "down",
            label: "profile_hide_direct_deposit is on",
            kind: Kind::Switch(true),
        }],
        view: |values| html! { <UseAvailability down={values.is_on("down")} /> },
    },
    Story {
        id: "hooks/use-action-guard",
        group: GROUP,
        title: "use_action_guard",
        sentence: "A form takes 20 minutes, and work begins in 10: its button says why it can't be started now.",
        source: include_str!("../stories/hooks_use_action_guard.rs"),
        controls: &[
            Control {
                name: "action",
                label: "What it starts",
                kind: Kind::Text("the claim form", "el formulario de reclamo"),
            },
            Control {
                name: "minutes",
                label: "Minutes that it takes",
                kind: Kind::Choice("20", &["0", "5", "20", "120"]),
            },
            Control { name: "clock", label: "Clock", kind: Kind::Clock("2026-05-02T19:50:00-04:00") },
        ],
        view: |values| {
            html! {
                <UseActionGuard
                    clock={values.clock()}
                    action={values.text("action")}
                    minutes={values.text("minutes").parse::<u64>().unwrap_or_default()}
                />
            }
        },
    },
    Story {
        id: "hooks/use-toggle",
        group: GROUP,
        title: "use_toggle",
        sentence: "One toggle and its notice, for when a toggle decides something other than an outage.",
        source: include_str!("../stories/hooks_use_toggle.rs"),
        controls: &[
            Control { name: "on", label: "profile_new_form is on", kind: Kind::Switch(true) },
            MESSAGE,
        ],
        view: |values| html! { <UseToggle on={values.is_on("on")} message={values.words("message")} /> },
    },
];
