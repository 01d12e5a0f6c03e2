//! The controls that flip the toggles of a live story's endpoint.

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_outage::prelude::*;

use super::admin::{self, Setting};
use crate::datetime;

const KEYS: [&str; 3] =
    ["profile_hide_direct_deposit", "profile_hide_contact_information", "profile_hide_notifications"];

#[derive(PartialEq, Properties)]
pub(crate) struct SwitchesProps {
    /// The URL prefix of the endpoint.
    pub(crate) server: AttrValue,
}

/// A switch for each toggle, and the notice that is sent with it.
#[component]
pub(crate) fn Switches(props: &SwitchesProps) -> Html {
    let message = use_state_eq(AttrValue::default);
    let ends_at = use_state_eq(AttrValue::default);
    let failure = use_state_eq(|| None::<AttrValue>);
    let outage = use_outage();
    let flip = {
        let (server, message, ends_at) = (props.server.clone(), message.clone(), ends_at.clone());
        let failure = failure.clone();
        Callback::from(move |(key, on): (&'static str, bool)| {
            let setting = Setting {
                on,
                message: (on && !message.trim().is_empty()).then(|| message.to_string()),
                ends_at: datetime::parse_local(&ends_at).filter(|_| on).map(|time| time.to_rfc3339()),
            };
            let (server, failure, outage) = (server.clone(), failure.clone(), outage.clone());
            spawn_local(async move {
                let set = admin::set(&server, key, setting).await;
                failure.set(set.err().map(|reason| format!("{key} could not be set: {reason}").into()));
                // The next poll comes within a second, but a flip of a switch should show at once.
                if let Some(outage) = outage {
                    outage.refresh();
                }
            });
        })
    };
    html! {
        <fieldset class="switches" lang="en">
            <legend>{ "Toggles on the server" }</legend>
            <ul>
                { for KEYS.map(|name| html! { <li><Switch {name} flip={flip.clone()} /></li> }) }
            </ul>
            <div class="switches__notice">
                <label>
                    { "Notice (sent when a toggle is switched on)" }
                    <input type="text" autocomplete="off" value={(*message).clone()} oninput={typed(&message)} />
                </label>
                <label>
                    { "Ends at" }
                    <input type="datetime-local" value={(*ends_at).clone()} oninput={typed(&ends_at)} />
                </label>
            </div>
            <p class="switches__failure" role="status">{ (*failure).clone() }</p>
        </fieldset>
    }
}

#[derive(PartialEq, Properties)]
struct SwitchProps {
    name: &'static str,
    flip: Callback<(&'static str, bool)>,
}

/// A switch that shows the state in the feed, so it moves only once the server has the change.
#[component]
fn Switch(props: &SwitchProps) -> Html {
    let on = use_toggle(props.name).is_some_and(|toggle| toggle.is_on());
    let onclick = {
        let (name, flip) = (props.name, props.flip.clone());
        Callback::from(move |_: MouseEvent| flip.emit((name, !on)))
    };
    html! {
        <button type="button" class="switch" role="switch" aria-checked={on.to_string()} {onclick}>
            <span class="switch__track" aria-hidden="true"></span>
            // Let a long key break between its words.
            <code>{ for props.name.split_inclusive('_').map(|word| html! { <>{ word }<wbr /></> }) }</code>
        </button>
    }
}

fn typed(state: &UseStateHandle<AttrValue>) -> Callback<InputEvent> {
    let state = state.clone();
    Callback::from(move |event: InputEvent| {
        state.set(event.target_unchecked_into::<HtmlInputElement>().value().into());
    })
}
