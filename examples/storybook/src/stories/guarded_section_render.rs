//! The section drawn in your own way: its outline stays, and
//! says by itself how it is.

use yew::prelude::*;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use super::windows::{self, window};

#[derive(PartialEq, Properties)]
pub(crate) struct RenderProps {
    pub(crate) clock: ClockHandle,
    pub(crate) section: AttrValue,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Render(props: &RenderProps) -> Html {
    let feed = windows::feed([window("direct_deposit", "20:00", Some("22:00"))]);
    let render = use_callback((), |availability: Availability, ()| drawn(&availability));
    html! {
        <OutageGuard
            feeds={feed}
            clock={props.clock.clone()}
            time_zone="America/New_York"
            on_event={props.on_event.clone()}
        >
            <GuardedSection section={props.section.clone()} down_when={service("direct_deposit")} {render} />
        </OutageGuard>
    }
}

fn drawn(availability: &Availability) -> Html {
    let state = match availability {
        Availability::Unknown => "Looking it up…",
        Availability::Approaching(_) => "Closes soon",
        Availability::Down(_) => "Closed for planned work",
        _ => "Open",
    };
    let length = availability.downtime().and_then(|downtime| Some(downtime.until? - downtime.since?));
    html! {
        <div class="counter">
            <h3>{ "Direct deposit" }</h3>
            <p class="counter__state">{ state }</p>
            if let Some(length) = length {
                <p>{ format!("The work takes {} hours.", length.num_hours()) }</p>
            }
            // Not `disabled`: a button that can take focus can say why it does nothing.
            <button type="button" aria-disabled={availability.is_down().then_some("true")}>
                { "Change bank account" }
            </button>
        </div>
    }
}
