//! A [circuit breaker](https://martinfowler.com/bliki/CircuitBreaker.html) for one service: it decides from the
//! outcomes of a page's own requests whether the service is out, and when to test whether it is back.
//!
//! It is a pure state machine. It has no clock, sends no request and knows no section: whoever drives it hands in
//! the time, random numbers and outcomes, and sends the probes.
//!
//! | state | what it means | what ends it |
//! |---|---|---|
//! | closed | the service works, as far as is known | enough failures, or one 503 with `Retry-After` |
//! | open | the service is out; nothing tests it yet | the time of the next probe, or a reader who checks again |
//! | half-open | one probe tests the service | the outcome of the probe: a good one closes, a failed one opens |
//!
//! # Drive it
//!
//! - Before each request take [`CircuitBreaker::request_start`], and hand it back with the outcome to
//!   [`CircuitBreaker::on_outcome`].
//! - After each call, set a timer for [`CircuitBreaker::next_probe_at`]. When it fires, call
//!   [`CircuitBreaker::begin_probe`] and send the probe, or call [`CircuitBreaker::begin_trial`] and show the section
//!   again if there is nothing else to test the service with. A page that is hidden lets the time pass and probes
//!   when it is shown.
//! - Give every probe an end: its outcome or its time-out to [`CircuitBreaker::on_probe`], or
//!   [`CircuitBreaker::cancel_probe`].
//!
//! ```
//! use yew_outage::breaker::{BreakerSettings, CircuitBreaker, Outcome, State};
//!
//! let mut breaker = CircuitBreaker::new(BreakerSettings::default());
//! for now in [0, 10_000, 20_000] {
//!     let start = breaker.request_start();
//!     breaker.on_outcome(now, 0.5, start, Outcome::of_status(500, None));
//! }
//! // Half of the first back-off of five seconds.
//! assert_eq!(breaker.state(), State::Open { probe_at: 22_500 });
//!
//! let probe = breaker.begin_probe(22_500).unwrap();
//! assert_eq!(breaker.state(), State::HalfOpen);
//! breaker.on_probe(22_600, 0.5, probe, Outcome::of_status(200, None));
//! assert_eq!(breaker.state(), State::Closed);
//! ```
//!
//! # Late outcomes
//!
//! Requests overlap, so an outcome may be older than the state that it comes to. An outcome counts only if its
//! request was started after the last probe began:
//!
//! - While the breaker is open, no success closes it. The request may have been in flight when it opened, and then
//!   it proves nothing of the time since. Only half-open leads back to closed.
//! - Once a probe has closed it, failures of requests from before that probe do not count. Otherwise requests that
//!   time out late would open it again.
//!
//! `Retry-After` of any response that comes while it is open or half-open is kept, because it is about the time from
//! now on.
//!
//! # Times and random numbers
//!
//! Times are milliseconds of elapsed time since any fixed start, as of
//! [`Clock::elapsed`](crate::store::Clock::elapsed), which never goes back. A `roll` is a random number from 0 to 1; a
//! number outside counts as the nearest one inside.

mod back_off;
mod outcome;
mod settings;
mod state;

pub use self::outcome::Outcome;
pub use self::settings::BreakerSettings;
pub use self::state::{CircuitBreaker, ProbeId, RequestStart, State};

#[cfg(all(test, not(target_arch = "wasm32")))]
mod properties;
#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
