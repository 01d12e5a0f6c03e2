//! What a developer has put in force: overridden toggles and another time. The panel shows it first.

use std::rc::Rc;

use chrono::TimeDelta;
use yew::prelude::*;

use super::super::format;
use super::super::message::{Emit, Message};
use super::super::view_model::ViewModel;
use super::{badge, button};

/// Badges for the panel's button, so that a closed panel hides nothing that is in force.
pub(in crate::devtools) fn active_overrides(view_model: &ViewModel) -> Html {
    let overrides = match view_model.overrides.len() {
        0 => None,
        1 => Some("1 override".to_owned()),
        count => Some(format!("{count} overrides")),
    };
    let time = is_time_shifted(view_model).then(|| format!("time {}", format::offset(view_model.offset)));
    overrides.into_iter().chain(time).map(|text| html! { <>{ " " }{ badge(text, true) }</> }).collect()
}

fn is_time_shifted(view_model: &ViewModel) -> bool {
    view_model.offset != TimeDelta::zero()
}

pub(in crate::devtools) fn overrides(view_model: &ViewModel, emit: &Emit) -> Html {
    if view_model.overrides.len() == 0 && !is_time_shifted(view_model) {
        return Html::default();
    }
    let row = |(key, on): (&Rc<str>, bool)| {
        let key = key.clone();
        html! {
            <li class="outage-devtools__row">
                <span><code>{ key.clone() }</code>{ " " }{ badge(if on { "on" } else { "off" }, true) }</span>
                { button("Clear".into(), Some(&key.clone()), emit, move || Message::SetOverride(key.clone(), None)) }
            </li>
        }
    };
    html! {
        <div class="outage-devtools__overrides">
            if view_model.overrides.len() > 0 {
                <h2>{ "Overrides" }</h2>
                <ul>{ for view_model.overrides.iter().map(row) }</ul>
                { button("Clear all overrides".into(), None, emit, || Message::ClearOverrides) }
            }
            if is_time_shifted(view_model) {
                <p>{ "The guard’s time is " }{ badge(format::offset(view_model.offset), true) }{ " from the real one." }</p>
                { button("Back to now".into(), None, emit, || Message::ResetTime) }
            }
        </div>
    }
}
