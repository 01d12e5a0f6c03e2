//! A headline of your own, in place of "You can't use … right
//! now".

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct HeadlineProps {
    pub(crate) headline: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) status: AlertStatus,
}

#[component]
pub(crate) fn Headline(props: &HeadlineProps) -> Html {
    html! {
        <TemporaryOutage
            headline={props.headline.clone()}
            heading_level={props.heading_level}
            status={props.status}
        />
    }
}
