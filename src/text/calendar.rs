//! Dates and times in words: "Thursday, May 2, 2024, at 8:00 p.m. ET".
//!
//! In a browser `Intl` knows every language's calendar, every zone and its short name, so none of that is
//! in the bundle. What is ours is the style: noon and midnight by name, a day said once, and zones by the name
//! that tells summer from winter only where the clocks change.

use super::Messages;
use crate::model::Timestamp;

/// Says moments in a language, in one zone: the one named, or the reader's own.
pub(crate) struct Calendar<'a> {
    pub(crate) messages: &'static Messages,
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "a server knows no zone but UTC"))]
    pub(crate) zone: Option<&'a str>,
}

/// A period in words, the day said once where its start and its end share it.
#[derive(Debug, PartialEq)]
pub(crate) struct Range {
    /// The day that both share.
    pub(crate) day: Option<String>,
    pub(crate) start: String,
    pub(crate) end: String,
}

/// A time of the day, and the name of the zone in which it is that time.
#[cfg_attr(target_arch = "wasm32", derive(Default))]
struct Time {
    words: String,
    zone: String,
}

impl Time {
    fn with_zone(&self) -> String {
        [&*self.words, &*self.zone].join(" ").trim_end().to_owned()
    }
}

impl Calendar<'_> {
    /// The day and the time: "Thursday, May 2, 2024, at 8:00 p.m. ET".
    pub(crate) fn moment(&self, moment: Timestamp) -> String {
        let [time] = self.times([moment], |_| false);
        self.on(&self.day(moment), &time)
    }

    fn on(&self, day: &str, time: &Time) -> String {
        self.messages.date_time.replace("{day}", day).replace("{time}", &time.with_zone())
    }

    /// The time alone: "8:00 p.m. ET".
    pub(crate) fn time(&self, moment: Timestamp) -> String {
        let [time] = self.times([moment], |_| false);
        time.with_zone()
    }

    pub(crate) fn range(&self, start: Timestamp, end: Timestamp) -> Range {
        let (day, last_day) = (self.day(start), self.day(end));
        let within_day = day == last_day;
        let [start, end] = self.times([start, end], |clocks_change| within_day && clocks_change);
        if !within_day {
            return Range { day: None, start: self.on(&day, &start), end: self.on(&last_day, &end) };
        }
        // Within a day the clocks may change, and with them the zone's name.
        let start_words = if start.zone == end.zone { start.words } else { start.with_zone() };
        Range { day: Some(day), start: start_words, end: end.with_zone() }
    }

    /// A length of time in its two largest units: "2 hours 30 minutes". To the minute, and at least one.
    pub(crate) fn duration(&self, start: Timestamp, end: Timestamp) -> String {
        let seconds = u64::try_from((end - start).num_seconds()).unwrap_or(0);
        let minutes = (seconds.saturating_add(30) / 60).max(1);
        let units = [(minutes / 1_440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")];
        let two = units.into_iter().skip_while(|(count, _)| *count == 0).take(2);
        two.filter(|(count, _)| *count > 0)
            .map(|(count, unit)| self.quantity(count, unit))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(target_arch = "wasm32")]
mod browser;

/// On a server nobody knows the reader's zone, and there is no `Intl`: UTC, and the page says so. In
/// another language than English the date is in digits, as ISO 8601 has it.
#[cfg(not(target_arch = "wasm32"))]
impl Calendar<'_> {
    fn is_english(&self) -> bool {
        self.messages.locale.starts_with("en")
    }

    /// The day alone: "Thursday, May 2, 2024".
    pub(crate) fn day(&self, moment: Timestamp) -> String {
        use chrono::{Datelike, Month, Weekday};

        if !self.is_english() {
            return moment.date_naive().to_string();
        }
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
        let month = month.map_or("", |month| month.name());
        format!("{weekday}, {month} {}, {}", moment.day(), moment.year())
    }

    fn times<const N: usize>(&self, moments: [Timestamp; N], _: impl FnOnce(bool) -> bool) -> [Time; N] {
        moments.map(|moment| self.time_of_day(moment))
    }

    fn time_of_day(&self, moment: Timestamp) -> Time {
        use chrono::Timelike;

        let Messages { noon, midnight, am, pm, .. } = *self.messages;
        let words = match (moment.hour(), moment.minute()) {
            (0, 0) if !midnight.is_empty() => midnight.to_owned(),
            (12, 0) if !noon.is_empty() => noon.to_owned(),
            (hour, minute) if self.is_english() => {
                format!("{}:{minute:02} {}", (hour + 11) % 12 + 1, if hour < 12 { am } else { pm })
            }
            (hour, minute) => format!("{hour}:{minute:02}"),
        };
        Time { words, zone: "UTC".to_owned() }
    }

    fn quantity(&self, count: u64, unit: &str) -> String {
        match unit {
            _ if self.is_english() => format!("{count} {unit}{}", if count == 1 { "" } else { "s" }),
            unit => super::intl::short_quantity(count, unit),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    const ENGLISH: Calendar<'static> = Calendar { messages: &Messages::ENGLISH, zone: None };

    #[test]
    fn a_server_says_utc() {
        for (moment_text, words) in [
            ("2024-05-02T20:00:00Z", "Thursday, May 2, 2024, at 8:00 p.m. UTC"),
            ("2024-02-29T00:00:00Z", "Thursday, February 29, 2024, at midnight UTC"),
            ("2024-12-31T12:00:00Z", "Tuesday, December 31, 2024, at noon UTC"),
            ("2024-12-31T12:01:00Z", "Tuesday, December 31, 2024, at 12:01 p.m. UTC"),
            ("2024-12-31T00:59:00Z", "Tuesday, December 31, 2024, at 12:59 a.m. UTC"),
        ] {
            assert_eq!(ENGLISH.moment(moment_text.parse().unwrap()), words);
        }
    }

    #[test]
    fn a_server_says_digits_where_it_does_not_know_the_languages_names() {
        let spanish = Calendar { messages: &Messages::SPANISH, zone: None };
        let (start, end) = ("2024-05-02T20:05:00Z".parse().unwrap(), "2024-05-03T22:35:00Z".parse().unwrap());
        assert_eq!(spanish.moment(start), "2024-05-02, 20:05 UTC");
        assert_eq!(spanish.duration(start, end), "1 d 2 h");
        assert_eq!(spanish.time("2024-05-02T12:00:00Z".parse().unwrap()), "12:00 del mediodía UTC");
    }

    #[test]
    fn a_day_is_said_once_where_both_ends_share_it() {
        let range = |start: &str, end: &str| {
            let Range { day, start, end } = ENGLISH.range(start.parse().unwrap(), end.parse().unwrap());
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
            let end = start + chrono::TimeDelta::seconds(seconds);
            assert_eq!(ENGLISH.duration(start, end), words, "{seconds}");
        }
    }
}
