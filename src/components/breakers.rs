//! Drives the circuit breakers of a guard: it gives them the time, sends their probes, and tells the store which
//! services are out.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::service_breaker::ServiceBreaker;
use crate::breaker::{CircuitBreaker, Outcome, ProbeId, RequestStart};
use crate::feed::FeedError;
use crate::feed::transport::FetchFailure;
use crate::model::{FeedReport, Kinds, Outage, Report, Timestamp};
use crate::store::{LocalSource, Store, Timer, millis, until};

/// A probe without a response in this time has failed.
const PROBE_TIMEOUT: Duration = Duration::from_secs(10);

/// The circuit breakers of one guard, by service.
pub(super) struct Breakers {
    this: Weak<Self>,
    store: Weak<Store>,
    breakers: RefCell<Vec<Rc<Breaker>>>,
}

/// The circuit breaker of one service.
pub(super) struct Breaker {
    options: RefCell<ServiceBreaker>,
    circuit: RefCell<CircuitBreaker>,
    /// When it opened, by the time that answers go by.
    out_since: Cell<Option<Timestamp>>,
    /// Fires when the next probe is due.
    probe_timer: Cell<Option<Timer>>,
    probe: RefCell<Option<Probe>>,
}

/// A probe in flight. Dropping it aborts the request.
struct Probe {
    id: ProbeId,
    abort: Option<AbortController>,
    _timeout: Timer,
}

impl Drop for Probe {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

impl Breakers {
    /// The breakers of this store. They live as long as the store is not stopped.
    pub(super) fn of(store: &Rc<Store>) -> Rc<Self> {
        if let Some(Ok(breakers)) = store.local().map(|local| local.as_any().downcast::<Self>()) {
            return breakers;
        }
        let breakers = Rc::new_cyclic(|this| Self {
            this: this.clone(),
            store: Rc::downgrade(store),
            breakers: RefCell::default(),
        });
        store.set_local(breakers.clone());
        breakers
    }

    /// The breaker of a service. All who watch it share one; the settings of the first count, and the first probe.
    pub(super) fn breaker(&self, options: &ServiceBreaker) -> Rc<Breaker> {
        let mut breakers = self.breakers.borrow_mut();
        if let Some(known) = breakers.iter().find(|breaker| breaker.options.borrow().key == options.key) {
            if known.options.borrow().probe.is_none() && options.probe.is_some() {
                let settings = known.options.borrow().settings;
                known.options.replace(options.clone().with_settings(settings));
            }
            return known.clone();
        }
        let new = Rc::new(Breaker {
            circuit: RefCell::new(CircuitBreaker::new(options.settings)),
            options: RefCell::new(options.clone()),
            out_since: Cell::default(),
            probe_timer: Cell::default(),
            probe: RefCell::default(),
        });
        breakers.push(new.clone());
        new
    }

    /// A request of a section has an outcome.
    pub(super) fn on_outcome(&self, breaker: &Rc<Breaker>, start: RequestStart, outcome: Outcome) {
        let Some(store) = self.store.upgrade() else { return };
        breaker.circuit.borrow_mut().on_outcome(now(&store), js_sys::Math::random(), start, outcome);
        self.after_change(&store, breaker);
    }

    /// Waits for the next probe, and tells the store if the service went out or came back.
    fn after_change(&self, store: &Rc<Store>, breaker: &Rc<Breaker>) {
        let (is_out, next_probe_at) = {
            let circuit = breaker.circuit.borrow();
            (!circuit.allows_requests(), circuit.next_probe_at())
        };
        breaker.probe_timer.set(next_probe_at.map(|at| {
            let (this, breaker) = (self.this.clone(), Rc::downgrade(breaker));
            let on_due = move || {
                if let (Some(this), Some(breaker)) = (this.upgrade(), breaker.upgrade()) {
                    this.probe_if_due(&breaker);
                }
            };
            store.clock().after(until(now(store), at), Box::new(on_due))
        }));
        if is_out != breaker.out_since.get().is_some() {
            breaker.out_since.set(is_out.then(|| store.now()));
            store.apply_local_reports();
        }
    }

