//! Simulates one visit of one page: when it polls, fetches, and opens its event stream.

use std::time::Duration;

use crate::crowd::Visit;
use crate::random::Random;
use crate::rates::Rates;
use crate::scenario::{Incident, Scenario};
use crate::schedule::{Next, PageState, Schedule};
use crate::time::{INCIDENT, SECOND};

/// The poll interval: the library's default.
const POLL_INTERVAL: Duration = Duration::from_secs(30);
/// How long the stream of a hidden page stays open: the library's default.
const INACTIVITY: i64 = 120 * SECOND;
/// How long a browser waits before it reconnects a broken stream.
const RECONNECT: i64 = 3 * SECOND;

/// One page that polls as the library's poller does. [`Schedule`] is the library's own; the browser around it
/// is simulated.
struct Page<'a> {
    scenario: &'a Scenario,
    rates: &'a mut Rates,
    /// The randomness of the network and of the schedule.
    dice: Random,
    now: i64,
    visible: bool,
    schedule: Schedule,
    in_flight: Option<InFlight>,
    /// Whether an event came while a request was in flight.
    event_while_in_flight: bool,
    stream: Stream,
    /// When the hidden page closes its stream.
    stream_closes_at: Option<i64>,
}

struct InFlight {
    sent_at: i64,
    completes_at: i64,
}

#[derive(Clone, Copy, PartialEq)]
enum Stream {
    None,
    /// Opens at that time.
    OpensAt(i64),
    Open,
    /// Broken; reconnects at that time.
    ReconnectsAt(i64),
    Inactive,
}

/// Simulates a visit from beginning to end and counts its requests.
pub(crate) fn simulate(
    visit: &Visit,
    scenario: &Scenario,
    habits: &mut Random,
    mut dice: Random,
    rates: &mut Rates,
) {
    let mut incident_at = incident_time(visit, scenario, &mut dice);
    let mut page = Page {
        scenario,
        rates,
        dice,
        now: visit.opens,
        visible: true,
        schedule: Schedule::new(POLL_INTERVAL),
        in_flight: None,
        event_while_in_flight: false,
        stream: Stream::None,
        stream_closes_at: None,
    };
    let mut next_turn = visit.opens.saturating_add(visit.phase(true, habits));
    loop {
        let own = page.next_event();
        let next = own.min(next_turn).min(incident_at.unwrap_or(i64::MAX));
        if next >= visit.closes {
            return;
        }
        page.now = next.max(page.now);
        if incident_at.is_some_and(|at| at == next) {
            incident_at = None;
            page.on_incident(scenario.incident);
        } else if next_turn == next {
            page.toggle_visibility();
            next_turn = page.now.saturating_add(visit.phase(page.visible, habits));
        } else {
            page.run_due();
        }
    }
}

/// When the incident reaches this page: spread out, as not every page is reached at once.
fn incident_time(visit: &Visit, scenario: &Scenario, dice: &mut Random) -> Option<i64> {
    let at = match scenario.incident {
        Incident::None | Incident::Outage(_) => return None,
        Incident::Reload => INCIDENT + dice.between(0, 2 * SECOND),
        Incident::Reconnect | Incident::Event => INCIDENT + dice.between(0, SECOND / 5),
    };
    (visit.opens..visit.closes).contains(&at).then_some(at)
}

