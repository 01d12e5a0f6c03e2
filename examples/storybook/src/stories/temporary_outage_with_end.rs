//! The general alert with a known end.

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
    html! {
        <TemporaryOutage
            section={props.section.clone()}
            heading_level={props.heading_level}
            until={props.until}
        />
    }
}
