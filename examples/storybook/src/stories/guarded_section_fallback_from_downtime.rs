//! A fallback made from the downtime: one thing if somebody left a message, another if nobody did.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::{Notice, Timestamp, Toggle};
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct FallbackFromDowntimeProps {
    pub(crate) section: AttrValue,
    pub(crate) message: Option<Rc<str>>,
    pub(crate) ends_at: Option<Timestamp>,
}

#[component]
pub(crate) fn FallbackFromDowntime(props: &FallbackFromDowntimeProps) -> Html {
    let notice = Notice { message: props.message.clone(), ends_at: props.ends_at };
    let toggle = Toggle::on().with_notice(notice);
    let fallback = use_callback((), |downtime: Downtime, ()| match downtime.message {
        Some(message) => html! {
            <blockquote>
                <p>{ message }</p>
                <footer>{ "The payments team" }</footer>
            </blockquote>
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
