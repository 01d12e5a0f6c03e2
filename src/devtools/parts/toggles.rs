//! Every toggle: what the feeds say, and a choice that overrides it.

use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::message::{Emit, Message};
use super::super::view_model::{OpenPanel, ToggleRow};
use super::{badge, empty, left_out, part};

const CHOICES: [(&str, Option<bool>); 3] = [("as is", None), ("on", Some(true)), ("off", Some(false))];

pub(in crate::devtools) fn toggles(panel: &OpenPanel, search: &str, emit: &Emit) -> Html {
    let oninput = emit.reform(|event: InputEvent| {
        Message::Search(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let content = html! {
        <>
            <label class="outage-devtools__field">
                { "Search toggles" }
                <input type="text" value={search.to_owned()} autocomplete="off" spellcheck="false" {oninput} />
            </label>
            if panel.toggles.is_empty() {
                { empty("No toggle’s key matches.") }
            } else {
                <ul>{ for panel.toggles.iter().map(|toggle| row(toggle, emit)) }</ul>
            }
            { left_out(panel.toggles_left_out, "Search to find them.") }
        </>
    };
    part("Toggles", true, content)
}

fn row(toggle: &ToggleRow, emit: &Emit) -> Html {
    let key = toggle.key.clone();
    let state = |on: Option<bool>| match on {
        Some(true) => "on",
        Some(false) => "off",
        None => "not known yet",
    };
    let effective = toggle.overridden.or(toggle.reported);
    let selected = CHOICES.iter().position(|(_, choice)| *choice == toggle.overridden).unwrap_or_default();
    let source = match (toggle.is_named, toggle.reported) {
        (true, reported) | (false, reported @ None) => format!("feeds say {}", state(reported)),
        (false, Some(_)) => "no feed names it".to_owned(),
    };
    html! {
        <li key={&*key} class="outage-devtools__row">
            <div>
                <p><code>{ key.clone() }</code>{ " " }{ badge(state(effective), toggle.overridden.is_some()) }</p>
                <p class="outage-devtools__note">
                    { source }
                    if toggle.overridden.is_some() {
                        { ", overridden" }
                    }
                </p>
            </div>
            // Set the property, too: browsers ignore the `selected` attribute once somebody has chosen.
            <select aria-label={format!("Override of {key}")} ~selectedIndex={selected as u32} onchange={on_choice(key, emit)}>
                { for CHOICES.map(|(label, choice)| html! {
                    <option selected={choice == toggle.overridden}>{ label }</option>
                }) }
            </select>
        </li>
    }
}

fn on_choice(key: Rc<str>, emit: &Emit) -> Callback<Event> {
    emit.reform(move |event: Event| {
        let index = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        let choice = usize::try_from(index).ok().and_then(|index| CHOICES.get(index));
        Message::SetOverride(key.clone(), choice.and_then(|(_, choice)| *choice))
    })
}
