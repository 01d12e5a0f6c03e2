//! A fallback made from the downtime: one thing if somebody
//! left a message, another if nobody did.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::{Notice, Toggle};
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct FallbackFromDowntimeProps {
    pub(crate) section: AttrValue,
    pub(crate) message: Option<Rc<str>>,
}

#[component]
pub(crate) fn FallbackFromDowntime(props: &FallbackFromDowntimeProps) -> Html {
    let mut notice = Notice::default();
    notice.message = props.message.clone();
    let toggle = Toggle::on().with_notice(notice);
    let fallback = use_callback((), |downtime: Downtime, ()| match downtime.message {
        Some(message) => html! {
            <TemporaryOutage headline="Our payments team is on it" status={AlertStatus::Information}>
                <p>{ message }</p>
            </TemporaryOutage>
        },
        None => html! { <TemporaryOutage status={AlertStatus::Error} /> },
    });
    html! {
        <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", toggle)])}>
            <GuardedSection
                section={props.section.clone()}
                down_when="profile_hide_direct_deposit"
                {fallback}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
