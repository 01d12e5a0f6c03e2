//! The endpoint does not respond, and the author chose caution:
//! after 3 s the alert is shown, not the section.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct UnknownOutageProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn UnknownOutage(props: &UnknownOutageProps) -> Html {
    // Stands for an endpoint that never responds.
    let silent = Feed::plain("data:,");
    let while_unknown = WhileUnknown::ShowOutage { after: Duration::from_secs(3) };
    html! {
        <OutageGuard feeds={silent} {while_unknown} on_event={props.on_event.clone()}>
            <GuardedSection
                section={props.section.clone()}
                down_when="profile_hide_direct_deposit"
                heading_level={props.heading_level}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
