//! The scenarios that the simulation runs: who visits, and what goes wrong.

use std::time::Duration;

use crate::crowd::Crowd;
use crate::time::{INCIDENT, MINUTE, SECOND};

/// How long an outage lasts.
const OUTAGE: i64 = 10 * MINUTE;
/// How long the immediate reaction to any other incident lasts. Requests after that count as its echo.
const AT_ONCE: i64 = 5 * SECOND;

/// One day of one crowd.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) crowd: Crowd,
    /// Whether the endpoint announces changes by an event stream.
    pub(crate) streams: bool,
    pub(crate) incident: Incident,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Incident {
    None,
    /// The site is deployed, and every visible page reloads within two seconds.
    Reload,
    /// Every request fails for ten minutes.
    Outage(RetryAfter),
    /// The streaming server is deployed: all event streams break, and browsers reconnect.
    Reconnect,
    /// A flag changes, and every stream sends an event.
    Event,
}

/// The `Retry-After` header that a failing endpoint sends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RetryAfter {
    Nothing,
    Seconds(u64),
    /// A date, the same for all clients: the end of the outage.
    OutageEnd,
}

pub(crate) const SCENARIOS: [Scenario; 8] = [
    of("a day without an incident", Incident::None),
    of("deploy: all reload", Incident::Reload),
    of("outage", Incident::Outage(RetryAfter::Nothing)),
    of("outage, Retry-After: 120", Incident::Outage(RetryAfter::Seconds(120))),
    of("outage, Retry-After: its end", Incident::Outage(RetryAfter::OutageEnd)),
    Scenario { streams: true, ..of("streams: all are cut", Incident::Reconnect) },
    Scenario { streams: true, ..of("streams: an event to all", Incident::Event) },
    Scenario {
        crowd: Crowd::AllAtOnce,
        ..of("outage, all look at once", Incident::Outage(RetryAfter::Nothing))
    },
];

const fn of(name: &'static str, incident: Incident) -> Scenario {
    Scenario { name, crowd: Crowd::OverTheDay, streams: false, incident }
}

impl Scenario {
    /// `Some` if a request sent at `sent_at` fails; inside, the `Retry-After` of the failure.
    pub(crate) fn failure(&self, sent_at: i64) -> Option<Option<Duration>> {
        let Incident::Outage(retry_after) = self.incident else { return None };
        let end = INCIDENT + OUTAGE;
        (INCIDENT..end).contains(&sent_at).then_some(match retry_after {
            RetryAfter::Nothing => None,
            RetryAfter::Seconds(seconds) => Some(Duration::from_secs(seconds)),
            RetryAfter::OutageEnd => Some(Duration::from_millis(end.abs_diff(sent_at))),
        })
    }

    /// How long the incident itself lasts; `None` if there is none.
    pub(crate) fn incident_length(&self) -> Option<i64> {
        match self.incident {
            Incident::None => None,
            Incident::Outage(_) => Some(OUTAGE),
            Incident::Reload | Incident::Reconnect | Incident::Event => Some(AT_ONCE),
        }
    }
}
