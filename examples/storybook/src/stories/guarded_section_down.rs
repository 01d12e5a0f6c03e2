//! A guarded section whose toggle is on: the library's own
//! alert replaces it.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct DownProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn Down(props: &DownProps) -> Html {
    html! {
        <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", true)])}>
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
