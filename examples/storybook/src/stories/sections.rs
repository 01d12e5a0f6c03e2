//! Sections to guard: small forms such as a profile page has.

use yew::prelude::*;

use crate::choices::Language;

#[component]
pub(crate) fn DirectDeposit() -> Html {
    let translate = use_translate();
    html! {
        <Form title={translate("Direct deposit", "Depósito directo")}>
            <label>{ translate("Routing number", "Número de ruta bancaria") }<input inputmode="numeric" autocomplete="off" maxlength="9" /></label>
            <label>{ translate("Account number", "Número de cuenta") }<input inputmode="numeric" autocomplete="off" maxlength="17" /></label>
        </Form>
    }
}

#[component]
pub(crate) fn ContactInformation() -> Html {
    let translate = use_translate();
    html! {
        <Form title={translate("Contact information", "Información de contacto")}>
            <label>{ translate("Email", "Correo electrónico") }<input type="email" autocomplete="email" /></label>
            <label>{ translate("Mobile phone", "Teléfono móvil") }<input type="tel" autocomplete="tel" /></label>
        </Form>
    }
}

#[component]
pub(crate) fn Notifications() -> Html {
    let translate = use_translate();
    html! {
        <Form title={translate("Notifications", "Notificaciones")}>
            <label class="tick"><input type="checkbox" />{ translate("Email me about my appointments", "Avísenme de mis citas por correo electrónico") }</label>
            <label class="tick"><input type="checkbox" />{ translate("Text me when a claim moves on", "Envíenme un mensaje de texto cuando avance una solicitud") }</label>
        </Form>
    }
}

#[derive(PartialEq, Properties)]
struct FormProps {
    title: &'static str,
    children: Html,
}

/// A form that only pretends to save.
#[component]
fn Form(props: &FormProps) -> Html {
    let translate = use_translate();
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
            <button>{ translate("Save", "Guardar") }</button>
            <p role="status">{ saved.then(|| translate("Saved.", "Guardado.")) }</p>
        </form>
    }
}

/// The text in the preview's language: English or Spanish.
#[hook]
pub(crate) fn use_translate() -> impl Fn(&'static str, &'static str) -> &'static str {
    let language = use_context::<Language>().unwrap_or(Language::English);
    move |english, spanish| language.pick(english, spanish)
}
