//! Light or dark: `color-scheme` on the root, which every `light-dark()` colour follows, the library's
//! alerts included.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Where the reader's choice is kept, for as long as the tab is open.
const KEY: &str = "theme";

#[derive(Clone, Copy, PartialEq)]
enum Theme {
    Light,
    Dark,
}

impl Theme {
    fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The reader's choice in this tab, else the system's.
    fn initial() -> Self {
        let Some(window) = web_sys::window() else { return Self::Light };
        let chosen =
            window.session_storage().ok().flatten().and_then(|kept| kept.get_item(KEY).ok().flatten());
        let dark = match chosen.as_deref() {
            Some(theme) => theme == Self::Dark.name(),
            None => window
                .match_media("(prefers-color-scheme: dark)")
                .ok()
                .flatten()
                .is_some_and(|media| media.matches()),
        };
        if dark { Self::Dark } else { Self::Light }
    }

    fn other(self) -> Self {
        match self {
            Self::Light => Self::Dark,
            Self::Dark => Self::Light,
        }
    }

    fn apply(self) {
        let root = web_sys::window().and_then(|window| window.document()?.document_element());
        if let Some(root) = root.and_then(|root| root.dyn_into::<HtmlElement>().ok()) {
            // Fails only for a read-only style, which an element's own is not.
            let _ = root.style().set_property("color-scheme", self.name());
        }
    }

    fn remember(self) {
        if let Some(kept) = web_sys::window().and_then(|window| window.session_storage().ok().flatten()) {
            // Storage may be full or forbidden; the theme then lasts until the page is left.
            let _ = kept.set_item(KEY, self.name());
        }
    }
}

#[component]
pub(crate) fn ThemeSwitch() -> Html {
    let theme = use_state_eq(Theme::initial);
    use_effect_with(*theme, |theme| theme.apply());
    let onclick = {
        let theme = theme.clone();
        Callback::from(move |_: MouseEvent| {
            let new = theme.other();
            new.remember();
            theme.set(new);
        })
    };
    let pressed = *theme == Theme::Dark;
    html! {
        <button type="button" class="button theme-switch" aria-pressed={pressed.to_string()} {onclick}>
            <svg viewBox="0 0 16 16" aria-hidden="true" focusable="false">
                <path d="M6 1.5a6.5 6.5 0 1 0 8.5 8.5A5.5 5.5 0 0 1 6 1.5z" />
            </svg>
            { "Dark" }
        </button>
    }
}
