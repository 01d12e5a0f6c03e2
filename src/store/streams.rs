//! The event streams of one feed: which are open, and what they signal to the poller.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::clock::{ClockHandle, Timer};
use super::page::page_state;
use super::schedule::PageState;
use crate::feed::transport::{Stream, StreamEvent};
use crate::feed::{EventStream, Feed};

/// The event streams of one feed. They are open while the page is visible, and for their inactivity delay after.
pub(super) struct Streams(Rc<Inner>);

/// What the streams signal to their poller.
pub(super) enum StreamSignal {
    /// Fetch now, with this added to the query.
    Refetch(String),
    /// A stream is open again after it was cut. It does not repeat the events that it missed.
    Reopened,
    /// A stream was cut, was closed, or could not be opened, so polling has to find changes.
    Lost,
}

struct Inner {
    feed: Feed,
    clock: ClockHandle,
    entries: RefCell<Vec<StreamEntry>>,
    on_signal: Box<dyn Fn(StreamSignal)>,
}

/// One stream that the server listed.
struct StreamEntry {
    listed: EventStream,
    stream: Option<Stream>,
    state: Rc<Cell<State>>,
    /// Closes the stream if the page stays hidden for so long.
    inactivity: Option<Timer>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Connecting,
    Open,
    Reconnecting,
    Closed,
    /// Closed because the page was hidden for so long.
    Inactive,
}

impl Streams {
    pub(super) fn new(feed: Feed, clock: ClockHandle, on_signal: impl Fn(StreamSignal) + 'static) -> Self {
        Self(Rc::new(Inner { feed, clock, entries: RefCell::default(), on_signal: Box::new(on_signal) }))
    }

    /// Follows exactly these streams. A stream that is listed again goes on, or is opened again if it was closed.
    pub(super) fn follow(&self, listed: Vec<EventStream>) {
        let mut old = self.0.entries.take();
        let mut entries = Vec::with_capacity(listed.len());
        for stream in listed {
            let known = old.iter().position(|entry| entry.listed == stream);
            entries.push(match known {
                Some(at) => old.swap_remove(at),
                None => StreamEntry::new(stream),
            });
        }
        // Closed before others are opened, because servers may limit how many are open.
        drop(old);
        self.0.entries.replace(entries);
        self.connect();
    }

    /// Opens the streams that are closed.
    pub(super) fn connect(&self) {
        for entry in self.0.entries.borrow_mut().iter_mut() {
            let state = entry.state.get();
            let is_closed = state == State::Closed || entry.stream.is_none() && state != State::Inactive;
            if is_closed {
                self.0.open(entry);
            }
        }
    }

    /// Whether the server lists any stream.
    pub(super) fn are_listed(&self) -> bool {
        !self.0.entries.borrow().is_empty()
    }

    /// Whether there are streams, and all of them are open.
    pub(super) fn are_open(&self) -> bool {
        let entries = self.0.entries.borrow();
        !entries.is_empty() && entries.iter().all(|entry| entry.state.get() == State::Open)
    }

    /// The page is hidden: each stream closes after its inactivity delay.
    pub(super) fn hide(&self) {
        self.0.entries.borrow_mut().iter_mut().for_each(|entry| self.0.close_in_time(entry));
    }

    /// The page is visible again. Returns whether a stream was closed in the meantime, so that events may have been
    /// missed.
    pub(super) fn show(&self) -> bool {
        let mut was_inactive = false;
        for entry in self.0.entries.borrow_mut().iter_mut() {
            entry.inactivity = None;
            if entry.state.get() == State::Inactive {
                was_inactive = true;
                self.0.open(entry);
            }
        }
        was_inactive
    }
}

impl StreamEntry {
    fn new(listed: EventStream) -> Self {
        Self { listed, stream: None, state: Rc::new(Cell::new(State::Connecting)), inactivity: None }
    }
}

impl Inner {
    fn close_in_time(self: &Rc<Self>, entry: &mut StreamEntry) {
        let (weak, state) = (Rc::downgrade(self), entry.state.clone());
        let close = move || {
            let Some(inner) = weak.upgrade() else { return };
            let mut entries = inner.entries.borrow_mut();
            if let Some(entry) = entries.iter_mut().find(|entry| Rc::ptr_eq(&entry.state, &state)) {
                entry.state.set(State::Inactive);
                entry.stream = None;
            }
        };
        entry.inactivity = Some(self.clock.after(entry.listed.inactivity, Box::new(close)));
    }

    fn open(self: &Rc<Self>, entry: &mut StreamEntry) {
        let state = Rc::new(Cell::new(State::Connecting));
        entry.state = state.clone();
        let weak = Rc::downgrade(self);
        let on_event = move |event| {
            let signal = match event {
                StreamEvent::Open if state.replace(State::Open) == State::Reconnecting => {
                    StreamSignal::Reopened
                }
                StreamEvent::Open => return,
                StreamEvent::Reconnecting => {
                    state.set(State::Reconnecting);
                    StreamSignal::Lost
                }
                StreamEvent::Closed => {
                    state.set(State::Closed);
                    StreamSignal::Lost
                }
                StreamEvent::Refetch(query) => StreamSignal::Refetch(query),
            };
            if let Some(inner) = weak.upgrade() {
                (inner.on_signal)(signal);
            }
        };
        entry.stream = self.feed.open_stream(&entry.listed.url, Rc::new(on_event));
        if entry.stream.is_none() {
            entry.state.set(State::Closed);
        } else if page_state() == PageState::Hidden {
            // The page may have been opened in the background, or polled while it was hidden.
            self.close_in_time(entry);
        }
    }
}
