//! Shows the source of a story: the very file that runs.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use yew::prelude::*;

use crate::highlight::{Ink, pieces};

/// How long the button shows the result of copying, in milliseconds.
const STATUS_SHOWN_FOR: u32 = 3_000;

#[derive(PartialEq, Properties)]
pub(crate) struct SourceProps {
    pub(crate) source: &'static str,
}

#[component]
pub(crate) fn Source(props: &SourceProps) -> Html {
    let status = use_state_eq(|| "");
    let copy = {
        let (status, source) = (status.clone(), props.source);
        Callback::from(move |_: MouseEvent| {
            let status = status.clone();
            spawn_local(async move {
                status.set(if copy(source).await { "Copied" } else { "Copying is not allowed here" });
                Timeout::new(STATUS_SHOWN_FOR, move || status.set("")).forget();
            });
        })
    };
    html! {
        <section class="source" aria-labelledby="source-heading">
            <div class="source__bar">
                <h2 id="source-heading" class="eyebrow">{ "Source" }</h2>
                <span class="source__said" role="status">{ *status }</span>
                <button type="button" class="button button--small" onclick={copy}>{ "Copy source" }</button>
            </div>
            // Focusable, so that it can be scrolled by keyboard.
            <pre tabindex="0" role="region" aria-label="Source of this story"><code>{ for pieces(props.source).map(inked) }</code></pre>
        </section>
    }
}

fn inked((ink, piece): (Ink, &'static str)) -> Html {
    let class = match ink {
        Ink::Plain => return html! { piece },
        Ink::Comment => "code-comment",
        Ink::Text => "code-text",
        Ink::Word => "code-word",
    };
    html! { <span {class}>{ piece }</span> }
}

/// Copies a text to the clipboard. Resolves to whether that worked.
async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    let clipboard = window.navigator().clipboard();
    // A page without HTTPS has no clipboard.
    if JsValue::from(clipboard.clone()).is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}
