//! Maintenance of the whole site: a banner announces the window
//! hours ahead, and sections that depend on a service are down
//! meanwhile.

use yew::prelude::*;
use yew_outage::model::WHOLE_SITE;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::sections::{DirectDeposit, use_translate};
use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct WholeSiteProps {
    pub(crate) clock: ClockHandle,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn WholeSite(props: &WholeSiteProps) -> Html {
    let translate = use_translate();
    html! {
        <OutageGuard
            feeds={windows::feed([window(WHOLE_SITE, "20:00", Some("22:30"))])}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            // First on the page, above its main heading.
            <MaintenanceBanner />
            <h2>{ translate("Your profile", "Su perfil") }</h2>
            <GuardedSection
                section={translate("direct deposit", "el depósito directo")}
                down_when={service("direct_deposit")}
            >
                <DirectDeposit />
            </GuardedSection>
            // Depends on no service, so it stays.
            <p>{ translate("Call us at 202-555-0147 at any time.", "Llámenos al 202-555-0147 a cualquier hora.") }</p>
        </OutageGuard>
    }
}
