use chrono::TimeDelta;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::super::format;
use super::super::shell::Message;
use super::{Link, button, part};
use crate::model::Timestamp;

const STEPS: [(&str, TimeDelta); 6] = [
    ("−1 day", TimeDelta::days(-1)),
    ("−1 hour", TimeDelta::hours(-1)),
    ("−10 minutes", TimeDelta::minutes(-10)),
    ("+10 minutes", TimeDelta::minutes(10)),
    ("+1 hour", TimeDelta::hours(1)),
    ("+1 day", TimeDelta::days(1)),
];

pub(in crate::devtools) fn time(minute: Timestamp, offset: TimeDelta, link: &Link) -> Html {
    let step = |(words, by): (&'static str, TimeDelta)| {
        button(words.into(), None, link, move || Message::Travel(by))
    };
    let onsubmit = link.batch_callback(|event: SubmitEvent| {
        event.prevent_default();
        let field = event.target_dyn_into::<web_sys::Element>()?.query_selector("input").ok()??;
        chosen(&wasm_bindgen::JsCast::dyn_into::<HtmlInputElement>(field).ok()?.value())
            .map(Message::TravelTo)
    });
    let content = html! {
        <>
            <p>
                { "It is " }{ format::time(minute) }{ " for the guard" }
                if offset == TimeDelta::zero() {
                    { ", as in truth." }
                } else {
                    { format!(", {} from the real time.", format::offset(offset)) }
                }
                { " Feeds go on by the real time." }
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

/// The moment that a field names, in the reader's own zone: `2026-05-02T20:00`.
fn chosen(value: &str) -> Option<Timestamp> {
    let millis = js_sys::Date::new(&value.into()).get_time();
    millis.is_finite().then(|| Timestamp::from_timestamp_millis(millis as i64)).flatten()
}
