//! The stories of the hooks.

use yew::html;

use super::{MESSAGE, Story};
use crate::controls::{Control, Kind};
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
