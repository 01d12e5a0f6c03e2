//! Parses the dates of HTTP headers: [RFC 9110, section
//! 5.6.7](https://www.rfc-editor.org/rfc/rfc9110#section-5.6.7).

use crate::model::Timestamp;
use crate::model::timestamp::Scanner;

/// Parses a date in any format that HTTP allows: `Wed, 21 Oct 2015 07:28:00 GMT`, and the obsolete
/// `Wednesday, 21-Oct-15 07:28:00 GMT` and `Wed Oct 21 07:28:00 2015`. It ignores the weekday.
pub(crate) fn parse_http_date(text: &str) -> Option<Timestamp> {
    let Some((_, date)) = text.split_once(", ") else { return parse_asctime(text) };
    let mut scanner = Scanner(date.as_bytes());
    let day = scanner.digits(2)?;
    let has_short_year = scanner.one_of(b" -")? == b'-';
    let month = month(&mut scanner)?;
    scanner.one_of(b" -")?;
    // No server of this century means the last one by a year of two digits.
    let year = if has_short_year { 2_000 + scanner.digits(2)? } else { scanner.digits(4)? };
    scanner.one_of(b" ")?;
    let seconds = scanner.seconds_since_epoch(year, month, day)?;
    if scanner.0 == b" GMT" { Timestamp::from_timestamp(seconds, 0) } else { None }
}

/// Parses the format of C's `asctime`, in which the year comes last.
fn parse_asctime(text: &str) -> Option<Timestamp> {
    let mut scanner = Scanner(text.as_bytes().get(4..)?);
    let month = month(&mut scanner)?;
    scanner.one_of(b" ")?;
    // A day of one digit is padded with a space.
    let day = if scanner.0.first() == Some(&b' ') {
        scanner.one_of(b" ")?;
        scanner.digits(1)?
    } else {
        scanner.digits(2)?
    };
    scanner.one_of(b" ")?;
    let (time, rest) = scanner.0.split_at_checked(8)?;
    let mut rest = Scanner(rest);
    rest.one_of(b" ")?;
    let year = rest.digits(4)?;
    let mut time = Scanner(time);
    let seconds = time.seconds_since_epoch(year, month, day)?;
    if rest.0.is_empty() && time.0.is_empty() { Timestamp::from_timestamp(seconds, 0) } else { None }
}

/// Parses the first three letters of a month's English name.
fn month(scanner: &mut Scanner<'_>) -> Option<u32> {
    const MONTHS: &[u8] = b"JanFebMarAprMayJunJulAugSepOctNovDec";
    let (month, rest) = scanner.0.split_at_checked(3)?;
    scanner.0 = rest;
    MONTHS.chunks(3).zip(1..).find_map(|(name, number)| (name == month).then_some(number))
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_format_is_parsed_as_chrono_writes_it(seconds in -62_135_596_800_i64..253_402_300_799) {
            let date = Timestamp::from_timestamp(seconds, 0).unwrap();
            let text = date.format("%a, %d %b %Y %H:%M:%S GMT").to_string();
            prop_assert_eq!(parse_http_date(&text), Some(date));
            let asctime = date.format("%a %b %e %H:%M:%S %Y").to_string();
            prop_assert_eq!(parse_http_date(&asctime), Some(date));
            if (2_000..2_100).contains(&chrono::Datelike::year(&date)) {
                let rfc_850 = date.format("%A, %d-%b-%y %H:%M:%S GMT").to_string();
                prop_assert_eq!(parse_http_date(&rfc_850), Some(date));
            }
        }
    }

    #[test]
    fn anything_else_is_not_a_date() {
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
}
