//! The clock of a story about time. It stands still until the reader moves it.

use std::time::Duration;

use gloo_timers::callback::Interval;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::store::{Clock, ClockHandle, ManualClock};

use crate::datetime;

/// The time zone of stories about time, and the name shown for it.
pub(crate) const ZONE: &str = "America/New_York";
const PLACE: &str = "New York";

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How far each button advances the clock.
const STEPS: [(&str, Duration); 3] = [
    ("+10 minutes", Duration::from_secs(10 * 60)),
    ("+1 hour", HOUR),
    ("+1 day", Duration::from_secs(24 * 60 * 60)),
];

/// How far the clock advances every second while it runs.
const SPEEDS: [(&str, Duration); 3] = [
    ("1 minute a second", MINUTE),
    ("10 minutes a second", Duration::from_secs(10 * 60)),
    ("1 hour a second", HOUR),
];

/// A second, in milliseconds.
const BEAT: u32 = 1_000;

/// A manual clock, and the handle of it that a guard takes.
#[derive(Clone)]
pub(crate) struct StoryClock {
    start: Timestamp,
    hands: ManualClock,
    handle: ClockHandle,
}

impl PartialEq for StoryClock {
    fn eq(&self, other: &Self) -> bool {
        self.handle == other.handle
    }
}

impl StoryClock {
    /// A clock that starts at this time, and can be reset to it.
    pub(crate) fn starting(start: Timestamp) -> Self {
        Self::standing(start, start)
    }

    fn standing(start: Timestamp, now: Timestamp) -> Self {
        let hands = ManualClock::at(now);
        Self { start, handle: hands.clone().into(), hands }
    }

    pub(crate) fn handle(&self) -> ClockHandle {
        self.handle.clone()
    }

    /// The time that the clock shows.
    pub(crate) fn now(&self) -> Timestamp {
        self.hands.now()
    }

    /// A new clock of the same story at an earlier time. A new one, because a guard does not expect its clock to
    /// run backwards.
    fn back(&self, now: Timestamp) -> Self {
        Self::standing(self.start, now)
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ClockControlProps {
    pub(crate) label: &'static str,
    pub(crate) clock: StoryClock,
    /// Called with the clock that replaces this one.
    pub(crate) on_change: Callback<StoryClock>,
}

/// Shows the story's time and moves it. Advancing renders only these controls, so every other change on the page
/// comes from the story's guard.
#[component]
pub(crate) fn ClockControl(props: &ClockControlProps) -> Html {
    let update = use_force_update();
    let running = use_state_eq(|| false);
    let speed = use_state_eq(|| MINUTE);
    let jump = use_state_eq(|| datetime::to_field(props.clock.start, ZONE));
    let advance = {
        let (clock, update) = (props.clock.clone(), update.clone());
        move |by: Duration| {
            clock.hands.advance(by);
            update.force_update();
        }
    };
    use_effect_with((*running, *speed, props.clock.clone()), {
        let advance = advance.clone();
        move |(running, speed, _)| {
            let speed = *speed;
            let beat = running.then(|| Interval::new(BEAT, move || advance(speed)));
            move || drop(beat)
        }
    });
    let now = props.clock.now();
    let go = {
        let (clock, on_change, advance) = (props.clock.clone(), props.on_change.clone(), advance.clone());
        // Forwards by the same clock, so that everything that is due in between happens.
        move |to: Timestamp| match (to - clock.now()).to_std() {
            Ok(on) => advance(on),
            Err(_) => on_change.emit(clock.back(to)),
        }
    };
    let back = |time: Timestamp| {
        let (clock, on_change) = (props.clock.clone(), props.on_change.clone());
        Callback::from(move |_: MouseEvent| on_change.emit(clock.back(time)))
    };
    let step = |(words, by): (&'static str, Duration)| {
        let advance = advance.clone();
        button(words, None, Callback::from(move |_: MouseEvent| advance(by)))
    };
    let run = {
        let running = running.clone();
        Callback::from(move |_: MouseEvent| running.set(!*running))
    };
    let oninput = {
        let jump = jump.clone();
        Callback::from(move |event: InputEvent| {
            jump.set(event.target_unchecked_into::<HtmlInputElement>().value());
        })
    };
    let onsubmit = {
        let jump = jump.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            if let Some(time) = datetime::from_field(&jump, ZONE) {
                go(time);
            }
        })
    };
    let onchange = {
        let speed = speed.clone();
        Callback::from(move |event: Event| {
            let chosen = event.target_unchecked_into::<HtmlSelectElement>().selected_index();
            let chosen = usize::try_from(chosen).ok().and_then(|chosen| SPEEDS.get(chosen));
            speed.set(chosen.map_or(MINUTE, |(_, speed)| *speed));
        })
    };
    let option = |(words, each): (&'static str, Duration)| {
        html! { <option selected={each == *speed}>{ words }</option> }
    };
    html! {
        <fieldset class="clock">
            <legend>{ props.label }</legend>
            // Announced after a button has moved it, but not every minute while it runs.
            <p class="clock__moment" role="status" aria-live={if *running { "off" } else { "polite" }}>
                <time datetime={now.to_rfc3339()}>{ datetime::format_full(now, ZONE) }</time>{ " in " }{ PLACE }
            </p>
            <div class="clock__buttons">
                { button("−1 hour", None, back(now - HOUR)) }
                { for STEPS.map(step) }
                { button("Reset", None, back(props.clock.start)) }
            </div>
            <div class="clock__move">
                <div class="clock__run">
                    { button("Run", Some(*running), run) }
                    <div class="field">
                        <label for="clock-speed">{ "Speed" }</label>
                        <select id="clock-speed" {onchange}>{ for SPEEDS.map(option) }</select>
                    </div>
                </div>
                <form class="clock__jump" {onsubmit}>
                    <div class="field">
                        <label for="clock-jump">{ format!("Jump to, in {PLACE}") }</label>
                        <input id="clock-jump" type="datetime-local" required=true value={(*jump).clone()} {oninput} />
                    </div>
                    <button class="button button--small">{ "Jump" }</button>
                </form>
            </div>
        </fieldset>
    }
}

fn button(words: &'static str, pressed: Option<bool>, onclick: Callback<MouseEvent>) -> Html {
    let pressed = pressed.map(|pressed| pressed.to_string());
    html! {
        <button type="button" class="button button--small" aria-pressed={pressed} {onclick}>{ words }</button>
    }
}
