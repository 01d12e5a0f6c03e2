//! The field in which a reader looks for stories.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// Comes to the field from anywhere on the page.
const SHORTCUT: &str = "/";

#[derive(PartialEq, Properties)]
pub(crate) struct SearchFieldProps {
    pub(crate) field: NodeRef,
    pub(crate) typed: AttrValue,
    /// How many stories are found; `None` while nothing is looked for.
    pub(crate) hits: Option<usize>,
    pub(crate) on_type: Callback<AttrValue>,
    /// Called when the shortcut asks for the field, which may be out of sight.
    pub(crate) on_summon: Callback<()>,
    /// Called when a reader wants to go on to what was found.
    pub(crate) on_leave: Callback<()>,
}

#[component]
pub(crate) fn SearchField(props: &SearchFieldProps) -> Html {
    let shortcut = use_state_eq(|| true);
    use_shortcut(*shortcut, props.on_summon.clone());
    let oninput = props.on_type.reform(|event: InputEvent| {
        AttrValue::from(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let onkeydown = {
        let (typed, on_type) = (props.typed.clone(), props.on_type.clone());
        let on_leave = props.on_leave.clone();
        Callback::from(move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" if !typed.is_empty() => {
                event.prevent_default();
                // It cleared the field; the list stays unfolded.
                event.stop_propagation();
                on_type.emit(AttrValue::default());
            }
            "ArrowDown" => {
                event.prevent_default();
                on_leave.emit(());
            }
            _ => {}
        })
    };
    let onchange = {
        let shortcut = shortcut.clone();
        Callback::from(move |event: Event| {
            shortcut.set(event.target_unchecked_into::<HtmlInputElement>().checked());
        })
    };
    html! {
        <div class="search" role="search">
            <div class="field">
                <label for="search">{ "Search stories" }</label>
                <input
                    ref={props.field.clone()}
                    id="search"
                    type="search"
                    autocomplete="off"
                    spellcheck="false"
                    aria-keyshortcuts={shortcut.then_some(SHORTCUT)}
                    value={props.typed.clone()}
                    {oninput}
                    {onkeydown}
                />
            </div>
            <p class="search__hits" role="status">{ props.hits.map(in_words) }</p>
            // A key by itself is in the way of readers who speak their commands: it can be switched off.
            <div class="field field--tick">
                <input id="search-shortcut" type="checkbox" checked={*shortcut} {onchange} />
                <label for="search-shortcut">{ "Press " }<kbd>{ SHORTCUT }</kbd>{ " to search" }</label>
            </div>
        </div>
    }
}

fn in_words(hits: usize) -> String {
    match hits {
        0 => "No story has all these words.".to_owned(),
        1 => "1 story".to_owned(),
        hits => format!("{hits} stories"),
    }
}

#[hook]
fn use_shortcut(enabled: bool, on_summon: Callback<()>) {
    use_effect_with((enabled, on_summon), |(enabled, on_summon)| {
        let document = web_sys::window().and_then(|window| window.document()).filter(|_| *enabled);
        let listener = document.map(|document| {
            let on_summon = on_summon.clone();
            // The key must not be typed into the field that it leads to.
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                if event.dyn_ref().is_some_and(is_shortcut) {
                    event.prevent_default();
                    on_summon.emit(());
                }
            })
        });
        move || drop(listener)
    });
}

/// Shift counts for no modifier: on some keyboards there is no other way to the key.
fn is_shortcut(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| {
        matches!(target.closest("input, textarea, select, [contenteditable]"), Ok(Some(_)))
    });
    event.key() == SHORTCUT && !modified && !typing && !event.default_prevented()
}
