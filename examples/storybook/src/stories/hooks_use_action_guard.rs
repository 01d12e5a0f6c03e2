//! A form that takes 20 minutes. Its button says why it can't be
//! started, also when the work begins in 10 minutes.

use std::time::Duration;

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct UseActionGuardProps {
    pub(crate) clock: ClockHandle,
    pub(crate) action: AttrValue,
    pub(crate) minutes: u64,
}

#[component]
pub(crate) fn UseActionGuard(props: &UseActionGuardProps) -> Html {
    let feeds = windows::feed([window("claims", "20:00", Some("22:00"))]);
    html! {
        <OutageGuard {feeds} clock={props.clock.clone()} time_zone="America/New_York">
            <StartForm
                action={props.action.clone()}
                takes={Duration::from_secs(props.minutes * 60)}
            />
        </OutageGuard>
    }
}

#[derive(PartialEq, Properties)]
struct StartFormProps {
    action: AttrValue,
    takes: Duration,
}

#[component]
fn StartForm(props: &StartFormProps) -> Html {
    let started = use_state(|| 0);
    let start = use_action_guard(props.action.clone(), service("claims"), props.takes);
    let onclick = {
        let started = started.clone();
        Callback::from(move |_: MouseEvent| started.set(*started + 1))
    };
    html! {
        <>
            <button
                type="button"
                aria-disabled={start.aria_disabled()}
                aria-describedby={start.described_by()}
                onclick={start.unless_blocked(onclick)}
            >
                { "Start the form" }
            </button>
            { start.reason() }
            <p>{ format!("Started: {}", *started) }</p>
        </>
    }
}
