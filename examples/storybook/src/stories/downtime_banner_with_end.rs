//! A downtime whose end is known.

use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct WithEndProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) until: Option<Timestamp>,
}

#[component]
pub(crate) fn WithEnd(props: &WithEndProps) -> Html {
    let downtime = Downtime::default().with_until(props.until);
    html! {
        <DowntimeBanner section={props.section.clone()} {downtime} heading_level={props.heading_level} />
    }
}
