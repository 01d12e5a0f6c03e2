use chrono::TimeDelta;
use yew::prelude::*;

use super::super::moments;
use super::super::picture::Picture;
use super::super::shell::Message;
use super::{Link, button, mark};

/// What the button says besides its name, so that nothing is in force unsaid.
pub(in crate::devtools) fn marks(picture: &Picture) -> Html {
    let overrides = match picture.overrides.len() {
        0 => None,
        1 => Some("1 override".to_owned()),
        many => Some(format!("{many} overrides")),
    };
    let time = travelled(picture).then(|| format!("time {}", moments::offset(picture.offset)));
    overrides.into_iter().chain(time).map(|words| html! { <>{ " " }{ mark(words, true) }</> }).collect()
}

fn travelled(picture: &Picture) -> bool {
    picture.offset != TimeDelta::zero()
}

/// Everything that is in force and no feed says, before all else.
pub(in crate::devtools) fn overrides(picture: &Picture, link: &Link) -> Html {
    if picture.overrides.len() == 0 && !travelled(picture) {
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
            if picture.overrides.len() > 0 {
                <h2>{ "Overrides" }</h2>
                <ul>{ for picture.overrides.iter().map(each) }</ul>
                { button("Clear all overrides".into(), None, link, || Message::ClearOverrides) }
            }
            if travelled(picture) {
                <p>{ "The guard’s time is " }{ mark(moments::offset(picture.offset), true) }{ " from the real one." }</p>
                { button("Back to now".into(), None, link, || Message::BackToNow) }
            }
        </div>
    }
}
