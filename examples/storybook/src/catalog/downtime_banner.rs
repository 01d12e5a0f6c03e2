//! The stories of `DowntimeBanner`.

use yew::html;

use super::{END, LEVEL, MESSAGE, SECTION, START, Story};
use crate::stories::downtime_banner_open_end::OpenEnd;
use crate::stories::downtime_banner_planned::Planned;
use crate::stories::downtime_banner_with_end::WithEnd;
use crate::stories::downtime_banner_with_message::WithMessage;

const GROUP: &str = "DowntimeBanner";

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "downtime-banner/with-end",
        group: GROUP,
        title: "With an end",
        sentence: "The alert for a downtime that somebody works on and that ends at a known time.",
        source: include_str!("../stories/downtime_banner_with_end.rs"),
        controls: &[SECTION, LEVEL, END],
        view: |values| {
            html! {
                <WithEnd section={values.section()} heading_level={values.level()} until={values.timestamp("end")} />
            }
        },
    },
    Story {
        id: "downtime-banner/with-message",
        group: GROUP,
        title: "With a message",
        sentence: "A downtime with a message from the people who run the service.",
        source: include_str!("../stories/downtime_banner_with_message.rs"),
        controls: &[SECTION, LEVEL, MESSAGE, END],
        view: |values| {
            html! {
                <WithMessage
                    section={values.section()}
                    heading_level={values.level()}
                    message={values.words("message")}
                    until={values.timestamp("end")}
                />
            }
        },
    },
    Story {
        id: "downtime-banner/planned",
        group: GROUP,
        title: "Planned",
        sentence: "A downtime that was planned: the alert shows its start and its end, and the day only once if it is the same.",
        source: include_str!("../stories/downtime_banner_planned.rs"),
        controls: &[SECTION, LEVEL, START, END],
        view: |values| {
            html! {
                <Planned
                    section={values.section()}
                    heading_level={values.level()}
                    since={values.timestamp("start")}
                    until={values.timestamp("end")}
                />
            }
        },
    },
    Story {
        id: "downtime-banner/open-end",
        group: GROUP,
        title: "Open end",
        sentence: "A downtime whose end nobody knows yet: the alert says so instead of guessing.",
        source: include_str!("../stories/downtime_banner_open_end.rs"),
        controls: &[SECTION, LEVEL],
        view: |values| html! { <OpenEnd section={values.section()} heading_level={values.level()} /> },
    },
];
