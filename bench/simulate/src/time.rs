//! Lengths of time in milliseconds, and the moment of the incident that all scenarios share.

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// When the incident happens, in milliseconds since midnight: two in the afternoon, when most pages are open.
pub(crate) const INCIDENT: i64 = 14 * HOUR;
