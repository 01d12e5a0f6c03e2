//! Converts timestamps to and from the text of an `<input type="datetime-local">`, and formats them, by time zone.

use js_sys::{Date, Object, Reflect};
use wasm_bindgen::JsValue;
use yew_outage::model::Timestamp;

/// Parses a field in the reader's own zone. `None` while it is empty or incomplete.
pub(crate) fn parse_local(local: &str) -> Option<Timestamp> {
    let millis = Date::parse(local);
    // An invalid date is NaN, which a cast would turn into the year 1970.
    if millis.is_finite() { Timestamp::from_timestamp_millis(millis as i64) } else { None }
}

/// The text of a field for tomorrow at this time. Relative to today, because an end that has passed is not shown.
pub(crate) fn tomorrow_at(time: &str) -> String {
    let day = Date::new_0();
    day.set_date(day.get_date() + 1);
    format!("{:04}-{:02}-{:02}T{time}", day.get_full_year(), day.get_month() + 1, day.get_date())
}

/// The text of a field in this zone: `2026-05-02T19:00`.
pub(crate) fn to_field(time: Timestamp, zone: &str) -> String {
    // The Swedish format is that of a field, but with a space for the `T`.
    let text = format(time, "sv-SE", &[("dateStyle", "short"), ("timeStyle", "short")], Some(zone));
    text.replacen(' ', "T", 1)
}

/// Parses a field in this zone. `None` while it is empty or incomplete. A time that a clock change skips or repeats
/// gives one of its two possible meanings.
pub(crate) fn from_field(text: &str, zone: &str) -> Option<Timestamp> {
    let as_utc = |text: &str| format!("{text}:00Z").parse::<Timestamp>().ok();
    let wanted = as_utc(text)?;
    let mut time = wanted;
    // The second round corrects for the offset that the zone has at that time.
    for _ in 0..2 {
        time += wanted - as_utc(&to_field(time, zone))?;
    }
    Some(time)
}

/// "Saturday, May 2, 2026 at 7:00 PM".
pub(crate) fn format_full(time: Timestamp, zone: &str) -> String {
    format(time, "en-US", &[("dateStyle", "full"), ("timeStyle", "short")], Some(zone))
}

/// "May 2, 2026, 7:00:00 PM", in the reader's own zone if none is named.
pub(crate) fn format_to_the_second(time: Timestamp, zone: Option<&str>) -> String {
    format(time, "en-US", &[("dateStyle", "medium"), ("timeStyle", "medium")], zone)
}

fn format(time: Timestamp, locale: &str, style: &[(&str, &str)], zone: Option<&str>) -> String {
    let options = Object::new();
    let zone = zone.map(|zone| ("timeZone", zone));
    for (name, value) in style.iter().copied().chain(zone) {
        // Setting fails only on a frozen object.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    let date = Date::new(&JsValue::from_f64(time.timestamp_millis() as f64));
    date.to_locale_string(locale, &options).into()
}
