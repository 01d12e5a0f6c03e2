//! Two windows that overlap are one downtime, from the start of
//! the first to the end of the last.

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::DirectDeposit;
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct OverlappingWindowsProps {
    pub(crate) clock: ClockHandle,
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn OverlappingWindows(props: &OverlappingWindowsProps) -> Html {
    let feed = windows::feed([
        window("direct_deposit", "20:00", Some("22:00")),
        window("direct_deposit", "21:30", Some("23:00")),
    ]);
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
