//! The panel's parts, each a function from the view model to html.

mod feeds;
mod overrides;
mod report;
mod sections;
mod time;
mod toggles;
mod windows;

use yew::prelude::*;

use super::message::{Emit, Message};

pub(super) use feeds::feeds;
pub(super) use overrides::{active_overrides, overrides};
pub(super) use report::report;
pub(super) use sections::sections;
pub(super) use time::time;
pub(super) use toggles::toggles;
pub(super) use windows::windows;

/// A part that its heading folds. `is_open`: whether it starts unfolded.
fn part(heading: &'static str, is_open: bool, content: Html) -> Html {
    html! {
        <details class="outage-devtools__part" open={is_open}>
            <summary><h2>{ heading }</h2></summary>
            { content }
        </details>
    }
}

/// A button that sends a message. `about` completes its accessible name, for buttons with the same label.
fn button(
    label: AttrValue,
    about: Option<&str>,
    emit: &Emit,
    message: impl Fn() -> Message + 'static,
) -> Html {
    let name = about.map(|about| format!("{label} {about}"));
    let onclick = emit.reform(move |_: MouseEvent| message());
    html! {
        <button type="button" class="outage-devtools__button" aria-label={name} {onclick}>
            { label }
        </button>
    }
}

/// The line of a part that has nothing to list.
fn empty(text: &'static str) -> Html {
    html! { <p class="outage-devtools__note">{ text }</p> }
}

/// A state in one word, in a frame.
fn badge(text: impl Into<AttrValue>, is_loud: bool) -> Html {
    let class = classes!("outage-devtools__badge", is_loud.then_some("outage-devtools__badge--loud"));
    html! { <span {class}>{ text.into() }</span> }
}

/// How many entries the list leaves out, and what to do about it.
fn left_out(count: usize, hint: &str) -> Html {
    if count == 0 {
        return Html::default();
    }
    html! { <p class="outage-devtools__note">{ format!("{count} more. {hint}") }</p> }
}
