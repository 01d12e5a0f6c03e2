//! The stories of skins.

use yew::html;

use super::{END, LEVEL, MESSAGE, SECTION, START, Story};
use crate::choices::SkinChoice;
use crate::skin_files::WithSkinFiles;
use crate::stories::skins_custom::Custom;
use crate::stories::skins_uswds::Uswds;
use crate::stories::skins_va::Va;

const GROUP: &str = "Skins";

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "skins/uswds",
        group: GROUP,
        title: "USWDS 3",
        sentence: "Alerts and banner in the markup of the U.S. Web Design System, for sites that have its style sheet.",
        source: include_str!("../stories/skins_uswds.rs"),
        controls: &[SECTION, LEVEL, MESSAGE, START, END],
        view: |values| {
            html! {
                <WithSkinFiles skin={SkinChoice::Uswds}>
                    <Uswds
                        section={values.section()}
                        heading_level={values.level()}
                        message={values.words("message")}
                        since={values.timestamp("start")}
                        until={values.timestamp("end")}
                    />
                </WithSkinFiles>
            }
        },
    },
    Story {
        id: "skins/va",
        group: GROUP,
        title: "VA web components",
        sentence: "VA’s own alert, maintenance banner and button, for sites that load its web components.",
        source: include_str!("../stories/skins_va.rs"),
        controls: &[SECTION, LEVEL, MESSAGE, START, END],
        view: |values| {
            html! {
                <WithSkinFiles skin={SkinChoice::Va}>
                    <Va
                        section={values.section()}
                        heading_level={values.level()}
                        message={values.words("message")}
                        since={values.timestamp("start")}
                        until={values.timestamp("end")}
                    />
                </WithSkinFiles>
            }
        },
    },
    Story {
        id: "skins/custom",
        group: GROUP,
        title: "Custom",
        sentence: "A skin that an app wrote for itself in twenty lines, for a design system of its own.",
        source: include_str!("../stories/skins_custom.rs"),
        controls: &[SECTION, LEVEL, MESSAGE, END],
        view: |values| {
            html! {
                <Custom
                    section={values.section()}
                    heading_level={values.level()}
                    message={values.words("message")}
                    until={values.timestamp("end")}
                />
            }
        },
    },
];
