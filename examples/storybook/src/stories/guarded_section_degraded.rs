//! A service that works badly. The section works, below a note
//! with your own words beside the library's.

use yew::prelude::*;
use yew_outage::model::Impact;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::DirectDeposit;
use super::windows::{incident, ongoing};

#[derive(PartialEq, Properties)]
pub(crate) struct DegradedProps {
    pub(crate) clock: ClockHandle,
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Degraded(props: &DegradedProps) -> Html {
    let slow = incident("direct_deposit", "20:00", None).with_impact(Impact::Degraded);
    html! {
        <OutageGuard
            feeds={ongoing(slow)}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            <GuardedSection
                section={props.section.clone()}
                down_when={service("direct_deposit")}
                heading_level={props.heading_level}
                help={html! { <p>{ "If it can’t wait, call 202-555-0147." }</p> }}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
