//! A banner about one service, with a headline and words of
//! your own. The times stay.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct CustomProps {
    pub(crate) clock: ClockHandle,
    pub(crate) headline: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn Custom(props: &CustomProps) -> Html {
    let feed = windows::feed([window("sign_in", "20:00", Some("22:30"))]);
    html! {
        <OutageGuard feeds={feed} clock={props.clock.clone()} time_zone="America/New_York">
            <MaintenanceBanner
                down_when={service("sign_in")}
                warn_before={Duration::from_secs(2 * 60 * 60)}
                headline={props.headline.clone()}
                heading_level={props.heading_level}
            >
                <p>
                    { "You can’t sign in while we do. If it is urgent, call us at " }
                    <a href="tel:+12025550147">{ "202-555-0147" }</a>{ "." }
                </p>
            </MaintenanceBanner>
            <p>{ "The page goes on below the banner." }</p>
        </OutageGuard>
    }
}
