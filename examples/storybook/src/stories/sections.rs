//! Sections to guard: small forms such as a profile page has.

use yew::prelude::*;

#[component]
pub(crate) fn DirectDeposit() -> Html {
    html! {
        <Form title="Direct deposit">
            <label>{ "Routing number" }<input inputmode="numeric" autocomplete="off" maxlength="9" /></label>
            <label>{ "Account number" }<input inputmode="numeric" autocomplete="off" maxlength="17" /></label>
        </Form>
    }
}

#[component]
pub(crate) fn ContactInformation() -> Html {
    html! {
        <Form title="Contact information">
            <label>{ "Email" }<input type="email" autocomplete="email" /></label>
            <label>{ "Mobile phone" }<input type="tel" autocomplete="tel" /></label>
        </Form>
    }
}

#[component]
pub(crate) fn Notifications() -> Html {
    html! {
        <Form title="Notifications">
            <label class="tick"><input type="checkbox" />{ "Email me about my appointments" }</label>
            <label class="tick"><input type="checkbox" />{ "Text me when a claim moves on" }</label>
        </Form>
    }
}

#[derive(PartialEq, Properties)]
struct FormProps {
    title: &'static str,
    children: Html,
}

/// A form that says that it saved, and sends nothing anywhere.
#[component]
fn Form(props: &FormProps) -> Html {
    let saved = use_state_eq(|| false);
    let onsubmit = {
        let saved = saved.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            saved.set(true);
        })
    };
    html! {
        <form aria-label={props.title} {onsubmit}>
            <h3>{ props.title }</h3>
            { props.children.clone() }
            <button>{ "Save" }</button>
            <p role="status">{ saved.then_some("Saved.") }</p>
        </form>
    }
}
