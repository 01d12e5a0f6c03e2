//! Parses and formats the timestamps of documents: [RFC
//! 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
//!
//! The format is fixed. chrono's parsers, which accept any format, would add some 7 KB to every page.

use std::time::Duration;

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};

use super::Timestamp;

/// Why a text is not a timestamp.
#[derive(Debug, PartialEq)]
pub(crate) enum TimestampError {
    /// It is a date and a time without a UTC offset.
    NoOffset,
    Other,
}

/// Parses `2026-05-02T20:00:00-04:00`. Digits after the nanoseconds are dropped; a leap second counts as the
/// next second.
pub(crate) fn parse_rfc3339(text: &str) -> Result<Timestamp, TimestampError> {
    let mut scanner = Scanner(text.as_bytes());
    let (local_seconds, nanoseconds) = date_time(&mut scanner).ok_or(TimestampError::Other)?;
    if scanner.0.is_empty() {
        return Err(TimestampError::NoOffset);
    }
    let offset = offset(&mut scanner).filter(|_| scanner.0.is_empty()).ok_or(TimestampError::Other)?;
    let timestamp = Timestamp::from_timestamp(local_seconds.saturating_sub(offset), nanoseconds);
    timestamp.ok_or(TimestampError::Other)
}

/// Formats a timestamp in UTC, to the millisecond: `2026-05-03T00:00:00Z`.
pub(crate) fn to_rfc3339(timestamp: Timestamp) -> String {
    let (year, month, day) = (timestamp.year(), timestamp.month(), timestamp.day());
    let (hour, minute, second) = (timestamp.hour(), timestamp.minute(), timestamp.second());
    let fraction = match timestamp.timestamp_subsec_millis() {
        0 => String::new(),
        millis => format!(".{millis:03}"),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// The date and the time, as seconds since the epoch as if they were UTC, and nanoseconds.
fn date_time(scanner: &mut Scanner<'_>) -> Option<(i64, u32)> {
    let year = scanner.digits(4)?;
    scanner.one_of(b"-")?;
    let month = scanner.digits(2)?;
    scanner.one_of(b"-")?;
    let day = scanner.digits(2)?;
    scanner.one_of(b"Tt ")?;
    Some((scanner.seconds_since_epoch(year, month, day)?, nanoseconds(scanner)?))
}

/// The fraction of a second, if there is one.
fn nanoseconds(scanner: &mut Scanner<'_>) -> Option<u32> {
    if scanner.0.first() != Some(&b'.') {
        return Some(0);
    }
    let digits = scanner.0[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (fraction, rest) = scanner.0[1..].split_at(digits);
    scanner.0 = rest;
    let nine_digits = fraction.iter().chain(std::iter::repeat(&b'0')).take(9);
    (digits > 0).then(|| nine_digits.fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')))
}

/// The UTC offset in seconds, positive east of Greenwich.
fn offset(scanner: &mut Scanner<'_>) -> Option<i64> {
    let sign = match scanner.one_of(b"Zz+-")? {
        b'+' => 1,
        b'-' => -1,
        _ => return Some(0),
    };
    let hours = scanner.digits(2)?;
    scanner.one_of(b":")?;
    let minutes = scanner.digits(2)?;
    (hours < 24 && minutes < 60).then(|| sign * i64::from(hours * 3_600 + minutes * 60))
}

/// The rest of a text that is being parsed. [`feed::http_date`](crate::feed) uses it as well.
pub(crate) struct Scanner<'a>(pub(crate) &'a [u8]);

impl Scanner<'_> {
    /// A number of exactly this many digits.
    pub(crate) fn digits(&mut self, count: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        number.iter().try_fold(0, |sum, byte| Some(sum * 10 + char::from(*byte).to_digit(10)?))
    }

    /// The next byte, if it is one of these.
    pub(crate) fn one_of(&mut self, bytes: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        bytes.contains(first).then_some(*first)
    }

    /// The time `07:28:00` on this day, in seconds since the epoch as if it were UTC.
    pub(crate) fn seconds_since_epoch(&mut self, year: u32, month: u32, day: u32) -> Option<i64> {
        let hour = self.digits(2)?;
        self.one_of(b":")?;
        let minute = self.digits(2)?;
        self.one_of(b":")?;
        let second = self.digits(2)?;
        let date = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let time = TimeDelta::seconds(i64::from(hour * 3_600 + minute * 60 + second));
        Some((date.and_time(chrono::NaiveTime::MIN) + time).and_utc().timestamp())
    }
}

/// The duration in milliseconds.
pub(crate) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_chrono_formats_is_parsed(
            seconds in -62_135_596_800_i64..253_402_300_799,
            nanos in 0..1_000_000_000_u32,
            offset_minutes in -86_399 / 60..86_399 / 60,
        ) {
            let timestamp = Timestamp::from_timestamp(seconds, nanos).unwrap();
            let offset = chrono::FixedOffset::east_opt(offset_minutes * 60).unwrap();
            let text = timestamp.with_timezone(&offset).to_rfc3339();
            // RFC 3339 has no years of five digits, and none before the first.
            prop_assume!(text.as_bytes()[4] == b'-' && !text.starts_with('-'));
            prop_assert_eq!(parse_rfc3339(&text), Ok(timestamp));
        }

        #[test]
        fn whatever_is_formatted_is_parsed(millis in -62_135_596_800_000_i64..253_402_300_799_000) {
            let timestamp = Timestamp::from_timestamp_millis(millis).unwrap();
            prop_assert_eq!(parse_rfc3339(&to_rfc3339(timestamp)), Ok(timestamp));
        }

        #[test]
        fn noise_is_refused_as_chrono_refuses_it(text in "[0-9TtZz:.+ -]{0,30}") {
            let expected = chrono::DateTime::parse_from_rfc3339(&text).ok().map(|time| time.to_utc());
            prop_assert_eq!(parse_rfc3339(&text).ok(), expected);
        }
    }

    #[test]
    fn a_text_that_is_not_a_timestamp_is_refused() {
        for (text, error) in [
            ("2026-05-02T20:00:00", TimestampError::NoOffset),
            ("2026-05-02T20:00:00.5", TimestampError::NoOffset),
            ("2026-05-02", TimestampError::Other),
            ("2026-02-30T20:00:00Z", TimestampError::Other),
            ("2026-05-02T24:00:00Z", TimestampError::Other),
            ("2026-05-02T20:00:00+2:00", TimestampError::Other),
            ("2026-05-02T20:00:00+24:00", TimestampError::Other),
            ("2026-05-02T20:00:00.Z", TimestampError::Other),
            ("2026-05-02T20:00:00Z ", TimestampError::Other),
            ("tomorrow", TimestampError::Other),
            ("", TimestampError::Other),
        ] {
            assert_eq!(parse_rfc3339(text), Err(error), "{text}");
        }
        assert_eq!(parse_rfc3339("2016-12-31t23:59:60z"), parse_rfc3339("2017-01-01T00:00:00Z"));
    }

    #[test]
    fn a_fraction_is_written_if_there_is_one() {
        assert_eq!(to_rfc3339("2026-05-02T20:00:00-04:00".parse().unwrap()), "2026-05-03T00:00:00Z");
        assert_eq!(to_rfc3339("2026-05-02T20:00:00.05Z".parse().unwrap()), "2026-05-02T20:00:00.050Z");
    }
}
