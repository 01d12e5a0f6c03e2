//! A downtime in the words of those who work on it.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct WithMessageProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) message: Option<Rc<str>>,
    pub(crate) until: Option<Timestamp>,
}

#[component]
pub(crate) fn WithMessage(props: &WithMessageProps) -> Html {
    let mut downtime = Downtime::default().with_until(props.until);
    downtime.message = props.message.clone();
    html! {
        <DowntimeBanner section={props.section.clone()} {downtime} heading_level={props.heading_level} />
    }
}
