//! The endpoint does not respond. After 3 s the section is shown:
//! a broken endpoint must not take the site down.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct UnknownSectionProps {
    pub(crate) section: AttrValue,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn UnknownSection(props: &UnknownSectionProps) -> Html {
    // Stands for an endpoint that never responds.
    let silent = Feed::plain("data:,");
    // The default, written out.
    let while_unknown = WhileUnknown::ShowSection { after: Duration::from_secs(3) };
    html! {
        <OutageGuard feeds={silent} {while_unknown} on_event={props.on_event.clone()}>
            <GuardedSection section={props.section.clone()} down_when="profile_hide_direct_deposit">
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
