//! A real endpoint, polled every second: plan a window and live
//! through it, warning and all.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;
use crate::live::{FaultControls, FeedHealthLine, WindowControls};

#[derive(PartialEq, Properties)]
pub(crate) struct LiveWindowsProps {
    /// The URL of the server, ending in a slash; empty for the folder of this page.
    pub(crate) server: AttrValue,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn LiveWindows(props: &LiveWindowsProps) -> Html {
    let server = &props.server;
    let feed = Feed::plain(format!("{server}toggles")).every(Duration::from_secs(1));
    // The warning starts a minute ahead, longer than any window planned here needs.
    let warn_before = Duration::from_secs(60);
    html! {
        <OutageGuard feeds={feed} {warn_before} on_event={props.on_event.clone()}>
            <FeedHealthLine />
            <WindowControls {server} service="direct_deposit" />
            <FaultControls {server} />
            <GuardedSection section="direct deposit" down_when={service("direct_deposit")}>
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
