use std::time::Duration;

use crate::crowd::Visit;
use crate::random::Random;
use crate::rates::Rates;
use crate::scenario::{INCIDENT, Incident, SECOND, Scenario};
use crate::schedule::{Next, PageState, Schedule};

const EVERY: Duration = Duration::from_secs(30);
/// How long the stream of a hidden page stays open: the library's default.
const INACTIVITY: i64 = 120 * SECOND;
/// How long a browser waits before it opens a stream again that was cut.
const RECONNECT: i64 = 3 * SECOND;

/// One page, which asks as the library's poller does: what the poller does with a browser is done here
/// with a list of moments, and [`Schedule`] is the library's own.
struct Page<'a> {
    scenario: &'a Scenario,
    rates: &'a mut Rates,
    /// For what the page is subject to.
    dice: Random,
    now: i64,
    visible: bool,
    schedule: Schedule,
    flight: Option<Flight>,
    told_meanwhile: bool,
    stream: Stream,
    /// When the stream is closed, as nobody looks.
    closes: Option<i64>,
}

struct Flight {
    sent: i64,
    lands: i64,
}

#[derive(Clone, Copy, PartialEq)]
enum Stream {
    None,
    Opens(i64),
    Open,
    /// Cut, and to be opened again then.
    Reopens(i64),
    Inactive,
}

/// Plays a visit from its beginning to its end and counts its requests.
pub(crate) fn play(
    visit: &Visit,
    scenario: &Scenario,
    habits: &mut Random,
    mut dice: Random,
    rates: &mut Rates,
) {
    let mut incident = incident(visit, scenario, &mut dice);
    let mut page = Page {
        scenario,
        rates,
        dice,
        now: visit.opens,
        visible: true,
        schedule: Schedule::new(EVERY),
        flight: None,
        told_meanwhile: false,
        stream: Stream::None,
        closes: None,
    };
    let mut turns = visit.opens.saturating_add(visit.phase(true, habits));
    loop {
        let own = page.next();
        let next = own.min(turns).min(incident.unwrap_or(i64::MAX));
        if next >= visit.closes {
            return;
        }
        page.now = next.max(page.now);
        if incident.is_some_and(|at| at == next) {
            incident = None;
            page.meets(scenario.incident);
        } else if turns == next {
            page.turn();
            turns = page.now.saturating_add(visit.phase(page.visible, habits));
        } else {
            page.go_on();
        }
    }
}

/// When a page meets the incident: not all in the same instant.
fn incident(visit: &Visit, scenario: &Scenario, dice: &mut Random) -> Option<i64> {
    let at = match scenario.incident {
        Incident::None | Incident::Outage(_) => return None,
        Incident::Reload => INCIDENT + dice.between(0, 2 * SECOND),
        Incident::Cut | Incident::Event => INCIDENT + dice.between(0, SECOND / 5),
    };
    (visit.opens..visit.closes).contains(&at).then_some(at)
}

