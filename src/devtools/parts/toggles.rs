use std::rc::Rc;

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use super::super::shell::Message;
use super::super::view_model::{OpenPanel, ToggleRow};
use super::{Link, left_out, mark, none, part};

const CHOICES: [(&str, Option<bool>); 3] = [("as is", None), ("on", Some(true)), ("off", Some(false))];

pub(in crate::devtools) fn toggles(inside: &OpenPanel, sought: &str, link: &Link) -> Html {
    let oninput = link.callback(|event: InputEvent| {
        Message::Seek(event.target_unchecked_into::<HtmlInputElement>().value())
    });
    let content = html! {
        <>
            <label class="outage-devtools__field">
                { "Search toggles" }
                <input type="text" value={sought.to_owned()} autocomplete="off" spellcheck="false" {oninput} />
            </label>
            if inside.toggles.is_empty() {
                { none("No toggle is known by such a name.") }
            } else {
                <ul>{ for inside.toggles.iter().map(|toggle| row(toggle, link)) }</ul>
            }
            { left_out(inside.toggles_left_out, "Search to find them.") }
        </>
    };
    part("Toggles", true, content)
}

fn row(toggle: &ToggleRow, link: &Link) -> Html {
    let key = toggle.key.clone();
    let word = |on: Option<bool>| match on {
        Some(true) => "on",
        Some(false) => "off",
        None => "not known yet",
    };
    let in_force = toggle.set.or(toggle.said);
    let place = CHOICES.iter().position(|(_, choice)| *choice == toggle.set).unwrap_or_default() as u32;
    let said = match (toggle.is_named, toggle.said) {
        (true, said) | (false, said @ None) => format!("feeds say {}", word(said)),
        (false, Some(_)) => "no feed names it".to_owned(),
    };
    html! {
        <li key={&*key} class="outage-devtools__row">
            <div>
                <p><code>{ key.clone() }</code>{ " " }{ mark(word(in_force), toggle.set.is_some()) }</p>
                <p class="outage-devtools__note">
                    { said }
                    if toggle.set.is_some() {
                        { ", overridden" }
                    }
                </p>
            </div>
            // As a property, too: the attribute no longer counts once somebody has chosen.
            <select aria-label={format!("Override of {key}")} ~selectedIndex={place} onchange={chosen(key, link)}>
                { for CHOICES.map(|(words, choice)| html! {
                    <option selected={choice == toggle.set}>{ words }</option>
                }) }
            </select>
        </li>
    }
}

fn chosen(key: Rc<str>, link: &Link) -> Callback<Event> {
    link.callback(move |event: Event| {
        let place = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
        let choice = usize::try_from(place).ok().and_then(|place| CHOICES.get(place));
        Message::Override(key.clone(), choice.and_then(|(_, choice)| *choice))
    })
}
