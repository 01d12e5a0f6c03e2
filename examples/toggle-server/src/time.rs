//! Parses and formats times. They have milliseconds, which every protocol here supports.

use chrono::{DateTime, FixedOffset, SecondsFormat, SubsecRound, TimeZone, Utc};

use crate::error::Error;

pub(crate) fn now() -> DateTime<Utc> {
    Utc::now().trunc_subsecs(3)
}

/// Parses the time in a field.
pub(crate) fn parse(field: &str, text: &str) -> Result<DateTime<FixedOffset>, Error> {
    DateTime::parse_from_rfc3339(text).map_err(|_| {
        Error::bad_request(format!(
            "{field} must be a date and time with an offset, such as 2026-05-02T20:00:00-04:00."
        ))
    })
}

/// Formats as Rails does: `2026-05-02T20:00:00.000Z`.
pub(crate) fn utc<Z: TimeZone>(time: &DateTime<Z>) -> String {
    time.to_utc().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Formats with the time's own offset: `2026-05-02T20:00:00-04:00`.
pub(crate) fn rfc3339(time: &DateTime<FixedOffset>) -> String {
    time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}
