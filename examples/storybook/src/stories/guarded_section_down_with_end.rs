//! The toggle brings its notice along: words and an end,
//! changed without a deploy.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::{Notice, Timestamp, Toggle};
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct DownWithEndProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) message: Option<Rc<str>>,
    pub(crate) ends_at: Option<Timestamp>,
}

#[component]
pub(crate) fn DownWithEnd(props: &DownWithEndProps) -> Html {
    let mut notice = Notice::default().with_ends_at(props.ends_at);
    notice.message = props.message.clone();
    let toggle = Toggle::on().with_notice(notice);
    html! {
        <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", toggle)])}>
            <GuardedSection
                section={props.section.clone()}
                down_when="profile_hide_direct_deposit"
                heading_level={props.heading_level}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
