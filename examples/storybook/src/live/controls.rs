//! What the live controls share.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_outage::prelude::*;

pub(super) fn button(words: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! { <button type="button" class="button button--small" {onclick}>{ words }</button> }
}

/// Asks the server for something, says why if it refuses, and has the feed look at once.
pub(super) fn asking<F: Future<Output = Result<(), String>> + 'static>(
    ask: impl Fn() -> F + 'static,
    failure: &UseStateHandle<Option<AttrValue>>,
    outage: &Option<OutageHandle>,
) -> Callback<MouseEvent> {
    let (failure, outage) = (failure.clone(), outage.clone());
    Callback::from(move |_| {
        let (asked, failure, outage) = (ask(), failure.clone(), outage.clone());
        spawn_local(async move {
            let refused = asked.await.err();
            failure.set(refused.map(|reason| format!("That did not work: {reason}").into()));
            if let Some(outage) = outage {
                outage.refresh();
            }
        });
    })
}
