//! The search field for stories, with its keyboard shortcut.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

/// The shortcut that focuses the field from anywhere on the page.
const SHORTCUT: &str = "/";

#[derive(PartialEq, Properties)]
pub(crate) struct SearchFieldProps {
    pub(crate) field: NodeRef,
    pub(crate) typed: AttrValue,
    /// How many stories match; `None` while the field is empty.
    pub(crate) hits: Option<usize>,
    pub(crate) on_type: Callback<AttrValue>,
    /// Called when the shortcut is pressed, as the field may be hidden.
    pub(crate) on_summon: Callback<()>,
    /// Called when a reader wants to move on to the matches.
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
                // Escape cleared the field; keep the list open.
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
            // A single-key shortcut disturbs users of speech input, so it can be switched off (WCAG 2.1.4).
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
            // Do not type the key into the field that it focuses.
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

/// Shift does not count as a modifier, because some keyboards need it for this key.
fn is_shortcut(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let typing = target.is_some_and(|target| {
        matches!(target.closest("input, textarea, select, [contenteditable]"), Ok(Some(_)))
    });
    event.key() == SHORTCUT && !modified && !typing && !event.default_prevented()
}
