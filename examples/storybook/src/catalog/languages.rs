//! The stories of languages and wording.

use yew::html;

use super::{END, LEVEL, SECTION, Story};
use crate::controls::{Control, Kind};
use crate::stories::languages_own_language::OwnLanguage;
use crate::stories::languages_own_words::OwnWords;
use crate::stories::languages_spanish::Spanish;

const GROUP: &str = "Languages";

// These stories have one language, whatever is chosen in the toolbar.
const ENGLISH_SECTION: Control = Control { kind: Kind::Text("direct deposit", "direct deposit"), ..SECTION };
const SPANISH_SECTION: Control =
    Control { kind: Kind::Text("el depósito directo", "el depósito directo"), ..SECTION };
const GERMAN_SECTION: Control = Control { kind: Kind::Text("Bankverbindung", "Bankverbindung"), ..SECTION };

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "languages/spanish",
        group: GROUP,
        title: "Spanish",
        sentence: "The alert in Spanish, for a part of the page in another language than the rest.",
        source: include_str!("../stories/languages_spanish.rs"),
        controls: &[SPANISH_SECTION, LEVEL, END],
        view: |values| {
            html! {
                <Spanish
                    section={values.section()}
                    heading_level={values.level()}
                    ends_at={values.timestamp("end")}
                />
            }
        },
    },
    Story {
        id: "languages/own-words",
        group: GROUP,
        title: "Own words",
        sentence: "Two sentences of your own in place of the library’s, for when readers need to know something else.",
        source: include_str!("../stories/languages_own_words.rs"),
        controls: &[ENGLISH_SECTION, LEVEL],
        view: |values| html! { <OwnWords section={values.section()} heading_level={values.level()} /> },
    },
    Story {
        id: "languages/own-language",
        group: GROUP,
        title: "Own language",
        sentence: "German, which the library does not have: every sentence in one value, dates by the browser.",
        source: include_str!("../stories/languages_own_language.rs"),
        controls: &[GERMAN_SECTION, LEVEL, END],
        view: |values| {
            html! {
                <OwnLanguage
                    section={values.section()}
                    heading_level={values.level()}
                    ends_at={values.timestamp("end")}
                />
            }
        },
    },
];
