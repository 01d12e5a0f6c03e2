//! A part of the page that belongs to another team, with feeds of
//! its own. Its guard takes language, skin and zone from yours.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::{DirectDeposit, Notifications, use_translate};

#[derive(PartialEq, Properties)]
pub(crate) struct NestedGuardsProps {
    pub(crate) ours: bool,
    pub(crate) theirs: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn NestedGuards(props: &NestedGuardsProps) -> Html {
    let translate = use_translate();
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_hide_direct_deposit", props.ours)])}
            on_event={props.on_event.clone()}
        >
            <GuardedSection
                section={translate("direct deposit", "el depósito directo")}
                down_when="profile_hide_direct_deposit"
            >
                <DirectDeposit />
            </GuardedSection>
            // Here your toggles do not exist, only theirs.
            <OutageGuard
                feeds={Feed::fixed([("mailer_is_out", props.theirs)])}
                on_event={props.on_event.clone()}
            >
                <GuardedSection section={translate("notifications", "las notificaciones")} down_when="mailer_is_out">
                    <Notifications />
                </GuardedSection>
            </OutageGuard>
        </OutageGuard>
    }
}
