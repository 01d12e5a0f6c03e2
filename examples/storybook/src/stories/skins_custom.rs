//! A skin of your own is a function from an alert to html.
//! Words, times, focus and what a press does are the library's.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::{Notice, Timestamp, Toggle};
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

/// The class of each part is the design system's own.
fn postcard(alert: Alert) -> Html {
    let role = if alert.placement == Placement::Site { "region" } else { "group" };
    html! {
        <div class="postcard" {role} aria-label={alert.headline.clone()}>
            <p class="postcard__status">{ alert.status_in_words() }</p>
            { alert.heading("postcard__headline", html! { &alert.headline }) }
            { alert.body }
            { alert.facts }
            if let Some(action) = alert.action {
                <button
                    type="button"
                    class="postcard__action"
                    onclick={&action.onclick}
                    aria-disabled={action.busy.then_some("true")}
                >
                    { action.words() }
                </button>
            }
        </div>
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct CustomProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) message: Option<Rc<str>>,
    pub(crate) until: Option<Timestamp>,
}

#[component]
pub(crate) fn Custom(props: &CustomProps) -> Html {
    let mut notice = Notice::default().with_ends_at(props.until);
    notice.message = props.message.clone();
    let toggle = Toggle::on().with_notice(notice);
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_hide_direct_deposit", toggle)])}
            skin={Skin::new(postcard)}
        >
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
