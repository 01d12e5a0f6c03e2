//! The panel's parts as html.

mod feeds;
mod overrides;
mod report;
mod sections;
mod time;
mod toggles;
mod windows;

use yew::html::Scope;
use yew::prelude::*;

use super::shell::{Message, Shell};

pub(super) use feeds::feeds;
pub(super) use overrides::{marks, overrides};
pub(super) use report::report;
pub(super) use sections::sections;
pub(super) use time::time;
pub(super) use toggles::toggles;
pub(super) use windows::windows;

type Link = Scope<Shell>;

/// A part with its heading, which folds it. `is_open`: at first.
fn part(heading: &'static str, is_open: bool, content: Html) -> Html {
    html! {
        <details class="outage-devtools__part" open={is_open}>
            <summary><h2>{ heading }</h2></summary>
            { content }
        </details>
    }
}

/// `about`: what the words alone do not say to those who meet the button by itself.
fn button(
    words: AttrValue,
    about: Option<&str>,
    link: &Link,
    pressed: impl Fn() -> Message + 'static,
) -> Html {
    let name = about.map(|about| format!("{words} {about}"));
    html! {
        <button type="button" class="outage-devtools__button" aria-label={name} onclick={link.callback(move |_: MouseEvent| pressed())}>
            { words }
        </button>
    }
}

fn none(words: &'static str) -> Html {
    html! { <p class="outage-devtools__note">{ words }</p> }
}

/// A word for how something stands, in a frame.
fn mark(words: impl Into<AttrValue>, is_loud: bool) -> Html {
    let class = classes!("outage-devtools__mark", is_loud.then_some("outage-devtools__mark--loud"));
    html! { <span {class}>{ words.into() }</span> }
}

fn left_out(count: usize, how: &str) -> Html {
    if count == 0 {
        return Html::default();
    }
    html! { <p class="outage-devtools__note">{ format!("{count} more. {how}") }</p> }
}
