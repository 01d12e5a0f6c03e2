//! Every guarded section: its rule, its availability and since when, until when.

use yew::prelude::*;

use super::super::format::time;
use super::super::message::{Emit, Message};
use super::super::view_model::{OpenPanel, SectionRow};
use super::{badge, button, empty, part};
use crate::model::Availability;

pub(in crate::devtools) fn sections(panel: &OpenPanel, emit: &Emit) -> Html {
    let content = if panel.sections.is_empty() {
        empty("There is no guarded section on the page.")
    } else {
        html! { <ul>{ for panel.sections.iter().map(|section| row(section, emit)) }</ul> }
    };
    part("Sections", true, content)
}

fn row(section: &SectionRow, emit: &Emit) -> Html {
    let number = section.number;
    let is_loud = matches!(section.availability, Availability::Down(_) | Availability::Approaching(_));
    html! {
        <li key={number} class="outage-devtools__row">
            <div>
                <p>
                    <strong>{ section.name.clone() }</strong>{ " " }
                    { badge(section.availability.name(), is_loud) }
                    if section.is_overridden {
                        { " " }{ badge("overridden", true) }
                    }
                </p>
                <p class="outage-devtools__note">{ "down when " }<code>{ section.rule.clone() }</code></p>
                { when(&section.availability) }
            </div>
            { button("Show".into(), Some(&section.name), emit, move || Message::ShowSection(number)) }
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
