//! Applies the theme: sets `color-scheme` on the root element, which every `light-dark()` colour follows, those of the
//! library's alerts included.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

use crate::choices::{Choice, Theme};

impl Theme {
    fn is_dark(self) -> bool {
        match self {
            Self::System => web_sys::window()
                .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok().flatten())
                .is_some_and(|media| media.matches()),
            theme => theme == Self::Dark,
        }
    }

    fn apply(self) {
        let seen = if self.is_dark() { Self::Dark } else { Self::Light };
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
            // Fails only on a read-only style, which an element's own style is not.
            let _ = root.style().set_property("color-scheme", seen.name());
        }
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ThemeSwitchProps {
    pub(crate) theme: Theme,
    pub(crate) on_change: Callback<Theme>,
}

#[component]
pub(crate) fn ThemeSwitch(props: &ThemeSwitchProps) -> Html {
    use_effect_with(props.theme, |theme| theme.apply());
    let dark = props.theme.is_dark();
    let onclick = {
        let on_change = props.on_change.clone();
        Callback::from(move |_: MouseEvent| on_change.emit(if dark { Theme::Light } else { Theme::Dark }))
    };
    html! {
        <button type="button" class="button theme-switch" aria-pressed={dark.to_string()} {onclick}>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d="M6 1.5a6.5 6.5 0 1 0 8.5 8.5A5.5 5.5 0 0 1 6 1.5z" />
            </svg>
            { "Dark" }
        </button>
    }
}
