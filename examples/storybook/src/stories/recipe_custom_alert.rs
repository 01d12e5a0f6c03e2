//! An alert of your own: another component in the section's
//! place, made from what is known about the downtime.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::model::{Notice, Toggle};
use yew_outage::prelude::*;

use super::sections::{DirectDeposit, use_say};

#[derive(PartialEq, Properties)]
pub(crate) struct CustomAlertProps {
    pub(crate) down: bool,
    pub(crate) message: Option<Rc<str>>,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn CustomAlert(props: &CustomAlertProps) -> Html {
    let say = use_say();
    let mut notice = Notice::default();
    notice.message = props.message.clone();
    let toggle = Toggle::from(props.down).with_notice(notice);
    // The same callback at every render, or the section draws again.
    let fallback = use_callback((), |downtime: Downtime, ()| html! { <CallUs message={downtime.message} /> });
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_hide_direct_deposit", toggle)])}
            on_event={props.on_event.clone()}
        >
            <GuardedSection
                section={say("direct deposit", "el depósito directo")}
                down_when="profile_hide_direct_deposit"
                {fallback}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}

#[derive(PartialEq, Properties)]
struct CallUsProps {
    message: Option<Rc<str>>,
}

/// It has a heading that can take the focus: that is where the
/// focus goes if it was in the section.
#[component]
fn CallUs(props: &CallUsProps) -> Html {
    let say = use_say();
    html! {
        <div class="call-us">
            <h3 tabindex="-1">{ say("Change your account by phone", "Cambie su cuenta por teléfono") }</h3>
            if let Some(message) = &props.message {
                <p dir="auto">{ message.clone() }</p>
            }
            <p>
                { say("We can do it for you at ", "Podemos hacerlo por usted en el ") }
                <a href="tel:+12025550147">{ "202-555-0147" }</a>{ "." }
            </p>
        </div>
    }
}
