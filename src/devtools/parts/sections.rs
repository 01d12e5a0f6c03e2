use yew::prelude::*;

use super::super::format::time;
use super::super::shell::Message;
use super::super::view_model::{OpenPanel, SectionRow};
use super::{Link, button, mark, none, part};
use crate::model::Availability;

pub(in crate::devtools) fn sections(inside: &OpenPanel, link: &Link) -> Html {
    let content = if inside.sections.is_empty() {
        none("There is no guarded section on the page.")
    } else {
        html! { <ul>{ for inside.sections.iter().map(|section| row(section, link)) }</ul> }
    };
    part("Sections", true, content)
}

fn row(section: &SectionRow, link: &Link) -> Html {
    let number = section.number;
    let is_out = matches!(section.availability, Availability::Down(_) | Availability::Approaching(_));
    html! {
        <li key={number} class="outage-devtools__row">
            <div>
                <p>
                    <strong>{ section.name.clone() }</strong>{ " " }
                    { mark(section.availability.name(), is_out) }
                    if section.is_overridden {
                        { " " }{ mark("overridden", true) }
                    }
                </p>
                <p class="outage-devtools__note">{ "down when " }<code>{ section.rule.clone() }</code></p>
                { when(&section.availability) }
            </div>
            { button("Show".into(), Some(&section.name), link, move || Message::Show(number)) }
        </li>
    }
}

fn when(availability: &Availability) -> Html {
    let Some(downtime) = availability.downtime() else { return Html::default() };
    html! {
        <p class="outage-devtools__note">
            if let Some(since) = downtime.since {
                { "from " }{ time(since) }{ " " }
            }
            if let Some(until) = downtime.until {
                { "until " }{ time(until) }
            } else {
                { "no end known" }
            }
        </p>
    }
}