impl Page<'_> {
    /// The next moment at which it does anything by itself.
    fn next(&self) -> i64 {
        let asks = match &self.flight {
            Some(flight) => flight.lands,
            None => match self.schedule.next(self.now, self.page_state()) {
                Next::Fetch => self.now,
                Next::WaitUntil(due) => due,
                Next::Sleep | Next::Stop => i64::MAX,
            },
        };
        let stream = match self.stream {
            Stream::Opens(at) | Stream::Reopens(at) => at,
            Stream::None | Stream::Open | Stream::Inactive => i64::MAX,
        };
        asks.min(stream).min(self.closes.unwrap_or(i64::MAX))
    }

    fn go_on(&mut self) {
        if self.closes.is_some_and(|at| at <= self.now) {
            self.closes = None;
            self.stream = Stream::Inactive;
        }
        match self.stream {
            Stream::Opens(at) if at <= self.now => self.stream = Stream::Open,
            // It does not tell what it missed.
            Stream::Reopens(at) if at <= self.now => {
                self.stream = Stream::Open;
                self.told();
            }
            _ => {}
        }
        match &self.flight {
            Some(flight) if flight.lands <= self.now => {
                let sent = flight.sent;
                self.flight = None;
                self.land(sent);
            }
            None if self.schedule.next(self.now, self.page_state()) == Next::Fetch => self.ask(),
            _ => {}
        }
    }

    fn ask(&mut self) {
        self.rates.count(self.now);
        self.flight = Some(Flight { sent: self.now, lands: self.now + self.dice.between(40, 160) });
    }

    fn land(&mut self, sent: i64) {
        let roll = self.dice.roll();
        if let Some(retry_after) = self.scenario.failure(sent) {
            return self.schedule.on_failure(self.now, roll, retry_after);
        }
        if self.scenario.streams && self.stream == Stream::None {
            self.stream = self.opening();
        }
        self.schedule.on_streams_open(self.stream == Stream::Open, self.now, self.dice.roll());
        self.schedule.on_success(self.now, roll);
        if std::mem::take(&mut self.told_meanwhile) {
            self.schedule.on_stream_event(self.now);
        }
    }

    fn opening(&mut self) -> Stream {
        Stream::Opens(self.now + self.dice.between(40, 160))
    }

    fn told(&mut self) {
        self.told_meanwhile = self.flight.is_some();
        self.schedule.on_stream_event(self.now);
    }

    fn page_state(&self) -> PageState {
        if self.visible { PageState::Active } else { PageState::Hidden }
    }

    /// Visible and hidden in turns.
    fn turn(&mut self) {
        self.visible = !self.visible;
        if !self.visible {
            let stream = matches!(self.stream, Stream::Opens(_) | Stream::Open | Stream::Reopens(_));
            self.closes = stream.then_some(self.now + INACTIVITY);
            return;
        }
        self.closes = None;
        if self.stream == Stream::Inactive {
            self.stream = self.opening();
            self.flight = None;
            self.schedule.fetch_now();
        } else {
            let age = self.schedule.age(self.now);
            self.schedule.on_wake(self.now, age);
        }
    }

    fn meets(&mut self, incident: Incident) {
        match incident {
            Incident::None | Incident::Outage(_) => {}
            Incident::Reload if self.visible => {
                self.schedule = Schedule::new(EVERY);
                self.flight = None;
                self.told_meanwhile = false;
                self.stream = Stream::None;
            }
            Incident::Reload => {}
            Incident::Cut => {
                if self.stream == Stream::Open {
                    self.stream = Stream::Reopens(self.now + RECONNECT + self.dice.between(0, SECOND / 2));
                    self.schedule.on_streams_open(false, self.now, self.dice.roll());
                }
            }
            Incident::Event => {
                if self.stream == Stream::Open {
                    self.told();
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crowd::Crowd;
    use crate::scenario::{MINUTE, RetryAfter};

    /// What one page that is always looked at asks, from ten minutes before the incident to an hour after it.
    fn asked(incident: Incident, streams: bool) -> Rates {
        let scenario = Scenario { name: "test", crowd: Crowd::AllAtOnce, streams, incident };
        let visit = Visit::of(INCIDENT - 10 * MINUTE, INCIDENT + 60 * MINUTE);
        let mut rates = Rates::default();
        play(&visit, &scenario, &mut Random::new(1, 1), Random::new(1, 2), &mut rates);
        rates
    }

    fn within(rates: &Rates, from: i64, to: i64) -> u64 {
        rates.sum(INCIDENT + from..INCIDENT + to)
    }

    #[test]
    fn a_page_asks_when_it_opens_and_then_twice_a_minute_until_it_closes() {
        let rates = asked(Incident::None, false);
        assert_eq!(within(&rates, -10 * MINUTE, -10 * MINUTE + SECOND), 1);
        let hour = within(&rates, 0, 60 * MINUTE);
        assert!((115..=125).contains(&hour), "{hour}");
        assert_eq!(within(&rates, 60 * MINUTE, 120 * MINUTE), 0);
    }

    #[test]
    fn a_page_that_reloads_asks_once_more_and_goes_on() {
        let rates = asked(Incident::Reload, false);
        assert!((1..=2).contains(&within(&rates, 0, 2 * SECOND)));
        // The first poll comes anywhere within the schedule; from then on it is twice a minute.
        assert!((1..=2).contains(&within(&rates, 2 * SECOND, 31 * SECOND)));
        let rest = within(&rates, 31 * SECOND, 60 * MINUTE);
        assert!((114..=124).contains(&rest), "{rest}");
    }

    #[test]
    fn an_outage_is_met_by_back_off_or_by_what_the_server_asks_for() {
        let back_off = within(&asked(Incident::Outage(RetryAfter::Nothing), false), 0, 10 * MINUTE);
        assert!((6..=16).contains(&back_off), "{back_off}");
        let seconds = within(&asked(Incident::Outage(RetryAfter::Seconds(120)), false), 0, 10 * MINUTE);
        assert_eq!(seconds, 5);
        let end = asked(Incident::Outage(RetryAfter::ItsEnd), false);
        assert_eq!(within(&end, 0, 10 * MINUTE), 1);
        assert!(within(&end, 10 * MINUTE, 60 * MINUTE) > 90);
    }

    #[test]
    fn a_stream_slows_polling_down_and_an_event_is_asked_after_once() {
        let quiet = asked(Incident::None, true);
        let hour = within(&quiet, 0, 60 * MINUTE);
        assert!((11..=14).contains(&hour), "{hour}");
        let event = asked(Incident::Event, true);
        assert_eq!(within(&event, 0, 4 * MINUTE), 1);
        let cut = asked(Incident::Cut, true);
        let soon = within(&cut, 0, 35 * SECOND);
        assert!((1..=2).contains(&soon), "{soon}");
    }
}
