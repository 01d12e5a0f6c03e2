//! A guarded section whose toggle is off: it is shown.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct AvailableProps {
    pub(crate) section: AttrValue,
    pub(crate) down: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Available(props: &AvailableProps) -> Html {
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_hide_direct_deposit", props.down)])}
            on_event={props.on_event.clone()}
        >
            <GuardedSection section={props.section.clone()} down_when="profile_hide_direct_deposit">
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
