//! A toggle and a maintenance window in one rule: either of
//! them, or both at once.

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct ServicesAndTogglesProps {
    pub(crate) clock: ClockHandle,
    pub(crate) hide_direct_deposit: bool,
    pub(crate) email_out: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn ServicesAndToggles(props: &ServicesAndTogglesProps) -> Html {
    let windows = windows::feed([
        window("bank", "20:00", Some("22:00")),
        window("text_messages", "20:00", Some("21:00")),
    ]);
    let toggles =
        Feed::fixed([("hide_direct_deposit", props.hide_direct_deposit), ("email_out", props.email_out)]);
    html! {
        <OutageGuard
            feeds={[windows, toggles]}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            // Down by the toggle at any time, and by the window as planned.
            <GuardedSection
                section="direct deposit"
                down_when={toggle("hide_direct_deposit").or(service("bank"))}
            >
                <h3>{ "Direct deposit" }</h3>
                <p>{ "Your payments go to the account ending in 1234." }</p>
            </GuardedSection>
            // Needs one of them: down while email is out and texts are being worked on.
            <GuardedSection
                section="reminders"
                down_when={toggle("email_out").and(service("text_messages"))}
            >
                <h3>{ "Reminders" }</h3>
                <p>{ "We remind you by email or by text, whichever works." }</p>
            </GuardedSection>
        </OutageGuard>
    }
}
