//! Polls one feed: sends a request when the schedule says so, and hands on what comes of it.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal};

use super::clock::{ClockHandle, Timer, millis, until};
use super::page::page_state;
use super::schedule::{Next, Schedule};
use super::streams::{StreamSignal, Streams};
use crate::feed::retry_after::parse_retry_after;
use crate::feed::transport::{Elapsed, FetchFailure, FetchResponse, ServerDate};
use crate::feed::{DecodeError, Decoded, Feed, FeedError};
use crate::model::Timestamp;

/// A list with more pages than this is a server that never ends.
const PAGES: usize = 100;

/// What came of one poll.
pub(super) enum Outcome {
    /// A report that may differ from the last.
    Report(Decoded),
    /// The last report still holds.
    Unchanged,
    Failed(FeedError),
}

/// When a feed is polled next.
#[cfg(feature = "devtools")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NextPoll {
    /// Never: the feed is fixed.
    Never,
    /// A request is in flight.
    InFlight,
    At(Timestamp),
    /// The server refuses; only a refresh polls again.
    Stopped,
    /// Once the page is visible and has a network.
    Asleep,
}

/// A good response.
struct Fetched {
    outcome: Outcome,
    last_response: Rc<LastResponse>,
    /// The time by the server's clock, if a script may read it.
    date: Option<ServerDate>,
}

/// Polls one feed, one request at a time, until it is dropped.
pub(super) struct Poller(Rc<Inner>);

struct Inner {
    feed: Feed,
    url: Rc<str>,
    clock: ClockHandle,
    schedule: RefCell<Schedule>,
    timer: Cell<Option<Timer>>,
    in_flight: RefCell<Option<InFlight>>,
    request_number: Cell<u64>,
    last_response: RefCell<Rc<LastResponse>>,
    streams: Streams,
    /// What a stream's event adds to the query of the next request, until that has a good response.
    event: RefCell<Rc<str>>,
    /// Whether an event came while a request was in flight. The server may have responded before the event.
    event_meanwhile: Cell<bool>,
    /// When the last good response came, by the reader's clock, which can be set.
    responded_at: Cell<Option<Timestamp>>,
    on_outcome: Box<dyn Fn(Outcome, Option<ServerDate>)>,
}

/// A request in flight. Dropping it aborts the request.
struct InFlight {
    number: u64,
    abort: Option<AbortController>,
    _time_out: Timer,
}

impl Drop for InFlight {
    fn drop(&mut self) {
        if let Some(abort) = &self.abort {
            abort.abort();
        }
    }
}

/// The last good response, so that an identical one is recognised without decoding it.
///
/// A response in pages is not stored, because its first page says nothing about the others.
#[derive(Default)]
struct LastResponse {
    etag: Option<String>,
    body: Vec<u8>,
}

impl LastResponse {
    fn is(&self, body: &[u8]) -> bool {
        !body.is_empty() && self.body == body
    }
}

impl Poller {
    /// Polls now, and calls `on_outcome` with the outcome of every request. `etag` is that of the saved report.
    pub(super) fn start(
        feed: Feed,
        url: Rc<str>,
        clock: ClockHandle,
        etag: Option<String>,
        on_outcome: impl Fn(Outcome, Option<ServerDate>) + 'static,
    ) -> Self {
        let inner = Rc::new_cyclic(|weak: &Weak<Inner>| Inner {
            streams: Streams::new(feed.clone(), clock.clone(), {
                let weak = weak.clone();
                move |signal| {
                    if let Some(inner) = weak.upgrade() {
                        inner.on_signal(signal);
                    }
                }
            }),
            event: RefCell::new("".into()),
            event_meanwhile: Cell::default(),
            responded_at: Cell::default(),
            schedule: RefCell::new(Schedule::new(feed.poll_interval())),
            feed,
            url,
            clock,
            timer: Cell::default(),
            in_flight: RefCell::default(),
            request_number: Cell::default(),
            last_response: RefCell::new(Rc::new(LastResponse { etag, body: Vec::new() })),
            on_outcome: Box::new(on_outcome),
        });
        let weak = Rc::downgrade(&inner);
        let poll = move || weak.upgrade().map(|inner| Self(inner).refresh()).is_some();
        inner.feed.transport().on_change(Box::new(poll));
        inner.proceed();
        Self(inner)
    }

    /// The ETag of the last good response, for the next visit. `None` if the response lists streams: they are
    /// not saved, and only a full response lists them.
    pub(super) fn etag_to_save(&self) -> Option<String> {
        if self.0.streams.are_listed() { None } else { self.0.last_response.borrow().etag.clone() }
    }

