//! The warning before a downtime whose end nobody knows yet.

use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct OpenEndProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) since: Option<Timestamp>,
}

#[component]
pub(crate) fn OpenEnd(props: &OpenEndProps) -> Html {
    let downtime = Downtime::default().with_since(props.since);
    html! {
        <DowntimeWarning section={props.section.clone()} {downtime} heading_level={props.heading_level} />
    }
}
