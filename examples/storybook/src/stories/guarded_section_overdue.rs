//! An incident that nobody planned, and that takes longer than
//! expected: its end has passed, and its feed still lists it.

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::DirectDeposit;
use super::windows::{incident, ongoing};

#[derive(PartialEq, Properties)]
pub(crate) struct OverdueProps {
    pub(crate) clock: ClockHandle,
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Overdue(props: &OverdueProps) -> Html {
    html! {
        <OutageGuard
            feeds={ongoing(incident("direct_deposit", "18:00", Some("20:00")))}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            <GuardedSection
                section={props.section.clone()}
                down_when={service("direct_deposit")}
                heading_level={props.heading_level}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
