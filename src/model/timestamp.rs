//! A moment as documents and headers write it. The two forms are fixed, and reading them here instead of with
//! chrono's readers for any form spares every page some 7 KB.

use chrono::{Datelike, NaiveDate, TimeDelta, Timelike};

use super::Timestamp;

/// Why a text names no moment.
#[derive(Debug, PartialEq)]
pub(crate) enum TimestampError {
    /// A date and a time, and nothing that says where it is that time.
    NoOffset,
    Other,
}

/// Reads `2026-05-02T20:00:00-04:00` ([RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6)).
/// Fractions finer than a nanosecond are cut off; a leap second is the second after it.
pub(crate) fn parse_rfc3339(text: &str) -> Result<Timestamp, TimestampError> {
    let mut scan = Scan(text.as_bytes());
    let (local, fraction) = scan.local().ok_or(TimestampError::Other)?;
    if scan.0.is_empty() {
        return Err(TimestampError::NoOffset);
    }
    let offset = scan.offset().filter(|_| scan.0.is_empty()).ok_or(TimestampError::Other)?;
    let moment = Timestamp::from_timestamp(local.saturating_sub(offset), fraction);
    moment.ok_or(TimestampError::Other)
}

/// Reads a date in any form that HTTP allows: `Wed, 21 Oct 2015 07:28:00 GMT`, and the obsolete
/// `Wednesday, 21-Oct-15 07:28:00 GMT` and `Wed Oct 21 07:28:00 2015`
/// ([RFC 9110](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7)). The names of weekdays are not looked at.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let Some((_, date)) = text.split_once(", ") else { return asctime(text) };
    let mut scan = Scan(date.as_bytes());
    let day = scan.number(2)?;
    let is_short = scan.skip(b" -")? == b'-';
    let month = scan.month()?;
    scan.skip(b" -")?;
    let year = match is_short {
        // A year of two digits is none of the far future. No server of the last century is asked any more.
        true => 2_000 + scan.number(2)?,
        false => scan.number(4)?,
    };
    scan.skip(b" ")?;
    let seconds = scan.seconds(year, month, day)?;
    if scan.0 == b" GMT" { Timestamp::from_timestamp(seconds, 0) } else { None }
}

fn asctime(text: &str) -> Option<Timestamp> {
    let mut scan = Scan(text.as_bytes().get(4..)?);
    let month = scan.month()?;
    scan.skip(b" ")?;
    // A day of one digit has a space before it.
    let day = if scan.0.first() == Some(&b' ') {
        scan.skip(b" ")?;
        scan.number(1)?
    } else {
        scan.number(2)?
    };
    scan.skip(b" ")?;
    // The year comes last, and decides on the day.
    let (time, rest) = scan.0.split_at_checked(8)?;
    let mut last = Scan(rest);
    last.skip(b" ")?;
    let year = last.number(4)?;
    let mut time = Scan(time);
    let seconds = time.seconds(year, month, day)?;
    if last.0.is_empty() && time.0.is_empty() { Timestamp::from_timestamp(seconds, 0) } else { None }
}

/// Writes RFC 3339, in UTC, to the millisecond: `2026-05-03T00:00:00Z`.
pub(crate) fn to_rfc3339(moment: Timestamp) -> String {
    let (year, month, day) = (moment.year(), moment.month(), moment.day());
    let (hour, minute, second) = (moment.hour(), moment.minute(), moment.second());
    let fraction = match moment.timestamp_subsec_millis() {
        0 => String::new(),
        millis => format!(".{millis:03}"),
    };
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z")
}

/// What is left to read.
struct Scan<'a>(&'a [u8]);

