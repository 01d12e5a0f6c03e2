//! The controls that plan and end a maintenance window on a live story's endpoint.

use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_outage::prelude::*;

use super::admin::{self, Window};
use super::controls::{button, submit};

/// The id of the one window that these controls plan.
const ID: &str = "storybook";

/// The start and the end of the window, in milliseconds from now.
const STARTS_IN_MS: u32 = 10_000;
const ENDS_IN_MS: u32 = 30_000;

#[derive(PartialEq, Properties)]
pub(crate) struct WindowControlsProps {
    /// The URL prefix of the endpoint.
    pub(crate) server: AttrValue,
    /// The service that the window affects.
    pub(crate) service: &'static str,
}

/// Controls for one window that starts soon and is short enough to wait for.
#[component]
pub(crate) fn WindowControls(props: &WindowControlsProps) -> Html {
    let message = use_state_eq(|| AttrValue::from("We are moving to a new bank partner."));
    let failure = use_state_eq(|| None::<AttrValue>);
    let outage = use_outage();
    let availability = use_availability(service(props.service));
    let plan = {
        let (server, service, message) = (props.server.clone(), props.service, message.clone());
        move || {
            let window = Window {
                service,
                starts_in_ms: STARTS_IN_MS,
                ends_in_ms: ENDS_IN_MS,
                message: (!message.trim().is_empty()).then(|| message.to_string()),
            };
            let server = server.clone();
            async move { admin::plan(&server, ID, window).await }
        }
    };
    let end = {
        let server = props.server.clone();
        move || {
            let server = server.clone();
            async move { admin::end(&server, ID).await }
        }
    };
    let remove = {
        let server = props.server.clone();
        move || {
            let server = server.clone();
            async move { admin::remove(&server, ID).await }
        }
    };
    let oninput = {
        let message = message.clone();
        Callback::from(move |event: InputEvent| {
            message.set(event.target_unchecked_into::<HtmlInputElement>().value().into());
        })
    };
    html! {
        <fieldset class="switches live-controls" lang="en">
            <legend>{ "Maintenance window on the server" }</legend>
            <label>
                { "Message" }
                <input type="text" autocomplete="off" value={(*message).clone()} {oninput} />
            </label>
            <div class="live-controls__buttons">
                { button("Plan: in 10 seconds, for 20", submit(plan, &failure, &outage)) }
                { button("End it now", submit(end, &failure, &outage)) }
                { button("Remove it", submit(remove, &failure, &outage)) }
            </div>
            <p>{ "The section is " }<code>{ availability.name() }</code>{ "." }</p>
            <p class="switches__failure" role="status">{ (*failure).clone() }</p>
        </fieldset>
    }
}
