//! A window of the whole site affects every service, so every
//! section that depends on one. It does not affect toggles.

use yew::prelude::*;
use yew_outage::model::WHOLE_SITE;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::{ContactInformation, DirectDeposit, Notifications};
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct WholeSiteProps {
    pub(crate) clock: ClockHandle,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn WholeSite(props: &WholeSiteProps) -> Html {
    let windows = windows::feed([window(WHOLE_SITE, "20:00", Some("22:00"))]);
    let toggles = Feed::fixed([("profile_hide_notifications", false)]);
    html! {
        <OutageGuard
            feeds={[windows, toggles]}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            <GuardedSection section="direct deposit" down_when={service("direct_deposit")}>
                <DirectDeposit />
            </GuardedSection>
            <GuardedSection section="contact information" down_when={service("va_profile")}>
                <ContactInformation />
            </GuardedSection>
            <GuardedSection section="notifications" down_when="profile_hide_notifications">
                <Notifications />
            </GuardedSection>
        </OutageGuard>
    }
}
