//! Formats dates and times with the browser's `Intl`.

use chrono::TimeDelta;

use super::{Calendar, Time};
use crate::model::Timestamp;
use crate::model::timestamp::to_rfc3339;
use crate::text::Messages;
use crate::text::intl::{DateFormat, quantity};

/// Within this period of a clock change, a time of day may occur twice.
const CLOCK_CHANGE_MARGIN: TimeDelta = TimeDelta::hours(1);

/// The minute of the day at which the evening begins.
const EVENING: i64 = 18 * 60;

const MINUTES_PER_DAY: i64 = 24 * 60;

impl Calendar<'_> {
    /// The day alone: "Thursday, May 2, 2024".
    pub(crate) fn day(&self, at: Timestamp) -> String {
        let options = [("weekday", "long"), ("month", "long"), ("day", "numeric"), ("year", "numeric")];
        let format = DateFormat::new(self.messages.locale, self.zone, &options);
        format.and_then(|format| format.format(at)).unwrap_or_else(|| utc_digits(at).0)
    }

    /// "today", "tonight" or "tomorrow", if the time is on one of these days. A past time of today is "today".
    pub(super) fn near_day(&self, at: Timestamp) -> Option<&str> {
        let now = self.now?;
        let clock = WallClock::new(self.zone);
        let (minute_now, minute) = (clock.minute_of_day(now)?, clock.minute_of_day(at)?);
        let day = self.day(at);
        if day == self.day(now) {
            let is_evening = at > now && minute >= EVENING;
            return Some(if is_evening { self.messages.tonight } else { self.messages.today });
        }
        // Between 2 and 4 o'clock of tomorrow, even if the clocks change in between.
        let in_tomorrow = TimeDelta::minutes(MINUTES_PER_DAY - minute_now + 3 * 60);
        (day == self.day(now.checked_add_signed(in_tomorrow)?)).then_some(self.messages.tomorrow)
    }

    /// Formats these times with one style of zone name: "ET", or "EDT" and "EST" near a clock change, where "ET"
    /// would be ambiguous. `is_ambiguous_across` decides about a clock change between the first and the last time;
    /// it receives whether there is one.
    pub(super) fn times<const N: usize>(
        &self,
        times: [Timestamp; N],
        is_ambiguous_across: impl FnOnce(bool) -> bool,
    ) -> [Time; N] {
        let clock = WallClock::new(self.zone);
        let is_near_change = |at: &Timestamp| {
            [at.checked_sub_signed(CLOCK_CHANGE_MARGIN), at.checked_add_signed(CLOCK_CHANGE_MARGIN)]
                .into_iter()
                .flatten()
                .any(|other| clock.changes_between(*at, other))
        };
        let ends = times.first().zip(times.last());
        let is_ambiguous = times.iter().any(is_near_change)
            || is_ambiguous_across(ends.is_some_and(|(first, last)| clock.changes_between(*first, *last)));
        let format = self.time_format(if is_ambiguous { &["short"] } else { &["shortGeneric", "short"] });
        times.map(|at| self.time_of_day(at, &clock, format.as_ref()))
    }

    /// A format with the first of these `timeZoneName` styles that the browser knows, or without a zone name.
    fn time_format(&self, zone_names: &[&'static str]) -> Option<DateFormat> {
        let time = [("hour", "numeric"), ("minute", "2-digit")];
        let format = |options: &[_]| DateFormat::new(self.messages.locale, self.zone, options);
        let with_zone = |name: &&'static str| format(&[&time[..], &[("timeZoneName", *name)]].concat());
        zone_names.iter().find_map(with_zone).or_else(|| format(&time))
    }

    fn time_of_day(&self, at: Timestamp, clock: &WallClock, format: Option<&DateFormat>) -> Time {
        let Messages { noon, midnight, am, pm, .. } = self.messages;
        let mut time = Time::default();
        for (kind, text) in format.and_then(|format| format.parts(at)).unwrap_or_default() {
            match (&*kind, &*text) {
                // CLDR writes GMT for UTC; the rest of the library, and servers, write UTC.
                ("timeZoneName", "GMT" | "GMT+0") => time.zone = "UTC".to_owned(),
                ("timeZoneName", _) => time.zone = text,
                ("dayPeriod", "AM") => time.text += am,
                ("dayPeriod", "PM") => time.text += pm,
                // Some fonts lack the no-break spaces that `Intl` uses.
                _ => time.text += &text.replace(['\u{202f}', '\u{a0}'], " "),
            }
        }
        time.text = time.text.trim().to_owned();
        if time.text.is_empty() {
            // The browser has no `formatToParts`. What `format` returns contains the zone name, if there is one.
            return match format.and_then(|format| format.format(at)) {
                Some(text) => Time { text, zone: String::new() },
                None => Time { text: utc_digits(at).1, zone: "UTC".to_owned() },
            };
        }
        let name = match clock.minute_of_day(at) {
            Some(720) => noon,
            Some(0) => midnight,
            _ => "",
        };
        if !name.is_empty() {
            time.text = name.to_owned();
        }
        time
    }

    pub(super) fn quantity(&self, count: u64, unit: &str) -> String {
        quantity(self.messages.locale, count, unit)
    }
}

/// Day and time in digits and in UTC, for browsers without `Intl.DateTimeFormat`.
fn utc_digits(at: Timestamp) -> (String, String) {
    let text = to_rfc3339(at);
    let (day, time) = text.split_once('T').unwrap_or((&text, ""));
    (day.to_owned(), time.chars().take(5).collect())
}

/// The local time in a zone, to find out when its clocks change: `Intl` does not tell that itself.
struct WallClock(Option<DateFormat>);

impl WallClock {
    fn new(zone: Option<&str>) -> Self {
        let digits = [("hour", "2-digit"), ("minute", "2-digit"), ("hourCycle", "h23")];
        Self(DateFormat::new("en-US", zone, &digits))
    }

    /// The local minute of the day; `None` if the browser does not format it as `hh:mm`.
    fn minute_of_day(&self, at: Timestamp) -> Option<i64> {
        let text = self.0.as_ref()?.format(at)?;
        let (hour, minute) = text.split_once(':')?;
        Some(hour.parse::<i64>().ok()? * 60 + minute.parse::<i64>().ok()?)
    }

    /// Whether the clocks change between these times.
    fn changes_between(&self, one: Timestamp, other: Timestamp) -> bool {
        let minutes = self.minute_of_day(one).zip(self.minute_of_day(other));
        let Some((one_minute, other_minute)) = minutes else { return false };
        let elapsed = other.timestamp().div_euclid(60) - one.timestamp().div_euclid(60);
        (other_minute - one_minute - elapsed).rem_euclid(MINUTES_PER_DAY) != 0
    }
}
