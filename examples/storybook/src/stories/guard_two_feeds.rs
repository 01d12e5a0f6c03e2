//! Two feeds that name the same toggle: the one listed later
//! wins, whichever responded first.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct TwoFeedsProps {
    /// The toggle in each feed; `None` if the feed does not name it.
    pub(crate) first: Option<bool>,
    pub(crate) second: Option<bool>,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn TwoFeeds(props: &TwoFeedsProps) -> Html {
    let says = |on: Option<bool>| Feed::fixed(on.map(|on| ("profile_hide_direct_deposit", on)));
    html! {
        <OutageGuard feeds={[says(props.first), says(props.second)]} on_event={props.on_event.clone()}>
            <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
