//! Forty sections on one service: one entry in the summary, one
//! announcement, and forty short alerts.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct FortyProps {
    pub(crate) down: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Forty(props: &FortyProps) -> Html {
    let section = |year: usize| {
        html! {
            <GuardedSection
                key={year}
                section={format!("claims of {year}")}
                down_when="claims_service_is_out"
                heading_level={4}
                compact=true
            >
                <p>{ format!("Your claims of {year}") }</p>
            </GuardedSection>
        }
    };
    html! {
        <OutageGuard
            feeds={Feed::fixed([("claims_service_is_out", props.down)])}
            on_event={props.on_event.clone()}
        >
            <OutageSummary />
            <div class="claims">{ for (1987..=2026).rev().map(section) }</div>
        </OutageGuard>
    }
}
