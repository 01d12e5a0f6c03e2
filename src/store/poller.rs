use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::AbortController;

use super::cadence::{Cadence, Next, retry_after};
use super::clock::{ClockHandle, Timer, until};
use super::page;
use crate::feed::http::{self, Refusal, Reply};
use crate::feed::{Decoded, Feed, FeedError};

/// What came of asking once.
pub(super) enum Outcome {
    /// A report that may differ from the last.
    Report(Decoded),
    /// The last report still holds.
    Same,
    Failed(FeedError),
}

/// Asks one feed again and again, one request at a time, until it is dropped.
pub(super) struct Poller(Rc<Inner>);

struct Inner {
    feed: Feed,
    url: Rc<str>,
    clock: ClockHandle,
    cadence: RefCell<Cadence>,
    timer: Cell<Option<Timer>>,
    flight: RefCell<Option<Flight>>,
    flights: Cell<u64>,
    held: RefCell<Held>,
    tell: Box<dyn Fn(Outcome)>,
}

/// A request that is under way.
struct Flight {
    number: u64,
    abort: Option<AbortController>,
    _time_out: Timer,
}

impl Drop for Flight {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

/// The last good document, to tell an answer that says nothing new without reading it.
#[derive(Default)]
struct Held {
    etag: Option<String>,
    body: Vec<u8>,
}

impl Poller {
    /// Starts at once; `tell` hears what comes of every request.
    pub(super) fn start(
        feed: Feed,
        url: Rc<str>,
        clock: ClockHandle,
        tell: impl Fn(Outcome) + 'static,
    ) -> Self {
        let inner = Rc::new(Inner {
            cadence: RefCell::new(Cadence::new(feed.cadence())),
            feed,
            url,
            clock,
            timer: Cell::default(),
            flight: RefCell::default(),
            flights: Cell::default(),
            held: RefCell::default(),
            tell: Box::new(tell),
        });
        inner.go_on();
        Self(inner)
    }

    pub(super) fn is_asking(&self) -> bool {
        self.0.flight.borrow().is_some()
    }

    /// Asks now; an older request that is still under way is aborted.
    pub(super) fn refresh(&self) {
        self.0.cadence.borrow_mut().refresh();
        self.0.flight.take();
        self.0.go_on();
    }

    /// The page became visible or has a network again.
    pub(super) fn woke(&self) {
        self.0.cadence.borrow_mut().woke(self.0.now());
        self.0.go_on();
    }
}

impl Inner {
    fn now(&self) -> i64 {
        self.clock.now().timestamp_millis()
    }

    /// Does what the cadence says is next. A request under way decides that when it lands.
    fn go_on(self: &Rc<Self>) {
        if self.flight.borrow().is_some() {
            return;
        }
        let next = self.cadence.borrow().next(self.now(), page::awake());
        self.timer.set(match next {
            Next::Ask => {
                self.ask();
                None
            }
            Next::WaitUntil(due) => {
                let weak = Rc::downgrade(self);
                Some(self.clock.after(
                    until(self.now(), due),
                    Box::new(move || {
                        if let Some(this) = weak.upgrade() {
                            this.go_on();
                        }
                    }),
                ))
            }
            Next::Sleep => None,
        });
    }

    fn ask(self: &Rc<Self>) {
        let number = self.flights.get() + 1;
        self.flights.set(number);
        let abort = match AbortController::new() {
            Ok(abort) => abort,
            // A browser without abortable requests is none that runs WebAssembly of today.
            Err(_) => {
                return self
                    .land(number, Err(FeedError::Network("no request can be made here".into()).into()));
            }
        };
        let signal = abort.signal();
        let weak = Rc::downgrade(self);
        let time_out = self.clock.after(
            self.feed.patience(),
            Box::new(move || {
                if let Some(this) = weak.upgrade() {
                    this.land(number, Err(FeedError::TimedOut.into()));
                }
            }),
        );
        self.flight.replace(Some(Flight { number, abort: Some(abort), _time_out: time_out }));

        // The future must not keep the poller: dropping the poller is what ends it.
        let weak = Rc::downgrade(self);
        let (feed, url, etag) = (self.feed.clone(), self.url.clone(), self.held.borrow().etag.clone());
        spawn_local(async move {
            let landed = http::ask(&feed, &url, etag.as_deref(), &signal).await;
            if let Some(this) = weak.upgrade() {
                this.land(number, landed);
            }
        });
    }

    /// Takes the outcome of a request, unless a newer one has taken its place or it had timed out.
    fn land(self: &Rc<Self>, number: u64, landed: Result<Reply, Refusal>) {
        match self.flight.take() {
            Some(mut flight) if flight.number == number => {
                // An answer that is here needs no abort; one that timed out does.
                if landed.is_ok() {
                    flight.abort = None;
                }
            }
            newer => {
                self.flight.replace(newer);
                return;
            }
        }
        let (now, roll) = (self.clock.now(), js_sys::Math::random());
        let outcome = match landed.and_then(|reply| self.read(reply).map_err(Refusal::from)) {
            Ok(outcome) => {
                self.cadence.borrow_mut().answered(now.timestamp_millis(), roll);
                outcome
            }
            Err(Refusal { error: error @ FeedError::Status(401 | 403), .. }) => {
                self.cadence.borrow_mut().refused();
                Outcome::Failed(error)
            }
            Err(refusal) => {
                let wait = refusal.retry_after.and_then(|header| retry_after(&header, now));
                self.cadence.borrow_mut().failed(now.timestamp_millis(), roll, wait);
                Outcome::Failed(refusal.error)
            }
        };
        self.go_on();
        (self.tell)(outcome);
    }

    fn read(&self, reply: Reply) -> Result<Outcome, FeedError> {
        let mut held = self.held.borrow_mut();
        let Some(body) = reply.body else { return Ok(Outcome::Same) };
        if held.body == body && !body.is_empty() {
            held.etag = reply.etag;
            return Ok(Outcome::Same);
        }
        let decoded = self.feed.engine().decode(&body)?;
        *held = Held { etag: reply.etag, body };
        Ok(Outcome::Report(decoded))
    }
}
