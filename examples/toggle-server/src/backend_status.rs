//! What vets-api says of its services: which of them work now.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, FixedOffset, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{body::word, error::Error, state::check_name, time, window::label};

/// How long vets-api keeps the answer of PagerDuty.
const KEPT_FOR: TimeDelta = TimeDelta::minutes(1);

/// The status of a service, in the words of PagerDuty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Status {
    Active,
    Warning,
    Critical,
    Maintenance,
    Disabled,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct BackendStatus {
    pub(crate) service_id: String,
    /// The name of the service. Several services may have the same.
    pub(crate) service: String,
    pub(crate) status: Status,
    /// Served with the offset in which it was set.
    pub(crate) last_incident_timestamp: Option<DateTime<FixedOffset>>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    service: Option<String>,
    #[serde(deserialize_with = "word")]
    status: Status,
    last_incident_timestamp: Option<String>,
}

impl Request {
    pub(crate) fn backend_status(self, service_id: String) -> Result<BackendStatus, Error> {
        let Self { service, status, last_incident_timestamp } = self;
        check_name(service.as_deref())?;
        let service = service.unwrap_or_else(|| match label(&service_id) {
            label if label.is_empty() => service_id.clone(),
            label => label,
        });
        let last_incident_timestamp = last_incident_timestamp.as_deref().map(timestamp).transpose()?;
        Ok(BackendStatus { service_id, service, status, last_incident_timestamp })
    }
}

/// Parses the time of an incident, which may be in the future, as wrong clocks make it.
fn timestamp(text: &str) -> Result<DateTime<FixedOffset>, Error> {
    let time = time::parse("last_incident_timestamp", text)?.trunc_subsecs(3);
    // RFC 3339 has years of four digits, and the time is served in UTC.
    if !(1..=9999).contains(&time.to_utc().year()) {
        return Err(Error::bad_request("last_incident_timestamp is in one of the years 1 to 9999."));
    }
    Ok(time)
}

/// The statuses of all services, by id, and the time of the report on them.
#[derive(Debug, Default)]
pub(crate) struct BackendStatuses {
    entries: BTreeMap<String, BackendStatus>,
    reported_at: Option<DateTime<Utc>>,
}

impl BackendStatuses {
    pub(crate) fn entries(&self) -> impl Iterator<Item = &BackendStatus> {
        self.entries.values()
    }

    pub(crate) fn set(&mut self, status: BackendStatus) {
        self.entries.insert(status.service_id.clone(), status);
        self.reported_at = None;
    }

    pub(crate) fn remove(&mut self, service_id: &str) {
        if self.entries.remove(service_id).is_some() {
            self.reported_at = None;
        }
    }

    /// When the statuses were read. As in vets-api this stays the same for a minute, so that the document and its
    /// ETag do. A change is in a new report at once.
    pub(crate) fn reported_at(&mut self, now: DateTime<Utc>) -> DateTime<Utc> {
        let is_fresh = |at: &DateTime<Utc>| (TimeDelta::zero()..KEPT_FOR).contains(&(now - *at));
        let reported_at = self.reported_at.filter(is_fresh).unwrap_or(now);
        self.reported_at = Some(reported_at);
        reported_at
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn critical(service_id: &str) -> BackendStatus {
        let request = Request { service: None, status: Status::Critical, last_incident_timestamp: None };
        request.backend_status(service_id.to_owned()).unwrap()
    }

    #[test]
    fn a_report_is_kept_for_a_minute_or_until_a_change() {
        let start = DateTime::parse_from_rfc3339("2026-05-02T20:00:00Z").unwrap().to_utc();
        let after = |ms| start + TimeDelta::milliseconds(ms);
        let mut statuses = BackendStatuses::default();
        assert_eq!(statuses.reported_at(start), start);
        assert_eq!(statuses.reported_at(after(59_999)), start);
        assert_eq!(statuses.reported_at(after(60_000)), after(60_000));
        assert_eq!(statuses.reported_at(after(1)), after(1), "the clock was put back");

        statuses.remove("evss");
        assert_eq!(statuses.reported_at(after(2)), after(1), "nothing was removed");
        statuses.set(critical("evss"));
        assert_eq!(statuses.reported_at(after(3)), after(3));
        statuses.remove("evss");
        assert_eq!(statuses.reported_at(after(4)), after(4));
    }

    #[test]
    fn a_service_without_a_name_is_called_by_its_id() {
        assert_eq!(critical("direct_deposit").service, "Direct deposit");
        assert_eq!(critical("_").service, "_");
    }
}
