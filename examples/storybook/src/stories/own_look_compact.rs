//! Cards that have little room. Inside `outage-compact` alerts
//! take less of it.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct CompactProps {
    pub(crate) payments_down: bool,
    pub(crate) messages_down: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Compact(props: &CompactProps) -> Html {
    let toggles =
        Feed::fixed([("hide_payments", props.payments_down), ("hide_messages", props.messages_down)]);
    html! {
        <OutageGuard feeds={toggles} skin={Skin::OWN} on_event={props.on_event.clone()}>
            <div class="dashboard">
                <section class="tile outage-compact" aria-labelledby="tile-payments">
                    <h3 id="tile-payments">{ "Payments" }</h3>
                    <GuardedSection section="payments" down_when="hide_payments" heading_level={4}>
                        <p>{ "The next one comes on the first of the month." }</p>
                    </GuardedSection>
                </section>
                <section class="tile outage-compact" aria-labelledby="tile-messages">
                    <h3 id="tile-messages">{ "Messages" }</h3>
                    <GuardedSection section="messages" down_when="hide_messages" heading_level={4}>
                        <p>{ "You have no new messages." }</p>
                    </GuardedSection>
                </section>
            </div>
        </OutageGuard>
    }
}
