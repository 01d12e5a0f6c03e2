//! The stories of `TemporaryOutage`.

use yew::html;

use super::{END, LEVEL, SECTION, STATUS, Story};
use crate::controls::{Control, Kind};
use crate::stories::temporary_outage_custom_body::CustomBody;
use crate::stories::temporary_outage_default::Default;
use crate::stories::temporary_outage_headline::Headline;
use crate::stories::temporary_outage_statuses::Statuses;
use crate::stories::temporary_outage_with_end::WithEnd;

const GROUP: &str = "TemporaryOutage";

const HEADLINE: Control = Control {
    name: "headline",
    label: "Headline",
    kind: Kind::Text("Our payment partner is down", "Nuestro socio de pagos no funciona"),
};

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "temporary-outage/default",
        group: GROUP,
        title: "Default",
        sentence: "The general alert in the library's own words, for when something is out and no more than that is known.",
        source: include_str!("../stories/temporary_outage_default.rs"),
        controls: &[SECTION, LEVEL, STATUS],
        view: |values| {
            html! {
                <Default section={values.section()} heading_level={values.level()} status={values.status()} />
            }
        },
    },
    Story {
        id: "temporary-outage/with-end",
        group: GROUP,
        title: "With an end",
        sentence: "The alert shows its end in the reader's own time zone, once it is known.",
        source: include_str!("../stories/temporary_outage_with_end.rs"),
        controls: &[SECTION, LEVEL, END],
        view: |values| {
            html! {
                <WithEnd section={values.section()} heading_level={values.level()} until={values.timestamp("end")} />
            }
        },
    },
    Story {
        id: "temporary-outage/custom-body",
        group: GROUP,
        title: "Custom body",
        sentence: "Children replace the alert's text, for when there is another way to get things done.",
        source: include_str!("../stories/temporary_outage_custom_body.rs"),
        controls: &[SECTION, LEVEL],
        view: |values| html! { <CustomBody section={values.section()} heading_level={values.level()} /> },
    },
    Story {
        id: "temporary-outage/statuses",
        group: GROUP,
        title: "Statuses",
        sentence: "Information, warning and error, for outages that are good to know about, in the way, or grave.",
        source: include_str!("../stories/temporary_outage_statuses.rs"),
        controls: &[SECTION, LEVEL],
        view: |values| html! { <Statuses section={values.section()} heading_level={values.level()} /> },
    },
    Story {
        id: "temporary-outage/headline",
        group: GROUP,
        title: "Own headline",
        sentence: "A headline of your own, for when the usual sentence would not explain what happened.",
        source: include_str!("../stories/temporary_outage_headline.rs"),
        controls: &[HEADLINE, LEVEL, STATUS],
        view: |values| {
            html! {
                <Headline headline={values.text("headline")} heading_level={values.level()} status={values.status()} />
            }
        },
    },
];
