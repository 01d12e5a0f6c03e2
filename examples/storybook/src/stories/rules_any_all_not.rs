//! Rules: any of several toggles, all of them, or a toggle that
//! is on while its service works.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct AnyAllNotProps {
    pub(crate) email_out: bool,
    pub(crate) texts_out: bool,
    pub(crate) messages_enabled: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn AnyAllNot(props: &AnyAllNotProps) -> Html {
    let toggles = Feed::fixed([
        ("email_out", props.email_out),
        ("texts_out", props.texts_out),
        ("messages_enabled", props.messages_enabled),
    ]);
    html! {
        <OutageGuard feeds={toggles} on_event={props.on_event.clone()}>
            // Needs both: down while any of them is out.
            <GuardedSection section="two-step sign-in" down_when={any(["email_out", "texts_out"])}>
                <h3>{ "Two-step sign-in" }</h3>
                <p>{ "We send you one code by email and one by text." }</p>
            </GuardedSection>
            // Needs one of them: down while all are out.
            <GuardedSection section="reminders" down_when={all(["email_out", "texts_out"])}>
                <h3>{ "Reminders" }</h3>
                <p>{ "We remind you by email or by text, whichever works." }</p>
            </GuardedSection>
            // A toggle that is on while the service works: down while it is off.
            <GuardedSection section="messages" down_when={!toggle("messages_enabled")}>
                <h3>{ "Messages" }</h3>
                <p>{ "You have no new messages." }</p>
            </GuardedSection>
        </OutageGuard>
    }
}
