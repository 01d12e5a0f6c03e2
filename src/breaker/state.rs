//! The three states of a circuit breaker, and what leads from one to another.

use super::back_off::{back_off, retry_wait};
use super::{BreakerSettings, Outcome};
use crate::model::timestamp::millis;

/// A circuit breaker for one service. [The module](super) says how to drive it.
///
/// - It opens after [`failure_threshold`](BreakerSettings::failure_threshold) failures within
///   [`window`](BreakerSettings::window). A success makes up for one failure, so a busy page does not lose a
///   service that mostly works.
/// - One 503 with `Retry-After` opens it at once.
/// - It probes after a back-off with full jitter: up to 5 s at first, and up to twice as long after each failed
///   probe, at most 5 min. `Retry-After` replaces the back-off: it counts up to one day, and the probe comes up to
///   10 s after it, at random, because a server may send everybody the same time.
/// - At most one probe is in flight.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::breaker::{BreakerSettings, CircuitBreaker, Outcome, State};
///
/// let mut breaker = CircuitBreaker::new(BreakerSettings::default());
/// let start = breaker.request_start();
/// breaker.on_outcome(0, 0.0, start, Outcome::of_status(503, Some(Duration::from_secs(120))));
/// assert_eq!(breaker.state(), State::Open { probe_at: 120_000 });
/// assert_eq!(breaker.begin_probe(60_000), None);
///
/// // A reader presses "Check again".
/// breaker.check_now(60_000);
/// assert!(breaker.begin_probe(60_000).is_some());
/// assert_eq!(breaker.begin_probe(60_000), None);
/// ```
#[derive(Clone, Debug)]
pub struct CircuitBreaker {
    settings: BreakerSettings,
    phase: Phase,
    /// When each failure came that counts, while it is closed.
    failures: Vec<i64>,
    /// When it opened first since it was closed last.
    opened_at: Option<i64>,
    /// How many probes have failed in a row.
    failed_probes: u32,
    /// When `Retry-After` allows the next probe.
    retry_at: Option<i64>,
    /// How many probes and trials have begun, ever. It tells whether an outcome is late.
    begun: u64,
}

/// The state of a [`CircuitBreaker`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// The service works, as far as is known.
    Closed,
    /// The service is out.
    Open {
        /// When the next probe may begin.
        probe_at: i64,
    },
    /// A probe tests whether the service is back.
    HalfOpen,
}

/// One probe. Only the one that began last can change a breaker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProbeId(u64);

/// After which probe a request was started, so that a late outcome is recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RequestStart(u64);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Phase {
    Closed,
    Open {
        probe_at: i64,
    },
    /// A probe is in flight, and only its outcome decides.
    Probe,
    /// There is no probe. The outcome of any request decides that was started since.
    Trial,
}

impl CircuitBreaker {
    /// A closed breaker.
    pub fn new(settings: BreakerSettings) -> Self {
        Self {
            settings,
            phase: Phase::Closed,
            failures: Vec::new(),
            opened_at: None,
            failed_probes: 0,
            retry_at: None,
            begun: 0,
        }
    }

    /// Its state. An open breaker stays open until a probe begins, however long it is due.
    pub fn state(&self) -> State {
        match self.phase {
            Phase::Closed => State::Closed,
            Phase::Open { probe_at } => State::Open { probe_at },
            Phase::Probe | Phase::Trial => State::HalfOpen,
        }
    }

    /// Whether sections may use the service: it is closed, or a trial is on.
    pub fn allows_requests(&self) -> bool {
        matches!(self.phase, Phase::Closed | Phase::Trial)
    }

    /// When it opened; `None` if it is closed. A failed probe does not change it.
    pub fn opened_at(&self) -> Option<i64> {
        self.opened_at
    }

    /// When to begin a probe; `None` unless it is open. This is the only change that comes with time alone.
    pub fn next_probe_at(&self) -> Option<i64> {
        match self.phase {
            Phase::Open { probe_at } => Some(probe_at),
            _ => None,
        }
    }

    /// A request starts now. Hand the result to [`on_outcome`](Self::on_outcome). A request may be started in any
    /// state, and nothing need be said about one that never ends.
    pub fn request_start(&self) -> RequestStart {
        RequestStart(self.begun)
    }

    /// A request other than a probe has an outcome.
    ///
    /// - Closed: failures are counted, unless the request was started before the last probe.
    /// - Open, or half-open with a probe in flight: only `Retry-After` counts.
    /// - Half-open by a trial: the first outcome of a request that was started since decides like that of a probe.
    pub fn on_outcome(&mut self, now: i64, roll: f64, start: RequestStart, outcome: Outcome) {
        let is_late = start.0 != self.begun;
        match self.phase {
            Phase::Closed if is_late => {}
            Phase::Closed => self.count(now, roll, outcome),
            Phase::Trial if !is_late => self.decide(now, roll, outcome),
            Phase::Open { probe_at } => {
                self.keep_retry_after(now, roll, outcome);
                self.phase = Phase::Open { probe_at: self.after_retry_after(probe_at) };
            }
            Phase::Probe | Phase::Trial => self.keep_retry_after(now, roll, outcome),
        }
    }

