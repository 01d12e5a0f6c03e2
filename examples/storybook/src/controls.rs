//! The controls of a story: one labelled field for each property that a reader may change.

use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

use crate::clock::ClockControl;
use crate::values::{ON, Values};

/// A control for one property of a story.
#[derive(Debug, PartialEq)]
pub(crate) struct Control {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) kind: Kind,
}

/// The type of a control, with its initial value.
#[derive(Debug, PartialEq)]
pub(crate) enum Kind {
    /// In English and in Spanish.
    Text(&'static str, &'static str),
    /// The initial option, and all options.
    Choice(&'static str, &'static [&'static str]),
    Switch(bool),
    /// Initially tomorrow at this time of the day.
    Time(&'static str),
    /// The clock of a story about time, with the time at which it starts.
    Clock(&'static str),
}

#[derive(PartialEq, Properties)]
pub(crate) struct ControlsProps {
    pub(crate) controls: &'static [Control],
    pub(crate) values: Values,
    pub(crate) on_change: Callback<Values>,
}

#[component]
pub(crate) fn Controls(props: &ControlsProps) -> Html {
    if props.controls.is_empty() {
        return Html::default();
    }
    html! {
        <section class="controls" aria-labelledby="controls-heading">
            <h2 id="controls-heading" class="eyebrow">{ "Controls" }</h2>
            <div class="controls__fields">
                { for props.controls.iter().map(|control| field(control, props)) }
            </div>
        </section>
    }
}

fn field(control: &'static Control, props: &ControlsProps) -> Html {
    let id = format!("control-{}", control.name);
    let value = props.values.text(control.name);
    let set = {
        let (values, on_change) = (props.values.clone(), props.on_change.clone());
        move |value: String| on_change.emit(values.clone().with(control.name, value.into()))
    };
    let typed = |set: Box<dyn Fn(String)>| {
        Callback::from(move |event: InputEvent| {
            set(event.target_unchecked_into::<HtmlInputElement>().value())
        })
    };
    match control.kind {
        Kind::Text(..) => html! {
            <div class="field">
                <label for={id.clone()}>{ control.label }</label>
                <input {id} type="text" autocomplete="off" {value} oninput={typed(Box::new(set))} />
            </div>
        },
        Kind::Time(_) => html! {
            <div class="field">
                <label for={id.clone()}>{ control.label }</label>
                <input {id} type="datetime-local" {value} oninput={typed(Box::new(set))} />
            </div>
        },
        Kind::Clock(_) => {
            let Some(clock) = props.values.story_clock() else { return Html::default() };
            let (values, on_change) = (props.values.clone(), props.on_change.clone());
            let on_change = Callback::from(move |clock| on_change.emit(values.clone().with_clock(clock)));
            html! { <ClockControl label={control.label} {clock} {on_change} /> }
        }
        Kind::Choice(_, choices) => {
            let onchange = Callback::from(move |event: Event| {
                set(event.target_unchecked_into::<HtmlSelectElement>().value());
            });
            let option = |choice: &'static str| html! { <option value={choice} selected={value == choice}>{ choice }</option> };
            html! {
                <div class="field">
                    <label for={id.clone()}>{ control.label }</label>
                    <select {id} {onchange}>{ for choices.iter().copied().map(option) }</select>
                </div>
            }
        }
        Kind::Switch(_) => {
            let onchange = Callback::from(move |event: Event| {
                let on = event.target_unchecked_into::<HtmlInputElement>().checked();
                set(if on { ON } else { "" }.to_owned());
            });
            html! {
                <div class="field field--tick">
                    <input id={id.clone()} type="checkbox" checked={value == ON} {onchange} />
                    <label for={id}>{ control.label }</label>
                </div>
            }
        }
    }
}
