//! The clock of a story about time: it stands still until a reader moves it.

use std::time::Duration;

use gloo_timers::callback::Interval;
use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::store::{Clock, ClockHandle, ManualClock};

/// The zone in which stories about time tell it, and what it is called.
const ZONE: &str = "America/New_York";
const PLACE: &str = "New York";

const MINUTE: Duration = Duration::from_secs(60);
const HOUR: Duration = Duration::from_secs(60 * 60);

/// How far each button moves the clock on.
const STEPS: [(&str, Duration); 3] = [
    ("+10 minutes", Duration::from_secs(10 * 60)),
    ("+1 hour", HOUR),
    ("+1 day", Duration::from_secs(24 * 60 * 60)),
];

/// While the clock runs, a minute passes every so many milliseconds.
const BEAT: u32 = 1_000;

/// A clock to move by hand, and the handle of it that a guard takes.
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
    /// Stands at this moment, and comes back to it.
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

    /// A clock of the same story at an earlier moment. Another one, because no guard expects its own to
    /// run backwards.
    fn back(&self, now: Timestamp) -> Self {
        Self::standing(self.start, now)
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct ClockControlProps {
    pub(crate) label: &'static str,
    pub(crate) clock: StoryClock,
    /// Called with the clock that takes this one's place.
    pub(crate) on_change: Callback<StoryClock>,
}

/// Tells the story's time, and moves it. Moved on, it renders nothing but itself: whatever else changes
/// on the page, the guard in the story has changed.
#[component]
pub(crate) fn ClockControl(props: &ClockControlProps) -> Html {
    let update = use_force_update();
    let running = use_state_eq(|| false);
    let advance = {
        let (clock, update) = (props.clock.clone(), update.clone());
        move |by: Duration| {
            clock.hands.advance(by);
            update.force_update();
        }
    };
    use_effect_with((*running, props.clock.clone()), {
        let advance = advance.clone();
        move |(running, _)| {
            let beat = running.then(|| Interval::new(BEAT, move || advance(MINUTE)));
            move || drop(beat)
        }
    });
    let now = props.clock.hands.now();
    let replace = |moment: Timestamp| {
        let (clock, on_change) = (props.clock.clone(), props.on_change.clone());
        Callback::from(move |_: MouseEvent| on_change.emit(clock.back(moment)))
    };
    let step = |(words, by): (&'static str, Duration)| {
        let advance = advance.clone();
        button(words, None, Callback::from(move |_: MouseEvent| advance(by)))
    };
    let run = {
        let running = running.clone();
        Callback::from(move |_: MouseEvent| running.set(!*running))
    };
    html! {
        <fieldset class="clock" aria-describedby="clock-hint">
            <legend>{ props.label }</legend>
            // Read out where a button has moved it; not minute by minute while it runs.
            <p class="clock__moment" role="status" aria-live={if *running { "off" } else { "polite" }}>
                <time datetime={now.to_rfc3339()}>{ in_words(now) }</time>{ " in " }{ PLACE }
            </p>
            <div class="clock__buttons">
                { button("−1 hour", None, replace(now - HOUR)) }
                { for STEPS.map(step) }
                { button("Run", Some(*running), run) }
                { button("Reset", None, replace(props.clock.start)) }
            </div>
            <p class="clock__hint" id="clock-hint">{ "While it runs, a minute passes every second." }</p>
        </fieldset>
    }
}

fn button(words: &'static str, pressed: Option<bool>, onclick: Callback<MouseEvent>) -> Html {
    let pressed = pressed.map(|pressed| pressed.to_string());
    html! {
        <button type="button" class="button button--small" aria-pressed={pressed} {onclick}>{ words }</button>
    }
}

/// "Saturday, May 2, 2026 at 7:00 PM".
fn in_words(moment: Timestamp) -> String {
    let options = Object::new();
    for (name, value) in [("dateStyle", "full"), ("timeStyle", "short"), ("timeZone", ZONE)] {
        // Fails only for an object that is frozen.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let date = Date::new(&JsValue::from_f64(moment.timestamp_millis() as f64));
    date.to_locale_string("en-US", &options).into()
}