    /// Begins a probe, if it is open and a probe is due. The caller sends it, and gives it an end with
    /// [`on_probe`](Self::on_probe) or [`cancel_probe`](Self::cancel_probe). Until then no other begins.
    pub fn begin_probe(&mut self, now: i64) -> Option<ProbeId> {
        self.begin(now, Phase::Probe).then_some(ProbeId(self.begun))
    }

    /// Begins a trial, if it is open and a probe is due: the section itself is tried again, because nothing else can
    /// test the service. Returns whether it began. The first outcome of a request of the section ends it.
    ///
    /// A trial has no time-out. If the section sends no request, it can be used until it does.
    pub fn begin_trial(&mut self, now: i64) -> bool {
        self.begin(now, Phase::Trial)
    }

    /// A probe has an outcome: a good one closes the breaker, a failed one opens it again with a longer back-off. For
    /// a probe without a response in time it is [`Outcome::Failure`].
    ///
    /// The outcome of a probe that has ended already, such as a response after its time-out, changes nothing.
    pub fn on_probe(&mut self, now: i64, roll: f64, probe: ProbeId, outcome: Outcome) {
        if self.is_in_flight(probe) {
            self.decide(now, roll, outcome);
        }
    }

    /// A probe ended without an outcome, because it was aborted. It is open again. Another probe may begin at once, or
    /// after `Retry-After` if this one began before that.
    pub fn cancel_probe(&mut self, now: i64, probe: ProbeId) {
        if self.is_in_flight(probe) {
            self.phase = Phase::Open { probe_at: self.after_retry_after(now) };
        }
    }

    /// A reader wants to check again: the next probe may begin now, even before `Retry-After`. If it fails,
    /// `Retry-After` still holds for the probe after it. A closed or half-open breaker is not changed.
    ///
    /// How often a reader may check is for the caller to limit.
    pub fn check_now(&mut self, now: i64) {
        if let Phase::Open { probe_at } = self.phase {
            self.phase = Phase::Open { probe_at: probe_at.min(now) };
        }
    }

    fn is_in_flight(&self, probe: ProbeId) -> bool {
        self.phase == Phase::Probe && probe.0 == self.begun
    }

    /// Counts an outcome while it is closed.
    fn count(&mut self, now: i64, roll: f64, outcome: Outcome) {
        self.keep_retry_after(now, roll, outcome);
        match outcome {
            Outcome::Success => {
                self.retry_at = None;
                // The oldest, which would be the next to grow too old.
                self.failures.drain(..self.failures.len().min(1));
            }
            Outcome::ClientError | Outcome::Throttled { .. } => {}
            Outcome::Failure { .. } => {
                let window = millis(self.settings.window);
                self.failures.retain(|at| now.saturating_sub(*at) <= window);
                self.failures.push(now);
                if self.failures.len() >= self.settings.failure_threshold as usize {
                    self.open(now, roll, outcome);
                }
            }
            Outcome::Unavailable { .. } => self.open(now, roll, outcome),
        }
    }

    /// Decides by an outcome while it is half-open.
    fn decide(&mut self, now: i64, roll: f64, outcome: Outcome) {
        match outcome {
            Outcome::Success | Outcome::ClientError => return self.close(),
            Outcome::Throttled { .. } => {}
            Outcome::Failure { .. } | Outcome::Unavailable { .. } => {
                self.failed_probes = self.failed_probes.saturating_add(1);
            }
        }
        if outcome.retry_after().is_some() {
            // The server said it just now, so it may also be shorter than what it said before.
            self.retry_at = None;
            self.keep_retry_after(now, roll, outcome);
        }
        self.open(now, roll, outcome);
    }

    /// Keeps when `Retry-After` allows a probe: the latest time that any response gives.
    fn keep_retry_after(&mut self, now: i64, roll: f64, outcome: Outcome) {
        let retry_at = outcome.retry_after().map(|wait| now.saturating_add(retry_wait(wait, roll)));
        self.retry_at = self.retry_at.max(retry_at);
    }

    /// This time, or the end of `Retry-After` if that is later.
    fn after_retry_after(&self, at: i64) -> i64 {
        self.retry_at.map_or(at, |retry_at| retry_at.max(at))
    }

    fn open(&mut self, now: i64, roll: f64, outcome: Outcome) {
        // What this response says replaces the back-off. What an earlier one said may be over at any moment.
        let wait = if outcome.retry_after().is_some() { 0 } else { back_off(self.failed_probes, roll) };
        self.phase = Phase::Open { probe_at: self.after_retry_after(now.saturating_add(wait)) };
        self.opened_at.get_or_insert(now);
        self.failures.clear();
    }

    fn close(&mut self) {
        self.phase = Phase::Closed;
        self.opened_at = None;
        self.failed_probes = 0;
        self.retry_at = None;
    }

    fn begin(&mut self, now: i64, phase: Phase) -> bool {
        let is_due = self.next_probe_at().is_some_and(|probe_at| probe_at <= now);
        if is_due {
            self.phase = phase;
            self.begun += 1;
        }
        is_due
    }
}
