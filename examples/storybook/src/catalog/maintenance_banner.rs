//! The stories of `MaintenanceBanner`.

use yew::html;

use super::{CLOCK_BEFORE, CLOCK_DURING, LEVEL, MESSAGE, Story};
use crate::controls::{Control, Kind};
use crate::stories::maintenance_banner_custom::Custom;
use crate::stories::maintenance_banner_now::Now;
use crate::stories::maintenance_banner_upcoming::Upcoming;

const GROUP: &str = "MaintenanceBanner";

const HEADLINE: Control = Control {
    name: "headline",
    label: "Headline",
    kind: Kind::Text("We’re working on sign-in tonight", "Esta noche trabajamos en el inicio de sesión"),
};

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "maintenance-banner/upcoming",
        group: GROUP,
        title: "Upcoming",
        sentence: "Work on the whole site begins within 12 hours: when, and how long it takes. It can be dismissed.",
        source: include_str!("../stories/maintenance_banner_upcoming.rs"),
        controls: &[CLOCK_BEFORE, LEVEL],
        view: |values| html! { <Upcoming clock={values.clock()} heading_level={values.level()} /> },
    },
    Story {
        id: "maintenance-banner/now",
        group: GROUP,
        title: "Now",
        sentence: "Work on the whole site is going on, in the words of those who do it. It is gone when they are done.",
        source: include_str!("../stories/maintenance_banner_now.rs"),
        controls: &[CLOCK_DURING, LEVEL, MESSAGE],
        view: |values| {
            html! {
                <Now clock={values.clock()} heading_level={values.level()} message={values.words("message")} />
            }
        },
    },
    Story {
        id: "maintenance-banner/custom",
        group: GROUP,
        title: "Custom",
        sentence: "A headline and words of your own, for the work on one service that most of the site needs.",
        source: include_str!("../stories/maintenance_banner_custom.rs"),
        controls: &[CLOCK_BEFORE, HEADLINE, LEVEL],
        view: |values| {
            html! {
                <Custom clock={values.clock()} headline={values.text("headline")} heading_level={values.level()} />
            }
        },
    },
];
