//! The stories of `DowntimeWarning`.

use yew::html;

use super::{END, LEVEL, MESSAGE, SECTION, START, Story};
use crate::stories::downtime_warning_default::Default;
use crate::stories::downtime_warning_open_end::OpenEnd;

const GROUP: &str = "DowntimeWarning";

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "downtime-warning/default",
        group: GROUP,
        title: "Default",
        sentence: "The warning before a downtime, for a reader who may be filling in a form. It can be dismissed.",
        source: include_str!("../stories/downtime_warning_default.rs"),
        controls: &[SECTION, LEVEL, MESSAGE, START, END],
        view: |values| {
            html! {
                <Default
                    section={values.section()}
                    heading_level={values.level()}
                    message={values.words("message")}
                    since={values.timestamp("start")}
                    until={values.timestamp("end")}
                />
            }
        },
    },
    Story {
        id: "downtime-warning/open-end",
        group: GROUP,
        title: "Open end",
        sentence: "The warning before a downtime that has a start, and whose end nobody knows yet.",
        source: include_str!("../stories/downtime_warning_open_end.rs"),
        controls: &[SECTION, LEVEL, START],
        view: |values| {
            html! {
                <OpenEnd section={values.section()} heading_level={values.level()} since={values.timestamp("start")} />
            }
        },
    },
];
