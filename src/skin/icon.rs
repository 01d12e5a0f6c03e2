//! The icon of the library's own look. It also warns developers if the style sheet of that look is missing.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

use crate::store::warn;

/// A custom property that the style sheet sets for the icon.
const STYLE_SHEET_MARKER: &str = "--_icon";

/// Whether the warning was written, which happens once on a page.
static HAS_WARNED: AtomicBool = AtomicBool::new(false);

#[derive(PartialEq, Properties)]
pub(super) struct IconProps {
    pub(super) outline: &'static str,
    pub(super) sign: &'static str,
}

pub(super) struct Icon {
    icon: NodeRef,
    /// Waits until the page and its style sheets are loaded.
    load_listener: Option<EventListener>,
}

impl Component for Icon {
    type Message = ();
    type Properties = IconProps;

    fn create(_: &Context<Self>) -> Self {
        Self { icon: NodeRef::default(), load_listener: None }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let IconProps { outline, sign } = *ctx.props();
        // Has a size, because without a style sheet it would be as wide as the page.
        html! {
            <svg
                ref={self.icon.clone()}
                class="outage-alert__icon"
                viewBox="0 0 24 24"
                width="28"
                height="28"
                aria-hidden="true"
                focusable="false"
            >
                <path class="outage-alert__icon-outline" d={outline} />
                <path class="outage-alert__icon-sign" d={sign} />
            </svg>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if !first || HAS_WARNED.load(Ordering::Relaxed) {
            return;
        }
        let Some(window) = web_sys::window() else { return };
        if window.document().is_some_and(|document| document.ready_state() == "complete") {
            return warn_if_unstyled(&self.icon);
        }
        let icon = self.icon.clone();
        self.load_listener = Some(EventListener::once(&window, "load", move |_| warn_if_unstyled(&icon)));
    }
}

fn warn_if_unstyled(icon: &NodeRef) {
    let Some(icon) = icon.cast::<Element>() else { return };
    let style = web_sys::window().and_then(|window| window.get_computed_style(&icon).ok()?);
    let marker = style.and_then(|style| style.get_property_value(STYLE_SHEET_MARKER).ok());
    // An element that is not on the page has no computed style either.
    let is_missing = icon.is_connected() && marker.is_some_and(|marker| marker.is_empty());
    if is_missing && !HAS_WARNED.swap(true, Ordering::Relaxed) {
        warn(
            "an alert is drawn in the library's own look, but its style sheet does not apply: mount an \
             OutageStyle (with the nonce, if the page's policy requires one), or link a file of STYLESHEET",
        );
    }
}
