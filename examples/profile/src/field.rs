//! A labelled text field.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct FieldProps {
    pub(crate) id: &'static str,
    pub(crate) label: &'static str,
    #[prop_or("text")]
    pub(crate) kind: &'static str,
    pub(crate) autocomplete: &'static str,
    /// The kind of keyboard that a phone shows.
    #[prop_or_default]
    pub(crate) inputmode: Option<&'static str>,
    #[prop_or_default]
    pub(crate) hint: Option<&'static str>,
    #[prop_or_default]
    pub(crate) initial: &'static str,
}

#[component]
pub(crate) fn Field(props: &FieldProps) -> Html {
    let value = use_state_eq(|| AttrValue::from(props.initial));
    let oninput = {
        let value = value.clone();
        Callback::from(move |event: InputEvent| {
            value.set(event.target_unchecked_into::<HtmlInputElement>().value().into());
        })
    };
    let hint_id = format!("{}-hint", props.id);
    html! {
        <div class="field">
            <label for={props.id}>{ props.label }</label>
            if let Some(hint) = props.hint {
                <p class="field__hint" id={hint_id.clone()}>{ hint }</p>
            }
            <input
                id={props.id}
                type={props.kind}
                autocomplete={props.autocomplete}
                inputmode={props.inputmode}
                aria-describedby={props.hint.map(|_| hint_id)}
                value={(*value).clone()}
                {oninput}
            />
        </div>
    }
}