    /// Tests the service, if it is time to. A hidden page waits until it is visible.
    fn probe_if_due(&self, breaker: &Rc<Breaker>) {
        let Some(store) = self.store.upgrade() else { return };
        if store.is_hidden() {
            return;
        }
        let now = now(&store);
        if breaker.options.borrow().probe.is_none() {
            if breaker.circuit.borrow_mut().begin_trial(now) {
                self.after_change(&store, breaker);
            }
            return;
        }
        let probe = breaker.circuit.borrow_mut().begin_probe(now);
        if let Some(id) = probe {
            self.send_probe(&store, breaker, id);
        }
    }

    fn send_probe(&self, store: &Rc<Store>, breaker: &Rc<Breaker>, id: ProbeId) {
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        let end = {
            let (this, breaker) = (self.this.clone(), Rc::downgrade(breaker));
            move |outcome| {
                if let (Some(this), Some(breaker)) = (this.upgrade(), breaker.upgrade()) {
                    this.end_probe(&breaker, id, outcome);
                }
            }
        };
        let on_timeout = {
            let end = end.clone();
            Box::new(move || end(Outcome::Failure { retry_after: None }))
        };
        let timeout = store.clock().after(PROBE_TIMEOUT, on_timeout);
        breaker.probe.replace(Some(Probe { id, abort, _timeout: timeout }));
        let (options, clock) = (breaker.options.borrow().clone(), store.clock().clone());
        spawn_local(async move {
            let elapsed = || millis(clock.elapsed());
            let Some((probe, url)) = options.probe.as_ref().and_then(|probe| Some((probe, probe.url()?)))
            else {
                return;
            };
            end(match probe.fetch(url, "", None, signal.as_ref(), &elapsed).await {
                Ok(response) => {
                    let body = response.body.unwrap_or_default();
                    if (options.proof)(&String::from_utf8_lossy(&body)) {
                        Outcome::Success
                    } else {
                        Outcome::Failure { retry_after: None }
                    }
                }
                Err(FetchFailure { error: FeedError::Status(status), retry_after, .. }) => {
                    Outcome::of_response(status, retry_after.as_deref(), clock.now())
                }
                Err(_) => Outcome::Failure { retry_after: None },
            });
        });
    }

    fn end_probe(&self, breaker: &Rc<Breaker>, id: ProbeId, outcome: Outcome) {
        let Some(store) = self.store.upgrade() else { return };
        if breaker.probe.borrow().as_ref().is_none_or(|probe| probe.id != id) {
            return;
        }
        breaker.probe.take();
        breaker.circuit.borrow_mut().on_probe(now(&store), js_sys::Math::random(), id, outcome);
        self.after_change(&store, breaker);
        store.complete_checks();
    }

    fn for_each(&self, act: impl Fn(&Rc<Breaker>)) {
        let breakers = self.breakers.borrow().clone();
        breakers.iter().for_each(act);
    }
}

impl Breaker {
    /// A request of a section starts now.
    pub(super) fn request_start(&self) -> RequestStart {
        self.circuit.borrow().request_start()
    }
}

/// Reporters may outlive the guard. No timer and no probe does.
impl Drop for Breakers {
    fn drop(&mut self) {
        self.for_each(|breaker| {
            breaker.probe_timer.take();
            breaker.probe.take();
        });
    }
}

impl LocalSource for Breakers {
    fn report(&self) -> Option<FeedReport> {
        let mut report = Report::builder();
        for breaker in self.breakers.borrow().iter() {
            if let Some(since) = breaker.out_since.get() {
                let key = breaker.options.borrow().key.clone();
                let id = format!("breaker {key}");
                report.ongoing(Outage::unplanned(id, [key]).with_starts_at(since));
            }
        }
        let kinds = Kinds { toggles: false, outages: false };
        Some(FeedReport { report: Some(report.build().into()), ..FeedReport::unanswered(kinds) })
    }

    fn on_refresh(&self) {
        let Some(store) = self.store.upgrade() else { return };
        self.for_each(|breaker| {
            breaker.circuit.borrow_mut().check_now(now(&store));
            self.probe_if_due(breaker);
        });
    }

    fn on_wake(&self) {
        self.for_each(|breaker| self.probe_if_due(breaker));
    }

    fn is_checking(&self) -> bool {
        self.breakers.borrow().iter().any(|breaker| breaker.probe.borrow().is_some())
    }

    fn as_any(self: Rc<Self>) -> Rc<dyn Any> {
        self
    }
}

/// The time that has passed, in milliseconds.
fn now(store: &Store) -> i64 {
    millis(store.clock().elapsed())
}