impl Scan<'_> {
    /// Exactly so many digits.
    fn number(&mut self, digits: usize) -> Option<u32> {
        let (number, rest) = self.0.split_at_checked(digits)?;
        self.0 = rest;
        number.iter().try_fold(0, |sum, byte| Some(sum * 10 + char::from(*byte).to_digit(10)?))
    }

    fn skip(&mut self, one_of: &[u8]) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        one_of.contains(first).then_some(*first)
    }

    /// A month by its first three letters.
    fn month(&mut self) -> Option<u32> {
        const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
        let (month, rest) = self.0.split_at_checked(3)?;
        self.0 = rest;
        MONTHS.chunks(3).zip(1..).find_map(|(name, number)| (name == month).then_some(number))
    }

    /// The date and the time, as seconds and nanoseconds since the epoch in whatever place it is that time.
    fn local(&mut self) -> Option<(i64, u32)> {
        let year = self.number(4)?;
        self.skip(b"-")?;
        let month = self.number(2)?;
        self.skip(b"-")?;
        let day = self.number(2)?;
        self.skip(b"Tt ")?;
        Some((self.seconds(year, month, day)?, self.fraction()?))
    }

    /// The time of a day, as seconds since the epoch if it were UTC.
    fn seconds(&mut self, year: u32, month: u32, day: u32) -> Option<i64> {
        let hour = self.number(2)?;
        self.skip(b":")?;
        let minute = self.number(2)?;
        self.skip(b":")?;
        let second = self.number(2)?;
        let day = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let time = TimeDelta::seconds(i64::from(hour * 3_600 + minute * 60 + second));
        Some((day.and_time(chrono::NaiveTime::MIN) + time).and_utc().timestamp())
    }

    fn fraction(&mut self) -> Option<u32> {
        if self.0.first() != Some(&b'.') {
            return Some(0);
        }
        let digits = self.0[1..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (fraction, rest) = self.0[1..].split_at(digits);
        self.0 = rest;
        let nanos = fraction.iter().chain(std::iter::repeat(&b'0')).take(9);
        (digits > 0).then(|| nanos.fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0')))
    }

    /// How many seconds ahead of UTC.
    fn offset(&mut self) -> Option<i64> {
        let sign = match self.skip(b"Zz+-")? {
            b'+' => 1,
            b'-' => -1,
            _ => return Some(0),
        };
        let hours = self.number(2)?;
        self.skip(b":")?;
        let minutes = self.number(2)?;
        (hours < 24 && minutes < 60).then(|| sign * i64::from(hours * 3_600 + minutes * 60))
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn whatever_chrono_writes_is_read(
            seconds in -62_135_596_800_i64..253_402_300_799,
            nanos in 0..1_000_000_000_u32,
            east in -86_399 / 60..86_399 / 60,
        ) {
            let moment_meant = Timestamp::from_timestamp(seconds, nanos).unwrap();
            let offset = chrono::FixedOffset::east_opt(east * 60).unwrap();
            let text = moment_meant.with_timezone(&offset).to_rfc3339();
            // A year of five digits, or before the first, is none of RFC 3339's.
            prop_assume!(text.as_bytes()[4] == b'-' && !text.starts_with('-'));
            prop_assert_eq!(parse_rfc3339(&text), Ok(moment_meant));
        }

        #[test]
        fn whatever_is_written_is_read(millis in -62_135_596_800_000_i64..253_402_300_799_000) {
            let moment_meant = Timestamp::from_timestamp_millis(millis).unwrap();
            prop_assert_eq!(parse_rfc3339(&to_rfc3339(moment_meant)), Ok(moment_meant));
        }

        #[test]
        fn http_dates_are_read_as_chrono_reads_them(seconds in -62_135_596_800_i64..253_402_300_799) {
            let moment = Timestamp::from_timestamp(seconds, 0).unwrap();
            let text = moment.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            prop_assert_eq!(parse_http_date(&text), Some(moment));
            let asctime = moment.format("%a %b %e %H:%M:%S %Y").to_string();
            prop_assert_eq!(parse_http_date(&asctime), Some(moment));
            if (2_000..2_100).contains(&chrono::Datelike::year(&moment)) {
                let rfc_850 = moment.format("%A, %d-%b-%y %H:%M:%S GMT").to_string();
                prop_assert_eq!(parse_http_date(&rfc_850), Some(moment));
            }
        }

        #[test]
        fn noise_is_refused_as_chrono_refuses_it(text in "[0-9TtZz:.+ -]{0,30}") {
            let theirs = chrono::DateTime::parse_from_rfc3339(&text).ok().map(|time| time.to_utc());
            prop_assert_eq!(parse_rfc3339(&text).ok(), theirs);
        }
    }

    #[test]
    fn what_names_no_moment_is_refused() {
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
    fn a_header_that_is_no_date_is_none() {
        for text in [
            "Wed, 21 Oct 2015 07:28:00 UTC",
            "Wed, 32 Oct 2015 07:28:00 GMT",
            "Wed, 21 Okt 2015 07:28:00 GMT",
            "21",
            "",
        ] {
            assert_eq!(parse_http_date(text), None, "{text}");
        }
    }

    #[test]
    fn fractions_are_written_where_there_are_any() {
        assert_eq!(to_rfc3339("2026-05-02T20:00:00-04:00".parse().unwrap()), "2026-05-03T00:00:00Z");
        assert_eq!(to_rfc3339("2026-05-02T20:00:00.05Z".parse().unwrap()), "2026-05-02T20:00:00.050Z");
    }
}
