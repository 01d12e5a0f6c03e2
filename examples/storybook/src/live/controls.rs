//! Shared parts of the live controls: a button, and sending a request when it is pressed.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_outage::prelude::*;

/// A small button.
pub(super) fn button(words: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="button button--small" {onclick}>{ words }</button> }
}

/// A click handler that sends a request, shows why if it fails, and then refreshes the feed.
pub(super) fn submit<F: Future<Output = Result<(), String>> + 'static>(
    send: impl Fn() -> F + 'static,
    failure: &UseStateHandle<Option<AttrValue>>,
    outage: &Option<OutageHandle>,
) -> Callback<MouseEvent> {
    let (failure, outage) = (failure.clone(), outage.clone());
    Callback::from(move |_| {
        let (sent, failure, outage) = (send(), failure.clone(), outage.clone());
        spawn_local(async move {
            let error = sent.await.err();
            failure.set(error.map(|reason| format!("That did not work: {reason}").into()));
            if let Some(outage) = outage {
                outage.refresh();
            }
        });
    })
}
