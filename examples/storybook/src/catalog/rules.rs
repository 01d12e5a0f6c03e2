//! The stories of rules.

use yew::html;

use super::{CLOCK_BEFORE, Story};
use crate::controls::{Control, Kind};
use crate::stories::rules_any_all_not::AnyAllNot;
use crate::stories::rules_services_and_toggles::ServicesAndToggles;

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "rules/any-all-not",
        group: "Rules",
        title: "Any, all, not",
        sentence: "Three sections under three rules about the same toggles, for when one toggle does not decide alone.",
        source: include_str!("../stories/rules_any_all_not.rs"),
        controls: &[
            Control { name: "email_out", label: "email_out", kind: Kind::Switch(true) },
            Control { name: "texts_out", label: "texts_out", kind: Kind::Switch(false) },
            Control { name: "messages_enabled", label: "messages_enabled", kind: Kind::Switch(true) },
        ],
        view: |values| {
            html! {
                <AnyAllNot
                    email_out={values.is_on("email_out")}
                    texts_out={values.is_on("texts_out")}
                    messages_enabled={values.is_on("messages_enabled")}
                    on_event={values.on_event()}
                />
            }
        },
    },
    Story {
        id: "rules/services-and-toggles",
        group: "Rules",
        title: "Services and toggles",
        sentence: "Rules about a toggle and a maintenance window at once, for when somebody may act before the plan does.",
        source: include_str!("../stories/rules_services_and_toggles.rs"),
        controls: &[
            CLOCK_BEFORE,
            Control {
                name: "hide_direct_deposit",
                label: "hide_direct_deposit is on",
                kind: Kind::Switch(false),
            },
            Control { name: "email_out", label: "email_out is on", kind: Kind::Switch(true) },
        ],
        view: |values| {
            html! {
                <ServicesAndToggles
                    clock={values.clock()}
                    hide_direct_deposit={values.is_on("hide_direct_deposit")}
                    email_out={values.is_on("email_out")}
                    on_event={values.on_event()}
                />
            }
        },
    },
];
