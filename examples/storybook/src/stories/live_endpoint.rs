//! A real endpoint, asked every second: flip a toggle and watch
//! its section leave and come back.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::{ContactInformation, DirectDeposit, Notifications};
use crate::live::{HealthLine, Network, Switches};

#[derive(PartialEq, Properties)]
pub(crate) struct LiveEndpointProps {
    /// Where the server is, with a slash at its end; empty for the folder of this page.
    pub(crate) server: AttrValue,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn LiveEndpoint(props: &LiveEndpointProps) -> Html {
    let server = &props.server;
    let toggles = Feed::plain(format!("{server}toggles")).every(Duration::from_secs(1));
    html! {
        <OutageGuard feeds={toggles} on_event={props.on_event.clone()}>
            <HealthLine />
            <Switches {server} />
            <Network {server} />
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
