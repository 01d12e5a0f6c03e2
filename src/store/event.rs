//! Events of sections and feeds, and the listener that gets them.

use std::cell::RefCell;
use std::rc::Rc;

use super::console::warn;
use crate::feed::FeedError;
use crate::model::{Cause, Downtime};

/// Something that happened to a section or a feed, for an app's own measurements.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let on_event = Callback::from(|event: OutageEvent| match event {
///     OutageEvent::SectionDown { section, .. } => { /* count it */ let _ = section; }
///     _ => {}
/// });
/// # let _ = on_event;
/// ```
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum OutageEvent {
    /// A section went down, or was down when it was first known.
    SectionDown {
        /// What readers call it.
        section: Rc<str>,
        /// Why, and until when.
        downtime: Downtime,
    },
    /// A section works, but slowly or unreliably.
    SectionDegraded {
        /// What readers call it.
        section: Rc<str>,
        /// Why, and until when.
        downtime: Downtime,
    },
    /// The expected end of an outage has passed, and it goes on. Somebody should look after it.
    SectionOverdue {
        /// What readers call the section.
        section: Rc<str>,
        /// Why it is down or degraded.
        downtime: Downtime,
    },
    /// A toggle or an outage behind a section has been on for longer than the guard's `forgotten_after`. Somebody may
    /// have forgotten it.
    SectionForgotten {
        /// What readers call the section.
        section: Rc<str>,
        /// Why it is down or degraded.
        downtime: Downtime,
    },
    /// A section that was down is available again.
    SectionBack {
        /// What readers call it.
        section: Rc<str>,
    },
    /// A section warns its readers of a downtime.
    SectionWarned {
        /// What readers call it.
        section: Rc<str>,
        /// When it begins and ends.
        downtime: Downtime,
    },
    /// A poll failed, for the first time in a row or for another reason than the last.
    FeedFailed {
        /// The name of its engine.
        engine: &'static str,
        /// Why.
        error: FeedError,
    },
    /// A poll succeeded after one that failed.
    FeedRecovered {
        /// The name of its engine.
        engine: &'static str,
    },
}

/// Gets every event.
pub(crate) type Listener = Rc<dyn Fn(OutageEvent)>;

/// The one listener of a store, and what the console has been told.
#[derive(Default)]
pub(super) struct Events {
    listener: RefCell<Option<Listener>>,
    /// A section that is mounted anew finds the same again.
    warnings: RefCell<Vec<String>>,
}

impl Events {
    pub(super) fn set_listener(&self, listener: Option<Listener>) {
        self.listener.replace(listener);
    }

    pub(super) fn emit(&self, event: OutageEvent) {
        match &event {
            OutageEvent::SectionOverdue { section, downtime } => {
                self.warn_once(section, "should work again by now, and does not", downtime);
            }
            OutageEvent::SectionForgotten { section, downtime } => {
                self.warn_once(section, "has not worked for so long that it may be forgotten", downtime);
            }
            _ => {}
        }
        // Cloned, so that a listener may set another one.
        let listener = self.listener.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }

    /// Tells operators in the console, once for each section and its causes.
    fn warn_once(&self, section: &str, what: &str, downtime: &Downtime) {
        let mut text = [section, ": ", what, ". Causes:"].concat();
        for cause in &*downtime.causes {
            let (Cause::Toggle(name) | Cause::Service { outage: name, .. }) = cause;
            text.push(' ');
            text.push_str(name);
        }
        let mut warnings = self.warnings.borrow_mut();
        if !warnings.contains(&text) {
            warn(&text);
            warnings.push(text);
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn the_console_is_told_once_for_each_section_and_its_causes() {
        let events = Events::default();
        let overdue = |section: &str, toggle: &str| {
            let downtime = Downtime { causes: [Cause::Toggle(toggle.into())].into(), ..Downtime::default() };
            events.emit(OutageEvent::SectionOverdue { section: section.into(), downtime: downtime.clone() });
            events.emit(OutageEvent::SectionForgotten { section: section.into(), downtime });
            events.warnings.borrow().len()
        };
        let counts = [overdue("bank", "a"), overdue("bank", "a"), overdue("bank", "b"), overdue("mail", "a")];
        assert_eq!(counts, [2, 2, 4, 6]);
        assert_eq!(events.warnings.borrow()[0], "bank: should work again by now, and does not. Causes: a");
    }

    #[test]
    fn a_listener_may_replace_itself_and_without_one_nothing_happens() {
        let (events, count) = (Rc::new(Events::default()), Rc::new(Cell::new(0)));
        let event = || OutageEvent::SectionBack { section: "bank".into() };
        events.emit(event());
        events.set_listener(Some(Rc::new({
            let (events, count) = (events.clone(), count.clone());
            move |_| {
                count.set(count.get() + 1);
                events.set_listener(None);
            }
        })));
        events.emit(event());
        events.emit(event());
        assert_eq!(count.get(), 1);
    }
}
