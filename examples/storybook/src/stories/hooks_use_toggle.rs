//! One toggle, with the notice that travels with it.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::{Notice, Toggle};
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct UseToggleProps {
    pub(crate) on: bool,
    pub(crate) message: Option<Rc<str>>,
}

#[component]
pub(crate) fn UseToggle(props: &UseToggleProps) -> Html {
    let mut notice = Notice::default();
    notice.message = props.message.clone();
    let toggle = Toggle::from(props.on).with_notice(notice);
    html! {
        <OutageGuard feeds={Feed::fixed([("profile_new_form", toggle)])}>
            <WhichForm />
        </OutageGuard>
    }
}

#[component]
fn WhichForm() -> Html {
    let Some(toggle) = use_toggle("profile_new_form") else {
        return html! { <p>{ "Nobody knows yet." }</p> };
    };
    let message = toggle.notice().and_then(|notice| notice.message.clone());
    html! {
        <>
            <p>{ if toggle.is_on() { "This is the new form." } else { "This is the form as it was." } }</p>
            if let Some(message) = message {
                <p>{ message }</p>
            }
        </>
    }
}
