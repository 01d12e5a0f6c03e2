//! The stories of the library's own look.

use yew::html;

use super::{LEVEL, SECTION, Story};
use crate::controls::{Control, Kind};
use crate::stories::own_look_compact::Compact;
use crate::stories::own_look_custom_properties::CustomProperties;

pub(super) const GROUP: &str = "Own look";

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "own-look/custom-properties",
        group: GROUP,
        title: "Custom properties",
        sentence: "The library’s own look in colours and corners of the app’s, by a few custom properties.",
        source: include_str!("../stories/own_look_custom_properties.rs"),
        controls: &[SECTION, LEVEL],
        view: |values| {
            html! { <CustomProperties section={values.section()} heading_level={values.level()} /> }
        },
    },
    Story {
        id: "own-look/compact",
        group: GROUP,
        title: "Compact",
        sentence: "An alert in a small card, next to one that works, for dashboards and other tight places.",
        source: include_str!("../stories/own_look_compact.rs"),
        controls: &[
            Control { name: "payments", label: "hide_payments is on", kind: Kind::Switch(true) },
            Control { name: "messages", label: "hide_messages is on", kind: Kind::Switch(false) },
        ],
        view: |values| {
            html! {
                <Compact
                    payments_down={values.is_on("payments")}
                    messages_down={values.is_on("messages")}
                    on_event={values.on_event()}
                />
            }
        },
    },
];