    pub(super) fn is_fetching(&self) -> bool {
        self.0.in_flight.borrow().is_some()
    }

    /// When it polls next, by its own clock.
    #[cfg(feature = "devtools")]
    pub(super) fn next_poll(&self) -> NextPoll {
        let schedule = self.0.schedule.borrow();
        match schedule.next(self.0.now(), page_state()) {
            _ if self.is_fetching() => NextPoll::InFlight,
            Next::Fetch => NextPoll::InFlight,
            Next::WaitUntil(due) => NextPoll::At(self.0.clock.now() + until(self.0.now(), due)),
            Next::Stop => NextPoll::Stopped,
            Next::Sleep => NextPoll::Asleep,
        }
    }

    /// Polls now. A request in flight is aborted.
    pub(super) fn refresh(&self) {
        self.0.schedule.borrow_mut().fetch_now();
        self.0.in_flight.take();
        self.0.proceed();
    }

    /// The page became visible or has a network again.
    pub(super) fn on_wake(&self) {
        if self.0.streams.show() {
            // A stream was closed while the page was hidden, so events may have been missed. Fetch the full
            // document, without the ETag and without what an event added to the query.
            self.0.last_response.take();
            self.0.event.replace("".into());
            return self.refresh();
        }
        let age = self.0.age();
        self.0.schedule.borrow_mut().on_wake(self.0.now(), age);
        self.0.proceed();
    }

    /// The page is hidden.
    pub(super) fn on_hide(&self) {
        self.0.streams.hide();
        self.0.proceed();
    }
}

impl Inner {
    /// The time that has passed, in milliseconds, by which waiting is measured.
    fn now(&self) -> i64 {
        millis(self.clock.elapsed())
    }

    /// How old the last good response is. The count of time may stand still while the machine sleeps, and the
    /// reader's clock may be set back, so the larger of the two counts.
    fn age(&self) -> Option<i64> {
        let by_clock = (self.clock.now() - self.responded_at.get()?).num_milliseconds();
        let counted = self.schedule.borrow().age(self.now())?;
        Some(by_clock.max(counted))
    }

    /// Handles a signal of the streams.
    fn on_signal(self: &Rc<Self>, signal: StreamSignal) {
        match signal {
            StreamSignal::Lost => self.adapt_to_streams(),
            StreamSignal::Refetch(query) => {
                self.event.replace(query.into());
                self.fetch_soon();
            }
            StreamSignal::Reopened => self.fetch_soon(),
        }
        self.proceed();
    }

    fn fetch_soon(&self) {
        if self.in_flight.borrow().is_some() {
            self.event_meanwhile.set(true);
        }
        self.schedule.borrow_mut().on_stream_event(self.now());
    }

    /// Polls less often while all streams are open, and as usual while one is not.
    fn adapt_to_streams(&self) {
        self.schedule.borrow_mut().on_streams_open(
            self.streams.are_open(),
            self.now(),
            js_sys::Math::random(),
        );
    }

    /// Does what the schedule says is next. While a request is in flight, its completion decides that.
    fn proceed(self: &Rc<Self>) {
        if self.in_flight.borrow().is_some() {
            return;
        }
        let next = self.schedule.borrow().next(self.now(), page_state());
        self.timer.set(match next {
            Next::Fetch => {
                self.send();
                None
            }
            Next::WaitUntil(due) => {
                let weak = Rc::downgrade(self);
                Some(self.clock.after(
                    until(self.now(), due),
                    Box::new(move || {
                        if let Some(this) = weak.upgrade() {
                            this.proceed();
                        }
                    }),
                ))
            }
            Next::Sleep | Next::Stop => None,
        });
    }

    /// Sends a request, and completes it when it has a response or times out.
    fn send(self: &Rc<Self>) {
        let number = self.request_number.get() + 1;
        self.request_number.set(number);
        // If the browser has no `AbortController`, an older request runs on and its response is dropped.
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        let weak = Rc::downgrade(self);
        let time_out = self.clock.after(
            self.feed.request_timeout(),
            Box::new(move || {
                if let Some(this) = weak.upgrade() {
                    this.complete(number, Err(FeedError::TimedOut.into()));
                }
            }),
        );
        self.in_flight.replace(Some(InFlight { number, abort, _time_out: time_out }));

        // The future must not keep the poller alive, because dropping the poller ends it.
        let weak = Rc::downgrade(self);
        let event = self.event.borrow().clone();
        let (feed, url, last_response) =
            (self.feed.clone(), self.url.clone(), self.last_response.borrow().clone());
        let clock = self.clock.clone();
        spawn_local(async move {
            let elapsed = || millis(clock.elapsed());
            let response = fetch(&feed, &url, &event, last_response, signal.as_ref(), &elapsed).await;
            if let Some(this) = weak.upgrade() {
                if response.is_ok() && Rc::ptr_eq(&event, &this.event.borrow()) {
                    this.event.replace("".into());
                }
                this.complete(number, response);
            }
        });
    }

