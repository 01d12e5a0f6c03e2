//! A form with a Save button that confirms.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct FormProps {
    /// The id of the heading that names the form.
    pub(crate) labelled_by: &'static str,
    /// The name of the saved data in the confirmation.
    pub(crate) saves: &'static str,
    pub(crate) children: Html,
}

#[component]
pub(crate) fn Form(props: &FormProps) -> Html {
    let saved = use_state_eq(|| false);
    let onsubmit = {
        let saved = saved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            saved.set(true);
        })
    };
    // Hide the confirmation once the reader types again.
    let oninput = {
        let saved = saved.clone();
        Callback::from(move |_: InputEvent| saved.set(false))
    };
    html! {
        <form aria-labelledby={props.labelled_by} {onsubmit} {oninput}>
            { props.children.clone() }
            <div class="form__end">
                <button>{ "Save" }</button>
                <p role="status">
                    if *saved {
                        { format!("We saved your {}.", props.saves) }
                    }
                </p>
            </div>
        </form>
    }
}
