//! A downtime that was planned: its start and its end are known.

use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct PlannedProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
}

#[component]
pub(crate) fn Planned(props: &PlannedProps) -> Html {
    let downtime = Downtime::default().with_since(props.since).with_until(props.until);
    html! {
        <DowntimeBanner section={props.section.clone()} {downtime} heading_level={props.heading_level} />
    }
}
