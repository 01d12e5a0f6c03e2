//! Maintenance windows: planned periods that affect some services.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike, FixedOffset, SubsecRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    error::Error,
    state::{check_key, check_message, check_name},
    time,
};

/// A maintenance window. Its start is inclusive, its end exclusive.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Window {
    pub(crate) id: String,
    /// At least one service, each once, in the order of the request.
    pub(crate) services: Vec<String>,
    /// Served with the offset in which it was set.
    pub(crate) starts_at: DateTime<FixedOffset>,
    /// After the start; `None` while the end is open.
    pub(crate) ends_at: Option<DateTime<FixedOffset>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) message: Option<String>,
    #[serde(skip)]
    pub(crate) changed_at: DateTime<Utc>,
}

/// Whether a window is past, ongoing or future.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Phase {
    Future,
    Ongoing,
    Past,
}

impl Window {
    pub(crate) fn phase(&self, now: DateTime<Utc>) -> Phase {
        if now < self.starts_at {
            Phase::Future
        } else if self.ends_at.is_some_and(|ends_at| ends_at <= now) {
            Phase::Past
        } else {
            Phase::Ongoing
        }
    }

    /// Its name, or a default made of its services.
    pub(crate) fn title(&self) -> String {
        self.name.clone().unwrap_or_else(|| {
            let labels: Vec<_> = self.services.iter().map(|service| label(service)).collect();
            format!("Maintenance of {}", labels.join(", "))
        })
    }

    /// Ends the window now. One that is over stays unchanged.
    pub(crate) fn end(&mut self, now: DateTime<Utc>) -> Result<(), Error> {
        match self.phase(now) {
            Phase::Future => Err(Error::bad_request(format!(
                "The window {:?} has not begun, so it cannot end; move or delete it.",
                self.id
            ))),
            Phase::Past => Ok(()),
            Phase::Ongoing => {
                // A window that began in this very millisecond must still end after its start.
                let ends_at = now.max(self.starts_at.to_utc() + TimeDelta::milliseconds(1));
                self.ends_at = Some(ends_at.with_timezone(self.starts_at.offset()));
                self.changed_at = now;
                Ok(())
            }
        }
    }
}

/// A readable label for a service key: "Direct deposit" for `direct_deposit`.
pub(crate) fn label(service: &str) -> String {
    let mut chars = service.trim_matches('_').chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars.map(|c| if c == '_' { ' ' } else { c })).collect()
}

/// The request that sets a window. Each of its times is absolute or relative to the arrival of the request.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Request {
    services: Vec<String>,
    starts_at: Option<String>,
    starts_in_ms: Option<i64>,
    ends_at: Option<String>,
    ends_in_ms: Option<i64>,
    name: Option<String>,
    message: Option<String>,
}

impl Request {
    /// Checks the request, which arrived at `now`, and returns the window.
    pub(crate) fn window(self, id: String, now: DateTime<Utc>) -> Result<Window, Error> {
        let Self { services, starts_at, starts_in_ms, ends_at, ends_in_ms, name, message } = self;
        check_services(&services)?;
        check_name(name.as_deref())?;
        check_message(message.as_deref())?;
        let starts_at = time_of("starts", starts_at, starts_in_ms, now)?
            .ok_or_else(|| Error::bad_request("A window needs starts_at or starts_in_ms."))?;
        let ends_at = time_of("ends", ends_at, ends_in_ms, now)?;
        if ends_at.is_some_and(|ends_at| ends_at <= starts_at) {
            return Err(Error::bad_request("A window must end after it starts."));
        }
        Ok(Window { id, services, starts_at, ends_at, name, message, changed_at: now })
    }
}

fn check_services(services: &[String]) -> Result<(), Error> {
    if services.is_empty() {
        return Err(Error::bad_request("A window needs at least one service."));
    }
    let mut named = BTreeSet::new();
    for service in services {
        check_key("service key", service)?;
        if !named.insert(service) {
            return Err(Error::bad_request(format!("The service {service:?} is named twice.")));
        }
    }
    Ok(())
}

/// The start or the end, from the one field of the two that is set.
fn time_of(
    verb: &str,
    at: Option<String>,
    in_ms: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Option<DateTime<FixedOffset>>, Error> {
    let time = match (at, in_ms) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => {
            let sentence = format!("{verb}_at and {verb}_in_ms exclude each other.");
            return Err(Error::bad_request(sentence));
        }
        (Some(text), None) => Some(time::parse(&format!("{verb}_at"), &text)?.trunc_subsecs(3)),
        (None, Some(ms)) => TimeDelta::try_milliseconds(ms)
            .and_then(|delta| now.checked_add_signed(delta))
            .map(|time| time.fixed_offset()),
    };
    // RFC 3339 has years of four digits. The last one is reserved for open ends in protocols that require an end.
    let time = time.filter(|time| (1..9999).contains(&time.to_utc().year()));
    let sentence = || Error::bad_request(format!("A window {verb} in one of the years 1 to 9998."));
    time.map(Some).ok_or_else(sentence)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window() -> Window {
        let starts_at = DateTime::parse_from_rfc3339("2026-05-02T20:00:00-04:00").unwrap();
        Window {
            id: "w".to_owned(),
            services: vec!["evss".to_owned(), "direct_deposit".to_owned()],
            starts_at,
            ends_at: Some(starts_at + TimeDelta::seconds(1)),
            name: None,
            message: None,
            changed_at: starts_at.to_utc(),
        }
    }

    #[test]
    fn start_is_inclusive_and_end_exclusive() {
        let mut window = window();
        let start = window.starts_at.to_utc();
        let phase = |window: &Window, ms| window.phase(start + TimeDelta::milliseconds(ms));
        assert_eq!(phase(&window, -1), Phase::Future);
        assert_eq!(phase(&window, 0), Phase::Ongoing);
        assert_eq!(phase(&window, 999), Phase::Ongoing);
        assert_eq!(phase(&window, 1000), Phase::Past);
        window.ends_at = None;
        assert_eq!(phase(&window, i64::from(u32::MAX)), Phase::Ongoing);
    }

    #[test]
    fn ending_a_window_never_puts_its_end_before_its_start() {
        let mut ended = window();
        let start = ended.starts_at.to_utc();
        ended.end(start + TimeDelta::milliseconds(5)).unwrap();
        assert_eq!(ended.ends_at, Some(ended.starts_at + TimeDelta::milliseconds(5)));
        ended.end(start + TimeDelta::hours(1)).unwrap();
        assert_eq!(ended.ends_at, Some(ended.starts_at + TimeDelta::milliseconds(5)), "it was over");

        let mut at_once = window();
        at_once.end(start).unwrap();
        assert_eq!(at_once.ends_at, Some(at_once.starts_at + TimeDelta::milliseconds(1)));

        let mut early = window();
        assert!(early.end(start - TimeDelta::milliseconds(1)).is_err());
        assert_eq!(early.ends_at, window().ends_at);
    }

    #[test]
    fn labels_of_services_are_readable() {
        for (service, wanted) in [
            ("direct_deposit", "Direct deposit"),
            ("evss", "Evss"),
            ("_odd__key_", "Odd  key"),
            ("VA.gov", "VA.gov"),
            ("über", "Über"),
            ("_", ""),
        ] {
            assert_eq!(label(service), wanted);
        }
        assert_eq!(window().title(), "Maintenance of Evss, Direct deposit");
    }
}
