//! The general alert with a body of your own: here, another way
//! to get things done.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct CustomBodyProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn CustomBody(props: &CustomBodyProps) -> Html {
    html! {
        <TemporaryOutage section={props.section.clone()} heading_level={props.heading_level}>
            <p>
                { "You can still change your bank details by phone. Call us at " }
                <a href="tel:+12025550147">{ "202-555-0147" }</a>
                { ", Monday to Friday, 8:00 a.m. to 8:00 p.m." }
            </p>
            <p>{ "Payments that are already on their way are not affected." }</p>
        </TemporaryOutage>
    }
}
