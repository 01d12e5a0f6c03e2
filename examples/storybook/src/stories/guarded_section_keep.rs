//! A form that is kept while it is down. Fill it in, take it
//! down, bring it back: what you filled in is still there.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::{DirectDeposit, Notifications};

#[derive(PartialEq, Properties)]
pub(crate) struct KeepProps {
    pub(crate) section: AttrValue,
    pub(crate) down: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Keep(props: &KeepProps) -> Html {
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_hide_direct_deposit", props.down)])}
            on_event={props.on_event.clone()}
        >
            <GuardedSection
                section={props.section.clone()}
                down_when="profile_hide_direct_deposit"
                while_down={WhileDown::Keep}
            >
                <DirectDeposit />
                <Notifications />
            </GuardedSection>
        </OutageGuard>
    }
}
