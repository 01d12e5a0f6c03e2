use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use wasm_bindgen_futures::spawn_local;
use web_sys::{AbortController, AbortSignal};

use super::cadence::{Cadence, Next};
use super::clock::{ClockHandle, Timer, millis, until};
#[cfg(feature = "devtools")]
use super::inspect::NextPoll;
use super::page::attention;
use super::retry_after::retry_after;
use super::streams::{Streams, Told};
use crate::feed::http::{self, Dated, Refusal, Reply};
use crate::feed::{DecodeError, Decoded, Feed, FeedError};
use crate::model::Timestamp;

/// More pages than this are no list but a server that never comes to an end.
const PAGES: usize = 100;

/// What came of asking once.
pub(super) enum Outcome {
    /// A report that may differ from the last.
    Report(Decoded),
    /// The last report still holds.
    Same,
    Failed(FeedError),
}

/// A good answer.
struct Answer {
    outcome: Outcome,
    held: Rc<Held>,
    /// The time by the server's clock.
    date: Option<Dated>,
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
    held: RefCell<Rc<Held>>,
    streams: Streams,
    /// What an event adds to the query of the request that it asks for, until a good answer to that is here.
    event: RefCell<Rc<str>>,
    /// An event came while a request was under way, which may have been answered before it.
    told_meanwhile: Cell<bool>,
    /// When the last good answer came, by the clock that can be set.
    answered_at: Cell<Option<Timestamp>>,
    tell: Box<dyn Fn(Outcome, Option<Dated>)>,
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
///
/// One that came in pages is not held: what its first page says tells nothing of the others.
#[derive(Default)]
struct Held {
    etag: Option<String>,
    body: Vec<u8>,
}

impl Held {
    fn is(&self, body: &[u8]) -> bool {
        !body.is_empty() && self.body == body
    }
}

impl Poller {
    /// Starts at once; `tell` hears what comes of every request. `etag` is that of a report that was kept.
    pub(super) fn start(
        feed: Feed,
        url: Rc<str>,
        clock: ClockHandle,
        etag: Option<String>,
        tell: impl Fn(Outcome, Option<Dated>) + 'static,
    ) -> Self {
        let inner = Rc::new_cyclic(|weak: &Weak<Inner>| Inner {
            streams: Streams::new(feed.clone(), clock.clone(), {
                let weak = weak.clone();
                move |told| {
                    if let Some(inner) = weak.upgrade() {
                        inner.told(told);
                    }
                }
            }),
            event: RefCell::new("".into()),
            told_meanwhile: Cell::default(),
            answered_at: Cell::default(),
            cadence: RefCell::new(Cadence::new(feed.cadence())),
            feed,
            url,
            clock,
            timer: Cell::default(),
            flight: RefCell::default(),
            flights: Cell::default(),
            held: RefCell::new(Rc::new(Held { etag, body: Vec::new() })),
            tell: Box::new(tell),
        });
        #[cfg(feature = "testing")]
        if let Some(script) = inner.feed.script() {
            let weak = Rc::downgrade(&inner);
            script.on_news(move || weak.upgrade().map(|inner| Self(inner).refresh()).is_some());
        }
        inner.go_on();
        Self(inner)
    }

    /// The ETag of the last good document, for the next visit. None where streams go with it: they are not
    /// kept, and only a whole answer lists them.
    pub(super) fn etag_to_keep(&self) -> Option<String> {
        if self.0.streams.are_listed() { None } else { self.0.held.borrow().etag.clone() }
    }

    pub(super) fn is_asking(&self) -> bool {
        self.0.flight.borrow().is_some()
    }

    /// When it asks next, by its own clock.
    #[cfg(feature = "devtools")]
    pub(super) fn next_poll(&self) -> NextPoll {
        let cadence = self.0.cadence.borrow();
        match cadence.next(self.0.now(), attention()) {
            _ if self.is_asking() => NextPoll::Asking,
            Next::Ask => NextPoll::Asking,
            Next::WaitUntil(due) => NextPoll::At(self.0.clock.now() + until(self.0.now(), due)),
            Next::Stop => NextPoll::Stopped,
            Next::Sleep => NextPoll::Asleep,
        }
    }

    /// Asks now; an older request that is still under way is aborted.
    pub(super) fn refresh(&self) {
        self.0.cadence.borrow_mut().refresh();
        self.0.flight.take();
        self.0.go_on();
    }

    /// The page became visible or has a network again.
    pub(super) fn woke(&self) {
        if self.0.streams.show() {
            // A stream was closed meanwhile: only a whole answer tells how things stand, whatever an event asked
            // for before.
            self.0.held.take();
            self.0.event.replace("".into());
            return self.refresh();
        }
        let age = self.0.age();
        self.0.cadence.borrow_mut().woke(self.0.now(), age);
        self.0.go_on();
    }

    /// The page is hidden.
    pub(super) fn hid(&self) {
        self.0.streams.hide();
        self.0.go_on();
    }
}

impl Inner {
    /// The time that has passed: what waiting is measured by.
    fn now(&self) -> i64 {
        millis(self.clock.elapsed())
    }

    /// How old the last good answer is, by the clock that can be set and may not sleep. A clock that went back
    /// says nothing of that.
    fn age(&self) -> Option<i64> {
        let by_clock = (self.clock.now() - self.answered_at.get()?).num_milliseconds();
        let counted = self.cadence.borrow().age(self.now())?;
        Some(by_clock.max(counted))
    }

