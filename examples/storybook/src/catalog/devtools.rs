//! The stories of the developers' panel.

use yew::html;

use super::{CLOCK_BEFORE, Story};
use crate::app::nonce;
use crate::stories::devtools_panel::Panel;

pub(super) const STORIES: &[Story] = &[Story {
    id: "devtools/panel",
    group: "OutageDevtools",
    title: "Panel",
    sentence: "A panel for developers in a corner of the window: sections, toggles to override, feeds, windows, and the clock.",
    source: include_str!("../stories/devtools_panel.rs"),
    controls: &[CLOCK_BEFORE],
    view: |values| html! { <Panel clock={values.clock()} nonce={nonce()} on_event={values.on_event()} /> },
}];
