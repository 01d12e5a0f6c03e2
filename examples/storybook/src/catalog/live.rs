//! The stories of a live endpoint.

use yew::{Callback, html};

use super::Story;
use crate::live::WithEndpoint;
use crate::stories::live_endpoint::LiveEndpoint;
use crate::stories::live_windows::LiveWindows;

pub(super) const STORIES: &[Story] = &[
    Story {
        id: "live/endpoint",
        group: "Live",
        title: "Live endpoint",
        sentence: "Sections that follow a toggle server over the network, as on a real page during an outage.",
        source: include_str!("../stories/live_endpoint.rs"),
        controls: &[],
        view: |values| {
            let on_event = values.on_event();
            let story = Callback::from(move |server| {
                html! { <LiveEndpoint {server} on_event={on_event.clone()} /> }
            });
            html! { <WithEndpoint {story} /> }
        },
    },
    Story {
        id: "live/windows",
        group: "Live",
        title: "Live windows",
        sentence: "Plan a maintenance window on a toggle server, and live through it in half a minute.",
        source: include_str!("../stories/live_windows.rs"),
        controls: &[],
        view: |values| {
            let on_event = values.on_event();
            let story = Callback::from(move |server| {
                html! { <LiveWindows {server} on_event={on_event.clone()} /> }
            });
            html! { <WithEndpoint {story} /> }
        },
    },
];
