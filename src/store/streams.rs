use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::clock::{ClockHandle, Timer};
use super::page::page_state;
use super::schedule::PageState;
use crate::feed::stream::{self, Stream, StreamEvent};
use crate::feed::{EventStream, Feed};

/// The streams of one feed: open while the page is looked at, and for a while longer.
pub(super) struct Streams(Rc<Inner>);

/// What its feed is told.
pub(super) enum StreamSignal {
    /// It is time to ask again, with this added to the query.
    Refetch(String),
    /// A stream was cut and is open again: whatever it missed, it does not on_signal.
    Reopened,
    /// A stream closed, or could not be opened: polling has to do.
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
    /// Counts while the page is hidden.
    inactivity: Option<Timer>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    Connecting,
    Open,
    Reconnecting,
    Closed,
    /// Closed by us: nobody has looked for long.
    Inactive,
}

impl Streams {
    pub(super) fn new(feed: Feed, clock: ClockHandle, on_signal: impl Fn(StreamSignal) + 'static) -> Self {
        Self(Rc::new(Inner { feed, clock, entries: RefCell::default(), on_signal: Box::new(on_signal) }))
    }

    /// Follows these streams and no others. One that is listed again goes on, or is tried again if it was
    /// closed.
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
        // Closed before others are opened: a server may count them.
        drop(old);
        self.0.entries.replace(entries);
        self.connect();
    }

    /// Tries again what was closed.
    pub(super) fn connect(&self) {
        for entry in self.0.entries.borrow_mut().iter_mut() {
            let lost = entry.state.get() == State::Closed;
            if entry.stream.is_none() && entry.state.get() != State::Inactive || lost {
                self.0.open(entry);
            }
        }
    }

    /// Whether the server lists any.
    pub(super) fn are_listed(&self) -> bool {
        !self.0.entries.borrow().is_empty()
    }

    /// Whether there are streams, and all of them are open.
    pub(super) fn are_open(&self) -> bool {
        let entries = self.0.entries.borrow();
        !entries.is_empty() && entries.iter().all(|entry| entry.state.get() == State::Open)
    }

    /// The page is hidden: each stream is closed when its time is over.
    pub(super) fn hide(&self) {
        self.0.entries.borrow_mut().iter_mut().for_each(|entry| self.0.close_in_time(entry));
    }

    /// The page is looked at again. Gives back whether a stream had been closed meanwhile: then nothing
    /// that is known can be relied on.
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
        entry.stream = stream::open(&self.feed, &entry.listed.url, move |event| {
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
        });
        if entry.stream.is_none() {
            entry.state.set(State::Closed);
        } else if page_state() == PageState::Hidden {
            // A page that is opened unseen, or asks while it is, is hidden all the same.
            self.close_in_time(entry);
        }
    }
}
