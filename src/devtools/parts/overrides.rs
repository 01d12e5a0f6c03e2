use chrono::TimeDelta;
use yew::prelude::*;

use super::super::format;
use super::super::shell::Message;
use super::super::view_model::ViewModel;
use super::{Link, button, mark};

/// What the button says besides its name, so that nothing is in force unsaid.
pub(in crate::devtools) fn marks(view_model: &ViewModel) -> Html {
    let overrides = match view_model.overrides.len() {
        0 => None,
        1 => Some("1 override".to_owned()),
        many => Some(format!("{many} overrides")),
    };
    let time = travelled(view_model).then(|| format!("time {}", format::offset(view_model.offset)));
    overrides.into_iter().chain(time).map(|words| html! { <>{ " " }{ mark(words, true) }</> }).collect()
}

fn travelled(view_model: &ViewModel) -> bool {
    view_model.offset != TimeDelta::zero()
}

/// Everything that is in force and no feed says, before all else.
pub(in crate::devtools) fn overrides(view_model: &ViewModel, link: &Link) -> Html {
    if view_model.overrides.len() == 0 && !travelled(view_model) {
        return Html::default();
    }
    let each = |(key, on): (&std::rc::Rc<str>, bool)| {
        let key = key.clone();
        html! {
            <li class="outage-devtools__row">
                <span><code>{ key.clone() }</code>{ " " }{ mark(if on { "on" } else { "off" }, true) }</span>
                { button("Clear".into(), Some(&key.clone()), link, move || Message::Override(key.clone(), None)) }
            </li>
        }
    };
    html! {
        <div class="outage-devtools__forced">
            if view_model.overrides.len() > 0 {
                <h2>{ "Overrides" }</h2>
                <ul>{ for view_model.overrides.iter().map(each) }</ul>
                { button("Clear all overrides".into(), None, link, || Message::ClearOverrides) }
            }
            if travelled(view_model) {
                <p>{ "The guard’s time is " }{ mark(format::offset(view_model.offset), true) }{ " from the real one." }</p>
                { button("Back to now".into(), None, link, || Message::BackToNow) }
            }
        </div>
    }
}
