//! Dates and times in words, in US English: "Thursday, May 2, 2024, at 8:00 p.m. ET".
//!
//! In a browser `Intl` knows the calendar, every zone and its short name, so none of that is in the
//! bundle.

use crate::model::Timestamp;

/// What a clock on the wall says in some zone.
struct Wall {
    weekday: String,
    month: String,
    day: String,
    year: String,
    hour: u32,
    minute: u32,
    zone: String,
}

/// The day and time in words, in the reader's zone, or in the one named; an unknown name counts as
/// the reader's.
pub(crate) fn moment(moment: Timestamp, zone: Option<&str>) -> String {
    wall(moment, zone).moment()
}

/// The day alone: "Thursday, May 2, 2024".
pub(crate) fn day(moment: Timestamp, zone: Option<&str>) -> String {
    wall(moment, zone).day()
}

/// The time alone: "8:00 p.m. ET".
pub(crate) fn time(moment: Timestamp, zone: Option<&str>) -> String {
    let wall = wall(moment, zone);
    format!("{} {}", wall.time(), wall.zone)
}

/// A period in words, the day said once where its start and its end share it.
#[derive(Debug, PartialEq)]
pub(crate) struct Range {
    /// The day that both share.
    pub(crate) day: Option<String>,
    pub(crate) start: String,
    pub(crate) end: String,
}

pub(crate) fn range(start: Timestamp, end: Timestamp, zone: Option<&str>) -> Range {
    let (start, end) = (wall(start, zone), wall(end, zone));
    if start.day() != end.day() {
        return Range { day: None, start: start.moment(), end: end.moment() };
    }
    // Within a day the clocks may change, and with them the zone's name.
    let start_words =
        if start.zone == end.zone { start.time() } else { format!("{} {}", start.time(), start.zone) };
    Range { day: Some(start.day()), start: start_words, end: format!("{} {}", end.time(), end.zone) }
}

