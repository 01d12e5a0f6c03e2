//! Parses the header `Retry-After`: [RFC 9110, section
//! 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3).

use std::time::Duration;

use super::http_date::parse_http_date;
use crate::model::Timestamp;
use crate::model::timestamp::parse_rfc3339;

/// How long from `now` the server wants to be left alone.
///
/// It accepts more than RFC 9110 allows, because servers send more: a date in RFC 3339, as OFREP's
/// `service/openapi.yaml` has it, and a fraction of a second, which is rounded up.
pub(crate) fn parse_retry_after(header: &str, now: Timestamp) -> Option<Duration> {
    let header = header.trim();
    // The browser joins two headers of the same name with a comma.
    let number = header.split(',').next().unwrap_or_default();
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if let (Ok(seconds), true) = (whole.parse::<u64>(), fraction.bytes().all(|digit| digit.is_ascii_digit()))
    {
        let rounded_up = u64::from(fraction.bytes().any(|digit| digit != b'0'));
        return Some(Duration::from_secs(seconds.saturating_add(rounded_up)));
    }
    let date = parse_http_date(header).or_else(|| parse_rfc3339(header).ok())?;
    Some((date - now).to_std().unwrap_or_default())
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn every_form_of_retry_after_is_parsed() {
        let now = "2015-10-21T07:27:00Z".parse().unwrap();
        for (header, seconds) in [
            ("120", Some(120)),
            (" 0 ", Some(0)),
            ("1.5", Some(2)),
            ("2.0", Some(2)),
            ("120, 240", Some(120)),
            ("99999999999999999999", None),
            ("Wed, 21 Oct 2015 07:28:00 GMT", Some(60)),
            ("Wed, 21 Oct 2015 07:20:00 GMT", Some(0)),
            ("Wednesday, 21-Oct-15 07:28:00 GMT", Some(60)),
            ("Wed Oct 21 07:28:00 2015", Some(60)),
            ("2015-10-21T07:28:00Z", Some(60)),
            ("2015-10-21T03:28:00-04:00", Some(60)),
            ("-1", None),
            ("1.x", None),
            ("soon", None),
            ("", None),
        ] {
            assert_eq!(parse_retry_after(header, now), seconds.map(Duration::from_secs), "{header:?}");
        }
    }
}
