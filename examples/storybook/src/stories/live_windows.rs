//! A real endpoint, asked every second: plan a window and live
//! through it, warning and all.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;
use crate::live::{HealthLine, Network, WindowControls};

#[derive(PartialEq, Properties)]
pub(crate) struct LiveWindowsProps {
    /// Where the server is, with a slash at its end; empty for the folder of this page.
    pub(crate) server: AttrValue,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn LiveWindows(props: &LiveWindowsProps) -> Html {
    let server = &props.server;
    let feed = Feed::plain(format!("{server}toggles")).every(Duration::from_secs(1));
    // Warned of from a minute ahead: more than the windows planned here need.
    let warn_before = Duration::from_secs(60);
    html! {
        <OutageGuard feeds={feed} {warn_before} on_event={props.on_event.clone()}>
            <HealthLine />
            <WindowControls {server} service="direct_deposit" />
            <Network {server} />
            <GuardedSection section="direct deposit" down_when={service("direct_deposit")}>
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
