//! Three sections behind one system. A screen reader hears one
//! sentence when they go down together, not three.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::{ContactInformation, DirectDeposit, Notifications};

#[derive(PartialEq, Properties)]
pub(crate) struct SeveralProps {
    pub(crate) down: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Several(props: &SeveralProps) -> Html {
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_service_is_out", props.down)])}
            on_event={props.on_event.clone()}
        >
            <GuardedSection section="direct deposit" down_when="profile_service_is_out">
                <DirectDeposit />
            </GuardedSection>
            <GuardedSection section="contact information" down_when="profile_service_is_out">
                <ContactInformation />
            </GuardedSection>
            <GuardedSection section="notifications" down_when="profile_service_is_out">
                <Notifications />
            </GuardedSection>
        </OutageGuard>
    }
}
