//! The icon of the own look, which also looks whether the style sheet of that look is there.

use std::sync::atomic::{AtomicBool, Ordering};

use gloo_events::EventListener;
use web_sys::Element;
use yew::prelude::*;

use crate::store::warn;

/// On the icon wherever the style sheet is in force.
const SIGN_OF_STYLE: &str = "--_icon";

/// The console is told once a page.
static WARNED: AtomicBool = AtomicBool::new(false);

#[derive(PartialEq, Properties)]
pub(super) struct IconProps {
    pub(super) outline: &'static str,
    pub(super) sign: &'static str,
}

pub(super) struct Icon {
    icon: NodeRef,
    /// Until the page is there with its style sheets.
    loaded: Option<EventListener>,
}

impl Component for Icon {
    type Message = ();
    type Properties = IconProps;

    fn create(_: &Context<Self>) -> Self {
        Self { icon: NodeRef::default(), loaded: None }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let IconProps { outline, sign } = *ctx.props();
        // Of a size of its own: without a style sheet it would be as wide as the page.
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
        if !first || WARNED.load(Ordering::Relaxed) {
            return;
        }
        let Some(window) = web_sys::window() else { return };
        if window.document().is_some_and(|document| document.ready_state() == "complete") {
            return look(&self.icon);
        }
        let icon = self.icon.clone();
        self.loaded = Some(EventListener::once(&window, "load", move |_| look(&icon)));
    }
}

fn look(icon: &NodeRef) {
    let Some(icon) = icon.cast::<Element>() else { return };
    let style = web_sys::window().and_then(|window| window.get_computed_style(&icon).ok()?);
    let sign = style.and_then(|style| style.get_property_value(SIGN_OF_STYLE).ok());
    // What is not on the page has no style either.
    let is_missing = icon.is_connected() && sign.is_some_and(|sign| sign.is_empty());
    if is_missing && !WARNED.swap(true, Ordering::Relaxed) {
        warn(
            "an alert is drawn in the library's own look, and its style sheet is not in force: mount an \
             OutageStyle (with the nonce, if the page's policy asks for one), or link a file of STYLESHEET",
        );
    }
}
