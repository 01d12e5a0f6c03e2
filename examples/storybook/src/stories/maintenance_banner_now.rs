//! Work on the whole site is going on. The message is that of
//! the window; the times are told with it.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::WHOLE_SITE;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct NowProps {
    pub(crate) clock: ClockHandle,
    pub(crate) heading_level: u8,
    pub(crate) message: Option<Rc<str>>,
}

#[component]
pub(crate) fn Now(props: &NowProps) -> Html {
    let mut work = window(WHOLE_SITE, "20:00", Some("22:30"));
    work.message = props.message.clone();
    html! {
        <OutageGuard feeds={windows::feed([work])} clock={props.clock.clone()} time_zone="America/New_York">
            <MaintenanceBanner heading_level={props.heading_level} />
            <p>{ "The page goes on below the banner." }</p>
        </OutageGuard>
    }
}
