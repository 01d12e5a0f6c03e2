//! Formats dates and times: "8:00 p.m. ET today", "Thursday, May 2, 2024, at 8:00 p.m. ET".
//!
//! The browser's `Intl` knows every language's calendar and every time zone with its short name, so none of that is
//! in the bundle. This module adds a style: noon and midnight by name, a day named once per range, and a zone name
//! without daylight saving ("ET", not "EDT"), except around a clock change.

use chrono::TimeDelta;

use super::Messages;
use crate::model::Timestamp;

/// Formats times in one language and one time zone: `zone`, or else the reader's own.
pub(crate) struct Calendar<'a> {
    pub(crate) messages: Messages<&'a str>,
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "a server formats times in UTC"))]
    pub(crate) zone: Option<&'a str>,
    /// The time by which days are called today, tonight or tomorrow. `None` names every day, as on a server, which
    /// does not know the reader's day.
    pub(crate) now: Option<Timestamp>,
}

/// A formatted period. A day that start and end share is named once.
#[derive(Debug, PartialEq)]
pub(crate) struct Range {
    /// The day that start and end share.
    pub(crate) day: Option<String>,
    pub(crate) start: String,
    pub(crate) end: String,
}

/// A formatted time of day, and the name of its time zone.
#[cfg_attr(target_arch = "wasm32", derive(Default))]
struct Time {
    text: String,
    zone: String,
}

impl Time {
    fn with_zone(&self) -> String {
        [&*self.text, &*self.zone].join(" ").trim_end().to_owned()
    }
}

impl Calendar<'_> {
    /// The day and the time: "8:00 p.m. ET today", "Thursday, May 2, 2024, at 8:00 p.m. ET".
    pub(crate) fn date_time(&self, at: Timestamp) -> String {
        let [time] = self.times([at], |_| false);
        self.join(at, &time)
    }

    /// The same, and how long it is until then if that is less than a day: "8:00 p.m. ET today (in about 20 minutes)".
    pub(crate) fn date_time_ahead(&self, at: Timestamp) -> String {
        self.in_about(at, self.date_time(at))
    }

    /// These words for a time, and how long it is until then if that is less than a day.
    fn in_about(&self, at: Timestamp, words: String) -> String {
        match self.now.filter(|now| *now < at && at - now < TimeDelta::days(1)) {
            Some(now) => {
                let in_about = self.messages.in_about.replace("{time}", &words);
                in_about.replace("{duration}", &self.duration(now, at))
            }
            None => words,
        }
    }

    fn join(&self, at: Timestamp, time: &Time) -> String {
        let (sentence, day) = match self.near_day(at) {
            Some(near) => (self.messages.time_on_day, near.to_owned()),
            None => (self.messages.date_time, self.on_day(at)),
        };
        sentence.replace("{day}", &day).replace("{time}", &time.with_zone())
    }

    fn on_day(&self, at: Timestamp) -> String {
        self.messages.on_day.replace("{day}", &self.day(at))
    }

    /// The time alone: "8:00 p.m. ET".
    pub(crate) fn time(&self, at: Timestamp) -> String {
        let [time] = self.times([at], |_| false);
        time.with_zone()
    }

    pub(crate) fn range(&self, start_at: Timestamp, end_at: Timestamp) -> Range {
        let is_within_day = self.day(start_at) == self.day(end_at);
        let [start, end] = self.times([start_at, end_at], |clocks_change| is_within_day && clocks_change);
        // Only the next of the two says how long it is until then.
        let is_ahead = self.now.is_some_and(|now| now < start_at);
        let ahead = |at, words, is_next: bool| if is_next { self.in_about(at, words) } else { words };
        if !is_within_day {
            let [start, end] = [self.join(start_at, &start), self.join(end_at, &end)];
            return Range {
                day: None,
                start: ahead(start_at, start, is_ahead),
                end: ahead(end_at, end, !is_ahead),
            };
        }
        // If the clocks change within the day, the zone has two names: say both.
        let start = if start.zone == end.zone { start.text } else { start.with_zone() };
        let day = match self.near_day(start_at) {
            // A period that begins today may end tonight.
            Some(near) if near == self.messages.tonight => self.messages.today.to_owned(),
            Some(near) => near.to_owned(),
            None => self.on_day(start_at),
        };
        Range {
            day: Some(day),
            start: ahead(start_at, start, is_ahead),
            end: ahead(end_at, end.with_zone(), !is_ahead),
        }
    }

    /// A duration in its two largest units: "2 hours 30 minutes". Rounded to minutes, and at least one minute.
    pub(crate) fn duration(&self, start: Timestamp, end: Timestamp) -> String {
        let seconds = u64::try_from((end - start).num_seconds()).unwrap_or(0);
        let minutes = (seconds.saturating_add(30) / 60).max(1);
        let units = [(minutes / 1_440, "day"), (minutes / 60 % 24, "hour"), (minutes % 60, "minute")];
        let largest = units.into_iter().skip_while(|(count, _)| *count == 0).take(2);
        largest
            .filter(|(count, _)| *count > 0)
            .map(|(count, unit)| self.quantity(count, unit))
            .collect::<Vec<_>>()
            .join(" ")
    }
}