/// A length of time in its two largest units: "2 hours 30 minutes". To the minute, and at least one.
pub(crate) fn duration(start: Timestamp, end: Timestamp) -> String {
    let seconds = u64::try_from((end - start).num_seconds()).unwrap_or(0);
    let minutes = (seconds.saturating_add(30) / 60).max(1);
    let units = [(minutes / 1_440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")];
    let words =
        units.into_iter().skip_while(|(count, _)| *count == 0).take(2).filter(|(count, _)| *count > 0);
    words
        .map(|(count, unit)| format!("{count} {unit}{}", if count == 1 { "" } else { "s" }))
        .collect::<Vec<_>>()
        .join(" ")
}

impl Wall {
    fn day(&self) -> String {
        format!("{}, {} {}, {}", self.weekday, self.month, self.day, self.year)
    }

    fn time(&self) -> String {
        match (self.hour, self.minute) {
            (0, 0) => "midnight".to_owned(),
            (12, 0) => "noon".to_owned(),
            (hour, minute) => {
                let half = if hour < 12 { "a.m." } else { "p.m." };
                format!("{}:{minute:02} {half}", (hour + 11) % 12 + 1)
            }
        }
    }

    fn moment(&self) -> String {
        format!("{}, at {} {}", self.day(), self.time(), self.zone)
    }
}

#[cfg(target_arch = "wasm32")]
fn wall(moment: Timestamp, zone: Option<&str>) -> Wall {
    use js_sys::{Array, Date, Reflect};
    use wasm_bindgen::JsValue;

    let date = Date::new(&JsValue::from_f64(moment.timestamp_millis() as f64));
    let parts =
        formatter(zone).or_else(|| formatter(None)).map_or_else(Array::new, |f| f.format_to_parts(&date));
    let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    let part = |name: &str| {
        parts
            .iter()
            .find(|part| text(part, "type").as_deref() == Some(name))
            .and_then(|part| text(&part, "value"))
    };
    let word = |name| part(name).unwrap_or_default();
    let number = |name| part(name).and_then(|digits| digits.parse().ok()).unwrap_or_default();
    Wall {
        weekday: word("weekday"),
        month: word("month"),
        day: word("day"),
        year: word("year"),
        hour: number("hour"),
        minute: number("minute"),
        zone: match word("timeZoneName") {
            // What CLDR calls UTC, in a word that readers know from elsewhere.
            zone if matches!(&*zone, "GMT" | "GMT+0") => "UTC".to_owned(),
            zone => zone,
        },
    }
}

/// `None` where the browser does not know the zone. `Intl.DateTimeFormat` throws then, which its own
/// binding would let through; a call by reflection catches it.
#[cfg(target_arch = "wasm32")]
fn formatter(zone: Option<&str>) -> Option<js_sys::Intl::DateTimeFormat> {
    use js_sys::{Array, Function, Object, Reflect, global};
    use wasm_bindgen::{JsCast, JsValue};

    let options = Object::new();
    for (name, value) in [
        ("weekday", "long"),
        ("month", "long"),
        ("day", "numeric"),
        ("year", "numeric"),
        ("hour", "2-digit"),
        ("minute", "2-digit"),
        ("hourCycle", "h23"),
        ("timeZoneName", "shortGeneric"),
    ] {
        Reflect::set(&options, &name.into(), &value.into()).ok()?;
    }
    if let Some(zone) = zone {
        Reflect::set(&options, &"timeZone".into(), &zone.into()).ok()?;
    }
    let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
    let constructor: Function = Reflect::get(&intl, &"DateTimeFormat".into()).ok()?.dyn_into().ok()?;
    let arguments = Array::of2(&JsValue::from_str("en-US"), &options);
    Reflect::construct(&constructor, &arguments).ok()?.dyn_into().ok()
}

/// On a server nobody knows the reader's zone, and there is no `Intl`: UTC, and the page says so.
#[cfg(not(target_arch = "wasm32"))]
fn wall(moment: Timestamp, _: Option<&str>) -> Wall {
    use chrono::{Datelike, Month, Timelike, Weekday};

    let month = u8::try_from(moment.month()).ok().and_then(|month| Month::try_from(month).ok());
    let weekday = match moment.weekday() {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    };
    Wall {
        weekday: weekday.to_owned(),
        month: month.map_or("", |month| month.name()).to_owned(),
        day: moment.day().to_string(),
        year: moment.year().to_string(),
        hour: moment.hour(),
        minute: moment.minute(),
        zone: "UTC".to_owned(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_server_says_utc() {
        for (moment_text, words) in [
            ("2024-05-02T20:00:00Z", "Thursday, May 2, 2024, at 8:00 p.m. UTC"),
            ("2024-02-29T00:00:00Z", "Thursday, February 29, 2024, at midnight UTC"),
            ("2024-12-31T12:00:00Z", "Tuesday, December 31, 2024, at noon UTC"),
            ("2024-12-31T12:01:00Z", "Tuesday, December 31, 2024, at 12:01 p.m. UTC"),
            ("2024-12-31T00:59:00Z", "Tuesday, December 31, 2024, at 12:59 a.m. UTC"),
        ] {
            assert_eq!(moment(moment_text.parse().unwrap(), None), words);
        }
    }

    #[test]
    fn a_day_is_said_once_where_both_ends_share_it() {
        let range = |start: &str, end: &str| {
            let Range { day, start, end } = range(start.parse().unwrap(), end.parse().unwrap(), None);
            [day.unwrap_or_default(), start, end]
        };
        assert_eq!(
            range("2024-05-02T20:00:00Z", "2024-05-02T22:30:00Z"),
            ["Thursday, May 2, 2024", "8:00 p.m.", "10:30 p.m. UTC"]
        );
        assert_eq!(
            range("2024-12-31T20:00:00Z", "2025-01-01T00:00:00Z"),
            [
                "",
                "Tuesday, December 31, 2024, at 8:00 p.m. UTC",
                "Wednesday, January 1, 2025, at midnight UTC"
            ]
        );
    }

    #[test]
    fn durations_in_their_two_largest_units() {
        let start: Timestamp = "2024-05-02T20:00:00Z".parse().unwrap();
        for (seconds, words) in [
            (0, "1 minute"),
            (29, "1 minute"),
            (90, "2 minutes"),
            (3_600, "1 hour"),
            (9_000, "2 hours 30 minutes"),
            (3_660, "1 hour 1 minute"),
            (86_400, "1 day"),
            (86_400 + 60, "1 day"),
            (2 * 86_400 + 3_600, "2 days 1 hour"),
            (-5, "1 minute"),
        ] {
            assert_eq!(duration(start, start + chrono::TimeDelta::seconds(seconds)), words, "{seconds}");
        }
    }
}