    /// Applies the outcome of a request, unless a newer request has replaced it or it has timed out.
    fn complete(self: &Rc<Self>, number: u64, response: Result<Fetched, FetchFailure>) {
        match self.in_flight.take() {
            Some(mut in_flight) if in_flight.number == number => {
                // A request that completed needs no abort; one that timed out does.
                if response.is_ok() {
                    in_flight.abort = None;
                }
            }
            newer => {
                self.in_flight.replace(newer);
                return;
            }
        }
        let (now, roll) = (self.now(), js_sys::Math::random());
        let (outcome, date) = match response {
            Ok(fetched) => {
                self.follow(&fetched.outcome);
                self.responded_at.set(Some(self.clock.now()));
                self.schedule.borrow_mut().on_success(now, roll);
                if self.event_meanwhile.take() {
                    self.schedule.borrow_mut().on_stream_event(now);
                }
                self.last_response.replace(fetched.last_response);
                (fetched.outcome, fetched.date)
            }
            Err(FetchFailure { error: error @ FeedError::Status(401 | 403), date, .. }) => {
                self.schedule.borrow_mut().stop();
                (Outcome::Failed(error), date)
            }
            Err(FetchFailure { error, retry_after, date }) => {
                let by_server = date.map_or_else(|| self.clock.now(), |dated| dated.date);
                let wait = retry_after.and_then(|header| parse_retry_after(&header, by_server));
                self.schedule.borrow_mut().on_failure(now, roll, wait);
                (Outcome::Failed(error), date)
            }
        };
        self.proceed();
        (self.on_outcome)(outcome, date);
    }

    /// Follows the streams that a response lists. An unchanged response lists the same streams.
    fn follow(&self, outcome: &Outcome) {
        match outcome {
            Outcome::Report(decoded) => self.streams.follow(decoded.streams.clone()),
            Outcome::Unchanged | Outcome::Failed(_) => self.streams.connect(),
        }
        self.adapt_to_streams();
    }
}

/// Fetches all pages of a document.
async fn fetch(
    feed: &Feed,
    url: &str,
    event: &str,
    last_response: Rc<LastResponse>,
    signal: Option<&AbortSignal>,
    elapsed: Elapsed<'_>,
) -> Result<Fetched, FetchFailure> {
    let (mut query, mut etag) = (event.to_owned(), last_response.etag.clone());
    let mut before: Option<Decoded> = None;
    let mut first_date = None;
    // There is one `await` on purpose: the compiler duplicates what lives across each.
    for _ in 0..PAGES {
        let FetchResponse { body, etag: tag, date } =
            feed.fetch(url, &query, etag.take().as_deref(), signal, elapsed).await?;
        let date = *first_date.get_or_insert(date);
        let (mut decoded, last_response) = match (before.take(), body) {
            (None, None) => return Ok(Fetched { outcome: Outcome::Unchanged, last_response, date }),
            (None, Some(body)) => {
                let is_same = last_response.is(&body);
                let last_response = LastResponse { etag: tag, body };
                if is_same {
                    return Ok(Fetched {
                        outcome: Outcome::Unchanged,
                        last_response: Rc::new(last_response),
                        date,
                    });
                }
                (feed.decode(&last_response.body)?, last_response)
            }
            (Some(mut decoded), body) => {
                decoded.append(feed.decode(&body.unwrap_or_default())?);
                (decoded, LastResponse::default())
            }
        };
        match decoded.next_page.take() {
            None => {
                return Ok(Fetched {
                    outcome: Outcome::Report(decoded),
                    last_response: Rc::new(last_response),
                    date,
                });
            }
            Some(next) => query = next,
        }
        before = Some(decoded);
    }
    Err(DecodeError {
        engine: feed.engine().name(),
        place: "the pages".into(),
        problem: format!("expected an end, found more than {PAGES}").into(),
    }
    .into())
}
