//! The three statuses: shown by colour, by the icon's shape, and
//! by hidden text for screen readers.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct StatusesProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn Statuses(props: &StatusesProps) -> Html {
    html! {
        for status in [AlertStatus::Information, AlertStatus::Warning, AlertStatus::Error] {
            <TemporaryOutage
                section={props.section.clone()}
                heading_level={props.heading_level}
                {status}
            />
        }
    }
}
