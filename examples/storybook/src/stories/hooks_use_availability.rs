//! Where a guard does not fit: a link marked as out, and a
//! button that can't be pressed.

use yew::prelude::*;
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct UseAvailabilityProps {
    pub(crate) down: bool,
}

#[component]
pub(crate) fn UseAvailability(props: &UseAvailabilityProps) -> Html {
    html! {
        <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", props.down)])}>
            <DirectDepositLink />
            <ChangeAccount />
        </OutageGuard>
    }
}

#[component]
fn DirectDepositLink() -> Html {
    let down = use_availability("profile_hide_direct_deposit").is_down();
    html! {
        <p>
            <a href="#/guarded-section/down">{ "Direct deposit" }</a>
            if down {
                { " (not available right now)" }
            }
        </p>
    }
}

#[component]
fn ChangeAccount() -> Html {
    let down = use_availability("profile_hide_direct_deposit").is_down();
    // Not `disabled`, because only a focusable button can announce why it does nothing.
    html! {
        <button type="button" aria-disabled={down.then_some("true")}>
            { if down { "Change bank account (not available right now)" } else { "Change bank account" } }
        </button>
    }
}
