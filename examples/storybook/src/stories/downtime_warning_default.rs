//! The warning before a downtime, by itself. Put it away and it
//! stays away, until "Start over".

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct DefaultProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) message: Option<Rc<str>>,
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
}

#[component]
pub(crate) fn Default(props: &DefaultProps) -> Html {
    let mut downtime = Downtime::default().with_since(props.since).with_until(props.until);
    downtime.message = props.message.clone();
    html! {
        <DowntimeWarning section={props.section.clone()} {downtime} heading_level={props.heading_level} />
    }
}
