//! Two systems that know of outages: toggles that somebody flips,
//! and windows that are planned. One rule uses both.

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::{DirectDeposit, use_translate};
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct TwoFeedsProps {
    pub(crate) clock: ClockHandle,
    pub(crate) flipped: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn TwoFeeds(props: &TwoFeedsProps) -> Html {
    let translate = use_translate();
    // Yours may be `Feed::vets_api("/v0/feature_toggles")` and
    // `Feed::statuspage("https://status.example.gov")`.
    let toggles = Feed::fixed([("profile_hide_direct_deposit", props.flipped)]);
    let planned = windows::feed([window("direct_deposit", "20:00", Some("22:00"))]);
    html! {
        <OutageGuard
            feeds={[toggles, planned]}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            <GuardedSection
                section={translate("direct deposit", "el depósito directo")}
                down_when={toggle("profile_hide_direct_deposit").or(service("direct_deposit"))}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
