use std::time::Duration;

use yew::prelude::*;

use super::alert::use_wording;
use super::use_outage;

/// Most answers are here sooner, and a line that comes and goes would only blink.
const SHOWN_AFTER: Duration = Duration::from_millis(300);

#[derive(PartialEq, Properties)]
pub(super) struct PendingProps {
    pub(super) section: AttrValue,
}

/// The line that stands in a section's place while nothing is known about it.
#[component]
pub(super) fn Pending(props: &PendingProps) -> Html {
    let shown = use_state_eq(|| false);
    let messages = use_wording().messages;
    let guard = use_outage();
    use_effect_with(guard, {
        let shown = shown.clone();
        move |guard| {
            let timer = guard
                .as_ref()
                .map(|guard| guard.store.clock().after(SHOWN_AFTER, Box::new(move || shown.set(true))));
            move || drop(timer)
        }
    });
    if !*shown {
        return Html::default();
    }
    html! { <p class="outage-pending">{ messages.pending.replace("{section}", &props.section) }</p> }
}
