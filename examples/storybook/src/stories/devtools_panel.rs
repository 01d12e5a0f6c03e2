//! The panel for developers, over a page with two sections. An
//! app has it behind a feature of its own, and not for readers.

use yew::prelude::*;
use yew_outage::devtools::OutageDevtools;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::{ContactInformation, DirectDeposit};
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct PanelProps {
    pub(crate) clock: ClockHandle,
    /// Of the page's Content-Security-Policy.
    pub(crate) nonce: Option<AttrValue>,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Panel(props: &PanelProps) -> Html {
    let bank =
        window("direct_deposit", "20:00", Some("22:00")).with_message("We are moving to a new bank partner.");
    let feeds = [
        windows::feed([bank, window("mail", "22:00", None)]),
        Feed::fixed([("hide_contact_information", false), ("new_form", true)]),
    ];
    html! {
        <OutageGuard {feeds} clock={props.clock.clone()} on_event={props.on_event.clone()}>
            <GuardedSection
                section="direct deposit"
                down_when={toggle("hide_direct_deposit").or(service("direct_deposit"))}
            >
                <DirectDeposit />
            </GuardedSection>
            <GuardedSection section="contact information" down_when="hide_contact_information">
                <ContactInformation />
            </GuardedSection>
            <OutageDevtools nonce={props.nonce.clone()} />
        </OutageGuard>
    }
}
