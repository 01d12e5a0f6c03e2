//! What the reader's browser says: names and styles of the language, in the zone.

use chrono::TimeDelta;

use super::{Calendar, Time};
use crate::model::Timestamp;
use crate::model::timestamp::to_rfc3339;
use crate::text::Messages;
use crate::text::intl::{DateFormat, quantity};

/// The clocks change so near to a moment that its time may come twice.
const NEAR: TimeDelta = TimeDelta::hours(1);

const DAY: i64 = 24 * 60;

impl Calendar<'_> {
    /// The day alone: "Thursday, May 2, 2024".
    pub(crate) fn day(&self, moment: Timestamp) -> String {
        let options = [("weekday", "long"), ("month", "long"), ("day", "numeric"), ("year", "numeric")];
        let format = DateFormat::new(self.messages.locale, self.zone, &options);
        format.and_then(|format| format.format(moment)).unwrap_or_else(|| digits(moment).0)
    }

    /// The times of these moments, with one kind of name for their zone: "ET", or, where the clocks change and
    /// that would be said of two different hours, "EDT" and "EST". `across` says if that is so where they
    /// change between the first and the last.
    pub(super) fn times<const N: usize>(
        &self,
        moments: [Timestamp; N],
        across: impl FnOnce(bool) -> bool,
    ) -> [Time; N] {
        let clock = Clock::new(self.zone);
        let near = |moment: &Timestamp| {
            [moment.checked_sub_signed(NEAR), moment.checked_add_signed(NEAR)]
                .into_iter()
                .flatten()
                .any(|other| clock.changes(*moment, other))
        };
        let between = moments.first().zip(moments.last());
        let changes = moments.iter().any(near)
            || across(between.is_some_and(|(first, last)| clock.changes(*first, *last)));
        let format = self.time_format(if changes { &["short"] } else { &["shortGeneric", "short"] });
        moments.map(|moment| self.time_of_day(moment, &clock, format.as_ref()))
    }

    /// With the first of these styles of a zone's name that the browser knows, or without a name.
    fn time_format(&self, names: &[&'static str]) -> Option<DateFormat> {
        let time = [("hour", "numeric"), ("minute", "2-digit")];
        let format = |options: &[_]| DateFormat::new(self.messages.locale, self.zone, options);
        let named = |name: &&'static str| format(&[&time[..], &[("timeZoneName", *name)]].concat());
        names.iter().find_map(named).or_else(|| format(&time))
    }

    fn time_of_day(&self, moment: Timestamp, clock: &Clock, format: Option<&DateFormat>) -> Time {
        let Messages { noon, midnight, am, pm, .. } = *self.messages;
        let mut time = Time::default();
        for (part, words) in format.and_then(|format| format.parts(moment)).unwrap_or_default() {
            match (&*part, &*words) {
                // What CLDR calls UTC, in a word that readers know from elsewhere.
                ("timeZoneName", "GMT" | "GMT+0") => time.zone = "UTC".to_owned(),
                ("timeZoneName", _) => time.zone = words,
                ("dayPeriod", "AM") => time.words += am,
                ("dayPeriod", "PM") => time.words += pm,
                // Spaces that do not break come in kinds that fonts differ about.
                _ => time.words += &words.replace(['\u{202f}', '\u{a0}'], " "),
            }
        }
        time.words = time.words.trim().to_owned();
        if time.words.is_empty() {
            return match format.and_then(|format| format.format(moment)) {
                // In one piece, with the zone's name in it if there is one.
                Some(words) => Time { words, zone: String::new() },
                None => Time { words: digits(moment).1, zone: "UTC".to_owned() },
            };
        }
        let name = match clock.minute(moment) {
            Some(720) => noon,
            Some(0) => midnight,
            _ => "",
        };
        if !name.is_empty() {
            time.words = name.to_owned();
        }
        time
    }

    pub(super) fn quantity(&self, count: u64, unit: &str) -> String {
        quantity(self.messages.locale, count, unit)
    }
}

/// The last resort: day and time in digits, and in UTC, both of them.
fn digits(moment: Timestamp) -> (String, String) {
    let words = to_rfc3339(moment);
    let (day, time) = words.split_once('T').unwrap_or((&words, ""));
    (day.to_owned(), time.chars().take(5).collect())
}

/// A clock on the wall in the zone.
struct Clock(Option<DateFormat>);

impl Clock {
    fn new(zone: Option<&str>) -> Self {
        let digits = [("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];
        Self(DateFormat::new("en-US", zone, &digits))
    }

    /// The minute of the day that it shows; `None` where the browser says it in another way than asked for.
    fn minute(&self, moment: Timestamp) -> Option<i64> {
        let words = self.0.as_ref()?.format(moment)?;
        let (hour, minute) = words.split_once(':')?;
        Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
    }

    /// Whether it is put forward or back between these moments.
    fn changes(&self, one: Timestamp, other: Timestamp) -> bool {
        let Some((one_minute, other_minute)) = self.minute(one).zip(self.minute(other)) else { return false };
        let passed = other.timestamp().div_euclid(60) - one.timestamp().div_euclid(60);
        (other_minute - one_minute - passed).rem_euclid(DAY) != 0
    }
}
