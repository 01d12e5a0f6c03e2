//! The stories of `OutageGuard`.

use yew::html;

use super::Story;
use crate::controls::{Control, Kind};
use crate::stories::guard_nested::Nested;
use crate::stories::guard_two_feeds::TwoFeeds;

const GROUP: &str = "OutageGuard";

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "guard/nested",
        group: GROUP,
        title: "Nested guards",
        sentence: "The inner guard shadows the outer one, for a part of the page that has feeds of its own.",
        source: include_str!("../stories/guard_nested.rs"),
        controls: &[
            Control {
                name: "outer",
                label: "hide_payments is on in the outer feed",
                kind: Kind::Switch(true),
            },
            Control {
                name: "inner",
                label: "hide_payments is on in the inner feed",
                kind: Kind::Switch(false),
            },
        ],
        view: |values| {
            html! {
                <Nested
                    outer={values.is_on("outer")}
                    inner={values.is_on("inner")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "guard/two-feeds",
        group: GROUP,
        title: "Two feeds",
        sentence: "Two feeds name the same toggle, as when a local list overrides a central one: the later wins.",
        source: include_str!("../stories/guard_two_feeds.rs"),
        controls: &[
            Control {
                name: "first",
                label: "The first feed says",
                kind: Kind::Choice("off", &["on", "off", "nothing"]),
            },
            Control {
                name: "second",
                label: "The second feed says",
                kind: Kind::Choice("on", &["on", "off", "nothing"]),
            },
        ],
        view: |values| {
            html! {
                <TwoFeeds
                    first={values.toggle_state("first")}
                    second={values.toggle_state("second")}
                    on_event={values.on_event()}
                />
            }
        },
    },
];
