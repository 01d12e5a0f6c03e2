//! A guard inside a guard: sections in the inner one use only
//! the inner one's feeds.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct NestedProps {
    pub(crate) outer: bool,
    pub(crate) inner: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Nested(props: &NestedProps) -> Html {
    html! {
        <OutageGuard feeds={Feed::fixed([("hide_payments", props.outer)])} on_event={props.on_event.clone()}>
            <GuardedSection section="payments" down_when="hide_payments">
                <p>{ "Payments, under the outer guard." }</p>
            </GuardedSection>
            <OutageGuard
                feeds={Feed::fixed([("hide_payments", props.inner)])}
                on_event={props.on_event.clone()}
            >
                <GuardedSection section="payments in the preview" down_when="hide_payments">
                    <p>{ "Payments in the preview, under the inner guard." }</p>
                </GuardedSection>
            </OutageGuard>
        </OutageGuard>
    }
}
