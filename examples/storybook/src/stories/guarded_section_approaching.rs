//! A maintenance window is an hour away. Move the clock: the
//! section leaves and comes back on time, and nothing is asked.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::DirectDeposit;
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct ApproachingProps {
    pub(crate) clock: ClockHandle,
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) message: Option<Rc<str>>,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Approaching(props: &ApproachingProps) -> Html {
    let mut work = window("direct_deposit", "20:00", Some("22:00"));
    work.message = props.message.clone();
    html! {
        <OutageGuard
            feeds={windows::feed([work])}
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
