//! Moves the guard's time, to see windows begin and end.

use chrono::TimeDelta;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement};
use yew::prelude::*;

use super::super::format;
use super::super::message::{Emit, Message};
use super::{button, part};
use crate::model::Timestamp;

const STEPS: [(&str, TimeDelta); 6] = [
    ("−1 day", TimeDelta::days(-1)),
    ("−1 hour", TimeDelta::hours(-1)),
    ("−10 minutes", TimeDelta::minutes(-10)),
    ("+10 minutes", TimeDelta::minutes(10)),
    ("+1 hour", TimeDelta::hours(1)),
    ("+1 day", TimeDelta::days(1)),
];

pub(in crate::devtools) fn time(minute: Timestamp, offset: TimeDelta, emit: &Emit) -> Html {
    let step = |(label, by): (&'static str, TimeDelta)| {
        button(label.into(), None, emit, move || Message::ShiftTime(by))
    };
    let emit = emit.clone();
    let onsubmit = Callback::from(move |event: SubmitEvent| {
        event.prevent_default();
        if let Some(time) = submitted_time(&event) {
            emit.emit(Message::SetTime(time));
        }
    });
    let content = html! {
        <>
            <p>
                { "It is " }{ format::time(minute) }{ " for the guard" }
                if offset == TimeDelta::zero() {
                    { ", which is the real time." }
                } else {
                    { format!(", {} from the real time.", format::offset(offset)) }
                }
                { " Feeds are polled by the real time." }
            </p>
            <div class="outage-devtools__buttons" role="group" aria-label="Move the guard’s time">
                { for STEPS.map(step) }
            </div>
            <form class="outage-devtools__buttons" {onsubmit}>
                <label class="outage-devtools__field">
                    { "Go to, in your own time zone" }
                    <input type="datetime-local" required=true />
                </label>
                <button type="submit" class="outage-devtools__button">{ "Go" }</button>
            </form>
        </>
    };
    part("Time", false, content)
}

/// The time in the form's field, `2026-05-02T20:00`, read in the browser's time zone.
fn submitted_time(event: &SubmitEvent) -> Option<Timestamp> {
    let form = event.target_dyn_into::<Element>()?;
    let field = form.query_selector("input").ok()??.dyn_into::<HtmlInputElement>().ok()?;
    let millis = js_sys::Date::new(&field.value().into()).get_time();
    millis.is_finite().then(|| Timestamp::from_timestamp_millis(millis as i64)).flatten()
}
