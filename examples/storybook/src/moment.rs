//! Between a moment and the text of an `<input type="datetime-local">`, in the reader's own zone.

use js_sys::Date;
use yew_outage::model::Timestamp;

/// `None` while the field is empty or half filled.
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
