use yew::html;

use super::Story;
use crate::controls::{Control, Kind};
use crate::stories::rules_any_all_not::AnyAllNot;

pub(super) const STORIES: &[Story] = &[Story {
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
            />
        }
    },
}];
