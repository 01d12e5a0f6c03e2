use std::time::Duration;

use crate::crowd::Crowd;

pub(crate) const SECOND: i64 = 1_000;
pub(crate) const MINUTE: i64 = 60 * SECOND;
pub(crate) const HOUR: i64 = 60 * MINUTE;
/// When it happens: two in the afternoon, when most pages are open.
pub(crate) const INCIDENT: i64 = 14 * HOUR;
const OUTAGE: i64 = 10 * MINUTE;
/// What happens at once is over when so much time has passed; what comes later is its echo.
const AT_ONCE: i64 = 5 * SECOND;

/// One day of one crowd.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scenario {
    pub(crate) name: &'static str,
    pub(crate) crowd: Crowd,
    /// The endpoint tells of changes by an event stream.
    pub(crate) streams: bool,
    pub(crate) incident: Incident,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Incident {
    None,
    /// The site is deployed, and every page that is looked at reloads within two seconds.
    Reload,
    /// Every request fails for ten minutes.
    Outage(RetryAfter),
    /// What holds the event streams is deployed: all are cut, and browsers connect again.
    Cut,
    /// A flag changes, and every stream tells of it.
    Event,
}

/// What an endpoint that is out says about when to come again.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum RetryAfter {
    Nothing,
    Seconds(u64),
    /// A date: the end of the outage, the same for all.
    ItsEnd,
}

pub(crate) const SCENARIOS: [Scenario; 8] = [
    of("a day without an incident", Incident::None),
    of("deploy: all reload", Incident::Reload),
    of("outage", Incident::Outage(RetryAfter::Nothing)),
    of("outage, Retry-After: 120", Incident::Outage(RetryAfter::Seconds(120))),
    of("outage, Retry-After: its end", Incident::Outage(RetryAfter::ItsEnd)),
    Scenario { streams: true, ..of("streams: all are cut", Incident::Cut) },
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
    /// Whether a request that is sent at this moment fails, and with what `Retry-After`.
    pub(crate) fn failure(&self, sent: i64) -> Option<Option<Duration>> {
        let Incident::Outage(retry_after) = self.incident else { return None };
        let end = INCIDENT + OUTAGE;
        (INCIDENT..end).contains(&sent).then_some(match retry_after {
            RetryAfter::Nothing => None,
            RetryAfter::Seconds(seconds) => Some(Duration::from_secs(seconds)),
            RetryAfter::ItsEnd => Some(Duration::from_millis(end.abs_diff(sent))),
        })
    }

    /// How long the incident itself lasts; `None` if there is none.
    pub(crate) fn lasts(&self) -> Option<i64> {
        match self.incident {
            Incident::None => None,
            Incident::Outage(_) => Some(OUTAGE),
            Incident::Reload | Incident::Cut | Incident::Event => Some(AT_ONCE),
        }
    }
}
