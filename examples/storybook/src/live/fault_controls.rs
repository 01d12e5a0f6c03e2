//! The controls that make the endpoint of a live story misbehave.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_outage::prelude::*;

use super::admin;
use super::controls::{button, submit};

/// Each fault: its label, and the body of the request that sets it.
const FAULTS: [(&str, &str); 5] = [
    ("Slow", r#"{"delay_ms":5000}"#),
    ("Status 500", r#"{"status":500}"#),
    ("Nonsense", r#"{"body":"<!DOCTYPE html><title>Sign in</title>"}"#),
    ("304 forever", r#"{"status":304}"#),
    ("Offline", r#"{"body":"{}","reset_after":0}"#),
];

#[derive(PartialEq, Properties)]
pub(crate) struct FaultControlsProps {
    /// The URL prefix of the endpoint.
    pub(crate) server: AttrValue,
}

/// A button for each fault, of which one at a time is in force. Faults do not affect the other controls.
#[component]
pub(crate) fn FaultControls(props: &FaultControlsProps) -> Html {
    let failure = use_state_eq(|| None::<AttrValue>);
    let fault = use_state_eq(|| None::<&'static str>);
    // Refs besides the state, because they are read after unmounting: the next story must find a healthy server.
    let is_faulty = use_mut_ref(|| false);
    let is_unmounted = use_mut_ref(|| false);
    let outage = use_outage();
    use_effect_with(props.server.clone(), {
        let (is_faulty, is_unmounted) = (is_faulty.clone(), is_unmounted.clone());
        move |server| {
            let server = server.clone();
            is_unmounted.replace(false);
            move || {
                is_unmounted.replace(true);
                if *is_faulty.borrow() {
                    spawn_local(async move {
                        // There is nowhere left to show an error.
                        let _ = admin::remove_fault(&server).await;
                    });
                }
            }
        }
    });
    let set = |to: Option<(&'static str, &'static str)>| {
        let (server, fault) = (props.server.clone(), fault.clone());
        let (is_faulty, is_unmounted) = (Rc::clone(&is_faulty), Rc::clone(&is_unmounted));
        let request = move || {
            let (server, fault) = (server.clone(), fault.clone());
            let (is_faulty, is_unmounted) = (Rc::clone(&is_faulty), Rc::clone(&is_unmounted));
            async move {
                match to {
                    Some((_, body)) => admin::set_fault(&server, body).await?,
                    None => admin::remove_fault(&server).await?,
                }
                is_faulty.replace(to.is_some());
                fault.set(to.map(|(words, _)| words));
                // The component was unmounted while the request was in flight.
                if *is_unmounted.borrow() && to.is_some() {
                    admin::remove_fault(&server).await?;
                }
                Ok(())
            }
        };
        submit(request, &failure, &outage)
    };
    // Only what this page has set: the server does not report the fault in force, and others may set one as well.
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
