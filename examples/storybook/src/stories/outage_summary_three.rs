//! A list of what is out, at the head of the page. Each name
//! is a link to its section.

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::{ContactInformation, DirectDeposit, Notifications};
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct ThreeProps {
    pub(crate) clock: ClockHandle,
    pub(crate) heading_level: u8,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Three(props: &ThreeProps) -> Html {
    let bank = window("bank", "20:00", Some("22:00"));
    let mail = window("mail", "21:15", Some("23:00"));
    html! {
        <OutageGuard
            feeds={windows::feed([bank, mail])}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            <OutageSummary heading_level={props.heading_level} />
            <GuardedSection id="deposit" section="direct deposit" down_when={service("bank")} compact=true>
                <DirectDeposit />
            </GuardedSection>
            <GuardedSection id="contact" section="contact information" down_when={service("bank")} compact=true>
                <ContactInformation />
            </GuardedSection>
            <GuardedSection id="notifications" section="notifications" down_when={service("mail")} compact=true>
                <Notifications />
            </GuardedSection>
        </OutageGuard>
    }
}