    /// A stream says something.
    fn told(self: &Rc<Self>, told: Told) {
        match told {
            Told::Lost => self.relax(),
            Told::Refetch(query) => {
                self.event.replace(query.into());
                self.ask_soon();
            }
            Told::Reopened => self.ask_soon(),
        }
        self.go_on();
    }

    fn ask_soon(&self) {
        if self.flight.borrow().is_some() {
            self.told_meanwhile.set(true);
        }
        self.cadence.borrow_mut().told(self.now());
    }

    fn relax(&self) {
        self.cadence.borrow_mut().relax(self.streams.are_open(), self.now(), js_sys::Math::random());
    }

    /// Does what the cadence says is next. A request under way decides that when it lands.
    fn go_on(self: &Rc<Self>) {
        if self.flight.borrow().is_some() {
            return;
        }
        let next = self.cadence.borrow().next(self.now(), attention());
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
            Next::Sleep | Next::Stop => None,
        });
    }

    fn ask(self: &Rc<Self>) {
        let number = self.flights.get() + 1;
        self.flights.set(number);
        // Without one, an older request runs on and its answer is dropped when it lands.
        let abort = AbortController::new().ok();
        let signal = abort.as_ref().map(AbortController::signal);
        let weak = Rc::downgrade(self);
        let time_out = self.clock.after(
            self.feed.patience(),
            Box::new(move || {
                if let Some(this) = weak.upgrade() {
                    this.land(number, Err(FeedError::TimedOut.into()));
                }
            }),
        );
        self.flight.replace(Some(Flight { number, abort, _time_out: time_out }));

        // The future must not keep the poller: dropping the poller is what ends it.
        let weak = Rc::downgrade(self);
        let event = self.event.borrow().clone();
        let (feed, url, held) = (self.feed.clone(), self.url.clone(), self.held.borrow().clone());
        let clock = self.clock.clone();
        spawn_local(async move {
            let elapsed = || millis(clock.elapsed());
            let landed = fetch(&feed, &url, &event, held, signal.as_ref(), &elapsed).await;
            if let Some(this) = weak.upgrade() {
                if landed.is_ok() && Rc::ptr_eq(&event, &this.event.borrow()) {
                    this.event.replace("".into());
                }
                this.land(number, landed);
            }
        });
    }

    /// Takes the outcome of a request, unless a newer one has taken its place or it had timed out.
    fn land(self: &Rc<Self>, number: u64, landed: Result<Answer, Refusal>) {
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
        let (now, roll) = (self.now(), js_sys::Math::random());
        let (outcome, date) = match landed {
            Ok(answer) => {
                self.follow(&answer.outcome);
                self.answered_at.set(Some(self.clock.now()));
                self.cadence.borrow_mut().answered(now, roll);
                if self.told_meanwhile.take() {
                    self.cadence.borrow_mut().told(now);
                }
                self.held.replace(answer.held);
                (answer.outcome, answer.date)
            }
            Err(Refusal { error: error @ FeedError::Status(401 | 403), date, .. }) => {
                self.cadence.borrow_mut().refused();
                (Outcome::Failed(error), date)
            }
            Err(Refusal { error, retry_after: header, date }) => {
                let by_server = date.map_or_else(|| self.clock.now(), |dated| dated.date);
                let wait = header.and_then(|header| retry_after(&header, by_server));
                self.cadence.borrow_mut().failed(now, roll, wait);
                (Outcome::Failed(error), date)
            }
        };
        self.go_on();
        (self.tell)(outcome, date);
    }

    /// Follows the streams that an answer lists; one that says nothing new lists the same.
    fn follow(&self, outcome: &Outcome) {
        match outcome {
            Outcome::Report(decoded) => self.streams.follow(decoded.streams.clone()),
            Outcome::Same | Outcome::Failed(_) => self.streams.connect(),
        }
        self.relax();
    }
}

/// Asks once, for as many pages as there are.
async fn fetch(
    feed: &Feed,
    url: &str,
    event: &str,
    held: Rc<Held>,
    signal: Option<&AbortSignal>,
    elapsed: http::Elapsed<'_>,
) -> Result<Answer, Refusal> {
    let (mut query, mut etag) = (event.to_owned(), held.etag.clone());
    let mut before: Option<Decoded> = None;
    let mut told = None;
    // One place that waits for an answer: whatever lives across such a place is compiled for each.
    for _ in 0..PAGES {
        let Reply { body, etag: tag, date } =
            http::ask(feed, url, &query, etag.take().as_deref(), signal, elapsed).await?;
        let date = *told.get_or_insert(date);
        let (mut decoded, held) = match (before.take(), body) {
            (None, None) => return Ok(Answer { outcome: Outcome::Same, held, date }),
            (None, Some(body)) => {
                let is_same = held.is(&body);
                let held = Held { etag: tag, body };
                if is_same {
                    return Ok(Answer { outcome: Outcome::Same, held: Rc::new(held), date });
                }
                (feed.decode(&held.body)?, held)
            }
            (Some(mut decoded), body) => {
                decoded.append(feed.decode(&body.unwrap_or_default())?);
                (decoded, Held::default())
            }
        };
        match decoded.next_page.take() {
            None => return Ok(Answer { outcome: Outcome::Report(decoded), held: Rc::new(held), date }),
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