impl Page<'_> {
    /// When the page does something by itself next.
    fn next_event(&self) -> i64 {
        let request = match &self.in_flight {
            Some(request) => request.completes_at,
            None => match self.schedule.next(self.now, self.page_state()) {
                Next::Fetch => self.now,
                Next::WaitUntil(due) => due,
                Next::Sleep | Next::Stop => i64::MAX,
            },
        };
        let stream = match self.stream {
            Stream::OpensAt(at) | Stream::ReconnectsAt(at) => at,
            Stream::None | Stream::Open | Stream::Inactive => i64::MAX,
        };
        request.min(stream).min(self.stream_closes_at.unwrap_or(i64::MAX))
    }

    /// Does what is due now.
    fn run_due(&mut self) {
        if self.stream_closes_at.is_some_and(|at| at <= self.now) {
            self.stream_closes_at = None;
            self.stream = Stream::Inactive;
        }
        match self.stream {
            Stream::OpensAt(at) if at <= self.now => self.stream = Stream::Open,
            // The page fetches what it may have missed.
            Stream::ReconnectsAt(at) if at <= self.now => {
                self.stream = Stream::Open;
                self.on_stream_event();
            }
            _ => {}
        }
        match &self.in_flight {
            Some(request) if request.completes_at <= self.now => {
                let sent_at = request.sent_at;
                self.in_flight = None;
                self.complete(sent_at);
            }
            None if self.schedule.next(self.now, self.page_state()) == Next::Fetch => self.fetch(),
            _ => {}
        }
    }

    fn fetch(&mut self) {
        self.rates.count(self.now);
        self.in_flight =
            Some(InFlight { sent_at: self.now, completes_at: self.now + self.dice.between(40, 160) });
    }

    fn complete(&mut self, sent_at: i64) {
        let roll = self.dice.roll();
        if let Some(retry_after) = self.scenario.failure(sent_at) {
            return self.schedule.on_failure(self.now, roll, retry_after);
        }
        if self.scenario.streams && self.stream == Stream::None {
            self.stream = self.open_stream();
        }
        self.schedule.on_streams_open(self.stream == Stream::Open, self.now, self.dice.roll());
        self.schedule.on_success(self.now, roll);
        if std::mem::take(&mut self.event_while_in_flight) {
            self.schedule.on_stream_event(self.now);
        }
    }

    fn open_stream(&mut self) -> Stream {
        Stream::OpensAt(self.now + self.dice.between(40, 160))
    }

    fn on_stream_event(&mut self) {
        self.event_while_in_flight = self.in_flight.is_some();
        self.schedule.on_stream_event(self.now);
    }

    fn page_state(&self) -> PageState {
        if self.visible { PageState::Active } else { PageState::Hidden }
    }

    /// Shows or hides the page.
    fn toggle_visibility(&mut self) {
        self.visible = !self.visible;
        if !self.visible {
            let stream = matches!(self.stream, Stream::OpensAt(_) | Stream::Open | Stream::ReconnectsAt(_));
            self.stream_closes_at = stream.then_some(self.now + INACTIVITY);
            return;
        }
        self.stream_closes_at = None;
        if self.stream == Stream::Inactive {
            self.stream = self.open_stream();
            self.in_flight = None;
            self.schedule.fetch_now();
        } else {
            let age = self.schedule.age(self.now);
            self.schedule.on_wake(self.now, age);
        }
    }

    fn on_incident(&mut self, incident: Incident) {
        match incident {
            Incident::None | Incident::Outage(_) => {}
            Incident::Reload if self.visible => {
                self.schedule = Schedule::new(POLL_INTERVAL);
                self.in_flight = None;
                self.event_while_in_flight = false;
                self.stream = Stream::None;
            }
            Incident::Reload => {}
            Incident::Reconnect => {
                if self.stream == Stream::Open {
                    self.stream =
                        Stream::ReconnectsAt(self.now + RECONNECT + self.dice.between(0, SECOND / 2));
                    self.schedule.on_streams_open(false, self.now, self.dice.roll());
                }
            }
            Incident::Event => {
                if self.stream == Stream::Open {
                    self.on_stream_event();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crowd::Crowd;
    use crate::scenario::RetryAfter;
    use crate::time::MINUTE;

    /// The requests of one page that is visible from ten minutes before the incident to an hour after it.
    fn requests(incident: Incident, streams: bool) -> Rates {
        let scenario = Scenario { name: "test", crowd: Crowd::AllAtOnce, streams, incident };
        let visit = Visit::of(INCIDENT - 10 * MINUTE, INCIDENT + 60 * MINUTE);
        let mut rates = Rates::default();
        simulate(&visit, &scenario, &mut Random::new(1, 1), Random::new(1, 2), &mut rates);
        rates
    }

    fn within(rates: &Rates, from: i64, to: i64) -> u64 {
        rates.sum(INCIDENT + from..INCIDENT + to)
    }

    #[test]
    fn a_page_fetches_when_it_opens_and_then_twice_a_minute_until_it_closes() {
        let rates = requests(Incident::None, false);
        assert_eq!(within(&rates, -10 * MINUTE, -10 * MINUTE + SECOND), 1);
        let hour = within(&rates, 0, 60 * MINUTE);
        assert!((115..=125).contains(&hour), "{hour}");
        assert_eq!(within(&rates, 60 * MINUTE, 120 * MINUTE), 0);
    }

    #[test]
    fn a_page_that_reloads_fetches_once_more_and_polls_on() {
        let rates = requests(Incident::Reload, false);
        assert!((1..=2).contains(&within(&rates, 0, 2 * SECOND)));
        // The first poll comes anywhere within the poll interval; from then on it is twice a minute.
        assert!((1..=2).contains(&within(&rates, 2 * SECOND, 31 * SECOND)));
        let rest = within(&rates, 31 * SECOND, 60 * MINUTE);
        assert!((114..=124).contains(&rest), "{rest}");
    }

    #[test]
    fn in_an_outage_a_page_backs_off_or_follows_retry_after() {
        let back_off = within(&requests(Incident::Outage(RetryAfter::Nothing), false), 0, 10 * MINUTE);
        assert!((6..=16).contains(&back_off), "{back_off}");
        let seconds = within(&requests(Incident::Outage(RetryAfter::Seconds(120)), false), 0, 10 * MINUTE);
        assert_eq!(seconds, 5);
        let end = requests(Incident::Outage(RetryAfter::OutageEnd), false);
        assert_eq!(within(&end, 0, 10 * MINUTE), 1);
        assert!(within(&end, 10 * MINUTE, 60 * MINUTE) > 90);
    }

    #[test]
    fn a_stream_slows_polling_down_and_an_event_causes_one_request() {
        let quiet = requests(Incident::None, true);
        let hour = within(&quiet, 0, 60 * MINUTE);
        assert!((11..=14).contains(&hour), "{hour}");
        let event = requests(Incident::Event, true);
        assert_eq!(within(&event, 0, 4 * MINUTE), 1);
        let reconnected = requests(Incident::Reconnect, true);
        let soon = within(&reconnected, 0, 35 * SECOND);
        assert!((1..=2).contains(&soon), "{soon}");
    }
}
