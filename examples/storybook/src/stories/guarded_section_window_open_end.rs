//! A maintenance window without an end: the section stays down
//! until a report no longer lists the window.

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::DirectDeposit;
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct WindowOpenEndProps {
    pub(crate) clock: ClockHandle,
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn WindowOpenEnd(props: &WindowOpenEndProps) -> Html {
    let feed = windows::feed([window("direct_deposit", "20:00", None)]);
    html! {
        <OutageGuard
            feeds={feed}
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
