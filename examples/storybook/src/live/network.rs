use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_outage::prelude::*;

use super::admin;
use super::controls::{asking, button};

/// What can be wrong with the answers, in words, and as the server is asked for it.
const FAULTS: [(&str, &str); 5] = [
    ("Slow", r#"{"delay_ms":5000}"#),
    ("Status 500", r#"{"status":500}"#),
    ("Nonsense", r#"{"body":"<!DOCTYPE html><title>Sign in</title>"}"#),
    ("304 forever", r#"{"status":304}"#),
    ("Offline", r#"{"body":"{}","reset_after":0}"#),
];

#[derive(PartialEq, Properties)]
pub(crate) struct NetworkProps {
    /// What stands before the path of an endpoint.
    pub(crate) server: AttrValue,
}

/// The Faults: what may go wrong between the page and its endpoint, one thing at a time. Setting
/// toggles and planning windows works all the same.
#[component]
pub(crate) fn Network(props: &NetworkProps) -> Html {
    let failure = use_state_eq(|| None::<AttrValue>);
    let fault = use_state_eq(|| None::<&'static str>);
    // Beside the state, for when this goes: the next story is to find a server that is well.
    let spoilt = use_mut_ref(|| false);
    let gone = use_mut_ref(|| false);
    let outage = use_outage();
    use_effect_with(props.server.clone(), {
        let (spoilt, gone) = (spoilt.clone(), gone.clone());
        move |server| {
            let server = server.clone();
            gone.replace(false);
            move || {
                gone.replace(true);
                if *spoilt.borrow() {
                    spawn_local(async move {
                        // Nobody is left to be told why, should it refuse.
                        let _ = admin::heal(&server).await;
                    });
                }
            }
        }
    });
    let set = |to: Option<(&'static str, &'static str)>| {
        let (server, fault) = (props.server.clone(), fault.clone());
        let (spoilt, gone) = (Rc::clone(&spoilt), Rc::clone(&gone));
        let ask = move || {
            let (server, fault) = (server.clone(), fault.clone());
            let (spoilt, gone) = (Rc::clone(&spoilt), Rc::clone(&gone));
            async move {
                match to {
                    Some((_, body)) => admin::spoil(&server, body).await?,
                    None => admin::heal(&server).await?,
                }
                spoilt.replace(to.is_some());
                fault.set(to.map(|(words, _)| words));
                // Left while the server was being asked.
                if *gone.borrow() && to.is_some() {
                    admin::heal(&server).await?;
                }
                Ok(())
            }
        };
        asking(ask, &failure, &outage)
    };
    // No more than that: the server does not tell which fault is in force, and others may set one as well.
    let set_here = fault.unwrap_or("none");
    html! {
        <fieldset class="switches live-controls" lang="en">
            <legend>{ "Network" }</legend>
            <div class="live-controls__buttons">
                { for FAULTS.map(|of| button(of.0, set(Some(of)))) }
                { button("Heal", set(None)) }
            </div>
            <p role="status">{ "Fault set from this page: " }<strong>{ set_here }</strong>{ "." }</p>
            <p class="switches__failure" role="status">{ (*failure).clone() }</p>
        </fieldset>
    }
}
