//! The general alert, by itself.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct DefaultProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) status: AlertStatus,
}

#[component]
pub(crate) fn Default(props: &DefaultProps) -> Html {
    html! {
        <TemporaryOutage
            section={props.section.clone()}
            heading_level={props.heading_level}
            status={props.status}
        />
    }
}
