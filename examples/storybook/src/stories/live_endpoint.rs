//! A real endpoint, polled every second: flip a toggle and watch
//! its section leave and come back.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::{ContactInformation, DirectDeposit, Notifications};
use crate::live::{FaultControls, FeedHealthLine, Switches};

#[derive(PartialEq, Properties)]
pub(crate) struct LiveEndpointProps {
    /// The URL of the server, ending in a slash; empty for the folder of this page.
    pub(crate) server: AttrValue,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn LiveEndpoint(props: &LiveEndpointProps) -> Html {
    let server = &props.server;
    let toggles = Feed::plain(format!("{server}toggles")).every(Duration::from_secs(1));
    html! {
        <OutageGuard feeds={toggles} on_event={props.on_event.clone()}>
            <FeedHealthLine />
            <Switches {server} />
            <FaultControls {server} />
            <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
                <DirectDeposit />
            </GuardedSection>
            <GuardedSection section="contact information" down_when="profile_hide_contact_information">
                <ContactInformation />
            </GuardedSection>
            <GuardedSection section="notifications" down_when="profile_hide_notifications">
                <Notifications />
            </GuardedSection>
        </OutageGuard>
    }
}
