//! Maintenance of the whole site is planned. The banner announces
//! it from 12 hours ahead, and again when it begins.

use yew::prelude::*;
use yew_outage::model::WHOLE_SITE;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct UpcomingProps {
    pub(crate) clock: ClockHandle,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn Upcoming(props: &UpcomingProps) -> Html {
    let feed = windows::feed([window(WHOLE_SITE, "20:00", Some("22:30"))]);
    html! {
        <OutageGuard feeds={feed} clock={props.clock.clone()} time_zone="America/New_York">
            <MaintenanceBanner heading_level={props.heading_level} />
            <p>{ "The page goes on below the banner." }</p>
        </OutageGuard>
    }
}
