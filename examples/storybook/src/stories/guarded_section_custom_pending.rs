//! Pending content of your own, while nothing is known yet.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct CustomPendingProps {
    pub(crate) section: AttrValue,
    pub(crate) words: AttrValue,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn CustomPending(props: &CustomPendingProps) -> Html {
    // Stands for an endpoint that never responds.
    let silent = Feed::plain("data:,");
    // Far longer than the default of 3 s, so that there is time to look.
    let patient = WhileUnknown::ShowSection { after: Duration::from_secs(3600) };
    let pending = html! {
        <div class="skeleton">
            <p role="status">{ props.words.clone() }</p>
        </div>
    };
    html! {
        <OutageGuard feeds={silent} while_unknown={patient} on_event={props.on_event.clone()}>
            <GuardedSection
                section={props.section.clone()}
                down_when="profile_hide_direct_deposit"
                {pending}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