#[cfg(target_arch = "wasm32")]
mod browser;

/// A server knows neither the reader's time zone nor the names that `Intl` has. So it formats times in UTC and
/// names the zone and every day, and it writes dates as ISO 8601 does in every language but English.
#[cfg(not(target_arch = "wasm32"))]
impl Calendar<'_> {
    fn is_english(&self) -> bool {
        self.messages.locale.starts_with("en")
    }

    /// The day alone: "Thursday, May 2, 2024".
    pub(crate) fn day(&self, at: Timestamp) -> String {
        use chrono::{Datelike, Month, Weekday};

        if !self.is_english() {
            return at.date_naive().to_string();
        }
        let month = u8::try_from(at.month()).ok().and_then(|month| Month::try_from(month).ok());
        let weekday = match at.weekday() {
            Weekday::Mon => "Monday",
            Weekday::Tue => "Tuesday",
            Weekday::Wed => "Wednesday",
            Weekday::Thu => "Thursday",
            Weekday::Fri => "Friday",
            Weekday::Sat => "Saturday",
            Weekday::Sun => "Sunday",
        };
        let month = month.map_or("", |month| month.name());
        format!("{weekday}, {month} {}, {}", at.day(), at.year())
    }

    fn times<const N: usize>(&self, times: [Timestamp; N], _: impl FnOnce(bool) -> bool) -> [Time; N] {
        times.map(|at| self.time_of_day(at))
    }

    fn time_of_day(&self, at: Timestamp) -> Time {
        use chrono::Timelike;

        let Messages { noon, midnight, am, pm, .. } = self.messages;
        let text = match (at.hour(), at.minute()) {
            (0, 0) if !midnight.is_empty() => midnight.to_owned(),
            (12, 0) if !noon.is_empty() => noon.to_owned(),
            (hour, minute) if self.is_english() => {
                format!("{}:{minute:02} {}", (hour + 11) % 12 + 1, if hour < 12 { am } else { pm })
            }
            (hour, minute) => format!("{hour}:{minute:02}"),
        };
        Time { text, zone: "UTC".to_owned() }
    }

    fn near_day(&self, _: Timestamp) -> Option<&str> {
        None
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

    const ENGLISH: Calendar<'static> = Calendar { messages: Messages::ENGLISH, zone: None, now: None };

    #[test]
    fn a_server_formats_times_in_utc() {
        for (at, text) in [
            ("2024-05-02T20:00:00Z", "Thursday, May 2, 2024, at 8:00 p.m. UTC"),
            ("2024-02-29T00:00:00Z", "Thursday, February 29, 2024, at midnight UTC"),
            ("2024-12-31T12:00:00Z", "Tuesday, December 31, 2024, at noon UTC"),
            ("2024-12-31T12:01:00Z", "Tuesday, December 31, 2024, at 12:01 p.m. UTC"),
            ("2024-12-31T00:59:00Z", "Tuesday, December 31, 2024, at 12:59 a.m. UTC"),
        ] {
            assert_eq!(ENGLISH.date_time(at.parse().unwrap()), text);
        }
    }

    #[test]
    fn a_server_formats_dates_of_other_languages_in_digits() {
        let spanish = Calendar { messages: Messages::SPANISH, zone: None, now: None };
        let (start, end) = ("2024-05-02T20:05:00Z".parse().unwrap(), "2024-05-03T22:35:00Z".parse().unwrap());
        assert_eq!(spanish.date_time(start), "el 2024-05-02, 20:05 UTC");
        assert_eq!(spanish.duration(start, end), "1 d 2 h");
        assert_eq!(spanish.time("2024-05-02T12:00:00Z".parse().unwrap()), "12:00 del mediodía UTC");
    }

    #[test]
    fn a_range_names_a_shared_day_once() {
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
    fn a_duration_has_at_most_two_units() {
        let start: Timestamp = "2024-05-02T20:00:00Z".parse().unwrap();
        for (seconds, text) in [
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
            assert_eq!(ENGLISH.duration(start, end), text, "{seconds}");
        }
    }
}
