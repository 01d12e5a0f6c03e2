//! The stories of common recipes.

use yew::html;

use super::{CLOCK_BEFORE, CLOCK_DURING, MESSAGE, Story};
use crate::controls::{Control, Kind};
use crate::stories::recipe_custom_alert::CustomAlert;
use crate::stories::recipe_navigation::Navigation;
use crate::stories::recipe_nested_guards::NestedGuards;
use crate::stories::recipe_route::Route;
use crate::stories::recipe_two_feeds::TwoFeeds;
use crate::stories::recipe_whole_site::WholeSite;

const GROUP: &str = "Recipes";

const DOWN: Control =
    Control { name: "down", label: "profile_hide_direct_deposit is on", kind: Kind::Switch(true) };

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "recipes/route",
        group: GROUP,
        title: "Guard a route",
        sentence: "A whole page behind a router that is out, while the pages beside it work on.",
        source: include_str!("../stories/recipe_route.rs"),
        controls: &[DOWN],
        view: |values| html! { <Route down={values.is_on("down")} on_event={values.on_event()} /> },
    },
    Story {
        id: "recipes/navigation",
        group: GROUP,
        title: "Guard a navigation link",
        sentence: "Links that show readers that their target is out before they follow them.",
        source: include_str!("../stories/recipe_navigation.rs"),
        controls: &[
            DOWN,
            Control {
                name: "contact_down",
                label: "profile_hide_contact_information is on",
                kind: Kind::Switch(false),
            },
        ],
        view: |values| {
            html! {
                <Navigation
                    direct_deposit_down={values.is_on("down")}
                    contact_down={values.is_on("contact_down")}
                />
            }
        },
    },
    Story {
        id: "recipes/whole-site",
        group: GROUP,
        title: "Announce work on the whole site",
        sentence: "A banner at the head of the page, and the sections that the work takes down, from one window.",
        source: include_str!("../stories/recipe_whole_site.rs"),
        controls: &[CLOCK_DURING],
        view: |values| html! { <WholeSite clock={values.clock()} on_event={values.on_event()} /> },
    },
    Story {
        id: "recipes/custom-alert",
        group: GROUP,
        title: "Write an alert of your own",
        sentence: "A component of the app replaces the section, for when there is another way to get it done.",
        source: include_str!("../stories/recipe_custom_alert.rs"),
        controls: &[DOWN, MESSAGE],
        view: |values| {
            html! {
                <CustomAlert
                    down={values.is_on("down")}
                    message={values.words("message")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "recipes/nested-guards",
        group: GROUP,
        title: "Nest guards",
        sentence: "A guard inside a guard, for the part of a page that another team runs on feeds of its own.",
        source: include_str!("../stories/recipe_nested_guards.rs"),
        controls: &[
            Control {
                name: "ours",
                label: "profile_hide_direct_deposit is on in our feed",
                kind: Kind::Switch(false),
            },
            Control { name: "theirs", label: "mailer_is_out is on in theirs", kind: Kind::Switch(true) },
        ],
        view: |values| {
            html! {
                <NestedGuards
                    ours={values.is_on("ours")}
                    theirs={values.is_on("theirs")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "recipes/two-feeds",
        group: GROUP,
        title: "Ask two feeds",
        sentence: "Toggles from one system and planned windows from another, for a section that both may take down.",
        source: include_str!("../stories/recipe_two_feeds.rs"),
        controls: &[
            CLOCK_BEFORE,
            Control {
                name: "flipped",
                label: "profile_hide_direct_deposit is on",
                kind: Kind::Switch(false),
            },
        ],
        view: |values| {
            html! {
                <TwoFeeds
                    clock={values.clock()}
                    flipped={values.is_on("flipped")}
                    on_event={values.on_event()}
                />
            }
        },
    },
];
