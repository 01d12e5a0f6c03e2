//! A downtime whose end is not known yet.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct OpenEndProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn OpenEnd(props: &OpenEndProps) -> Html {
    html! {
        <DowntimeBanner
            section={props.section.clone()}
            downtime={Downtime::default()}
            heading_level={props.heading_level}
        />
    }
}
