//! A fallback of your own. The alert inside it knows its
//! section by itself.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct CustomFallbackProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn CustomFallback(props: &CustomFallbackProps) -> Html {
    let fallback = html! {
        <TemporaryOutage>
            <p>
                { "To change where your payments go, call us at " }
                <a href="tel:+12025550147">{ "202-555-0147" }</a>{ "." }
            </p>
        </TemporaryOutage>
    };
    html! {
        <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", true)])}>
            <GuardedSection
                section={props.section.clone()}
                down_when="profile_hide_direct_deposit"
                heading_level={props.heading_level}
                {fallback}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
