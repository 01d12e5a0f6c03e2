//! Moments in words and in the text of an `<input type="datetime-local">`, in some zone.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use yew_outage::model::Timestamp;

/// Of a field in the reader's own zone; `None` while it is empty or half filled.
pub(crate) fn parse(local: &str) -> Option<Timestamp> {
    let millis = Date::parse(local);
    // An invalid date is not a number, and a cast would make the year 1970 of it.
    if millis.is_finite() { Timestamp::from_timestamp_millis(millis as i64) } else { None }
}

/// Tomorrow at this time. Relative, because an end that has passed is not shown.
pub(crate) fn tomorrow(time: &str) -> String {
    let day = Date::new_0();
    day.set_date(day.get_date() + 1);
    format!("{:04}-{:02}-{:02}T{time}", day.get_full_year(), day.get_month() + 1, day.get_date())
}

/// The text of a field in this zone: `2026-05-02T19:00`.
pub(crate) fn in_field(moment: Timestamp, zone: &str) -> String {
    // Sweden writes a moment as a field does, but for a space.
    let written = written(moment, "sv-SE", &[("dateStyle", "short"), ("timeStyle", "short")], Some(zone));
    written.replacen(' ', "T", 1)
}

/// The moment that a field in this zone names; `None` while it is empty or half filled. Of an hour that a
/// clock change skips or repeats it is one of the two that it may be.
pub(crate) fn of_field(text: &str, zone: &str) -> Option<Timestamp> {
    let as_utc = |text: &str| format!("{text}:00Z").parse::<Timestamp>().ok();
    let wanted = as_utc(text)?;
    let mut moment = wanted;
    // The second time by the offset that the zone has then.
    for _ in 0..2 {
        moment += wanted - as_utc(&in_field(moment, zone))?;
    }
    Some(moment)
}

/// "Saturday, May 2, 2026 at 7:00 PM".
pub(crate) fn in_words(moment: Timestamp, zone: &str) -> String {
    written(moment, "en-US", &[("dateStyle", "full"), ("timeStyle", "short")], Some(zone))
}

/// "May 2, 2026, 7:00:00 PM", in the reader's own zone if none is named.
pub(crate) fn to_the_second(moment: Timestamp, zone: Option<&str>) -> String {
    written(moment, "en-US", &[("dateStyle", "medium"), ("timeStyle", "medium")], zone)
}

fn written(moment: Timestamp, locale: &str, style: &[(&str, &str)], zone: Option<&str>) -> String {
    let options = Object::new();
    let zone = zone.map(|zone| ("timeZone", zone));
    for (name, value) in style.iter().copied().chain(zone) {
        // Fails only for an object that is frozen.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let date = Date::new(&JsValue::from_f64(moment.timestamp_millis() as f64));
    date.to_locale_string(locale, &options).into()
}
