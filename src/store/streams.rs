use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::cadence::Attention;
use super::clock::{ClockHandle, Timer};
use super::page::attention;
use crate::feed::stream::{self, Happening, Stream};
use crate::feed::{EventStream, Feed};

/// The streams of one feed: open while the page is looked at, and for a while longer.
pub(super) struct Streams(Rc<Inner>);

/// What its feed is told.
pub(super) enum Told {
    /// It is time to ask again, with this added to the query.
    Refetch(String),
    /// A stream was cut and is open again: whatever it missed, it does not tell.
    Reopened,
    /// A stream closed, or could not be opened: polling has to do.
    Lost,
}

struct Inner {
    feed: Feed,
    clock: ClockHandle,
    lines: RefCell<Vec<Line>>,
    tell: Box<dyn Fn(Told)>,
}

/// One stream that the server listed.
struct Line {
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
    Cut,
    Closed,
    /// Closed by us: nobody has looked for long.
    Inactive,
}

impl Streams {
    pub(super) fn new(feed: Feed, clock: ClockHandle, tell: impl Fn(Told) + 'static) -> Self {
        Self(Rc::new(Inner { feed, clock, lines: RefCell::default(), tell: Box::new(tell) }))
    }

    /// Follows these streams and no others. One that is listed again goes on, or is tried again if it was
    /// closed.
    pub(super) fn follow(&self, listed: Vec<EventStream>) {
        let mut old = self.0.lines.take();
        let mut lines = Vec::with_capacity(listed.len());
        for stream in listed {
            let known = old.iter().position(|line| line.listed == stream);
            lines.push(match known {
                Some(at) => old.swap_remove(at),
                None => Line::new(stream),
            });
        }
        // Closed before others are opened: a server may count them.
        drop(old);
        self.0.lines.replace(lines);
        self.connect();
    }

    /// Tries again what was closed.
    pub(super) fn connect(&self) {
        for line in self.0.lines.borrow_mut().iter_mut() {
            let lost = line.state.get() == State::Closed;
            if line.stream.is_none() && line.state.get() != State::Inactive || lost {
                self.0.open(line);
            }
        }
    }

    /// Whether the server lists any.
    pub(super) fn are_listed(&self) -> bool {
        !self.0.lines.borrow().is_empty()
    }

    /// Whether there are streams, and all of them are open.
    pub(super) fn are_open(&self) -> bool {
        let lines = self.0.lines.borrow();
        !lines.is_empty() && lines.iter().all(|line| line.state.get() == State::Open)
    }

    /// The page is hidden: each stream is closed when its time is over.
    pub(super) fn hide(&self) {
        self.0.lines.borrow_mut().iter_mut().for_each(|line| self.0.close_in_time(line));
    }

    /// The page is looked at again. Gives back whether a stream had been closed meanwhile: then nothing
    /// that is known can be relied on.
    pub(super) fn show(&self) -> bool {
        let mut was_inactive = false;
        for line in self.0.lines.borrow_mut().iter_mut() {
            line.inactivity = None;
            if line.state.get() == State::Inactive {
                was_inactive = true;
                self.0.open(line);
            }
        }
        was_inactive
    }
}

impl Line {
    fn new(listed: EventStream) -> Self {
        Self { listed, stream: None, state: Rc::new(Cell::new(State::Connecting)), inactivity: None }
    }
}

impl Inner {
    fn close_in_time(self: &Rc<Self>, line: &mut Line) {
        let (weak, state) = (Rc::downgrade(self), line.state.clone());
        let close = move || {
            let Some(inner) = weak.upgrade() else { return };
            let mut lines = inner.lines.borrow_mut();
            if let Some(line) = lines.iter_mut().find(|line| Rc::ptr_eq(&line.state, &state)) {
                line.state.set(State::Inactive);
                line.stream = None;
            }
        };
        line.inactivity = Some(self.clock.after(line.listed.inactivity, Box::new(close)));
    }

    fn open(self: &Rc<Self>, line: &mut Line) {
        let state = Rc::new(Cell::new(State::Connecting));
        line.state = state.clone();
        let weak = Rc::downgrade(self);
        line.stream = stream::open(&self.feed, &line.listed.url, move |happening| {
            let told = match happening {
                Happening::Open if state.replace(State::Open) == State::Cut => Told::Reopened,
                Happening::Open => return,
                Happening::Cut => {
                    state.set(State::Cut);
                    Told::Lost
                }
                Happening::Closed => {
                    state.set(State::Closed);
                    Told::Lost
                }
                Happening::Refetch(query) => Told::Refetch(query),
            };
            if let Some(inner) = weak.upgrade() {
                (inner.tell)(told);
            }
        });
        if line.stream.is_none() {
            line.state.set(State::Closed);
        } else if attention() == Attention::Hidden {
            // A page that is opened unseen, or asks while it is, is hidden all the same.
            self.close_in_time(line);
        }
    }
}
