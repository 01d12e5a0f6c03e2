//! Events of sections and feeds, and the listener that gets them.

use std::cell::RefCell;
use std::rc::Rc;

use crate::feed::FeedError;
use crate::model::Downtime;

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

/// The one listener of a store.
#[derive(Default)]
pub(super) struct Events(RefCell<Option<Listener>>);

impl Events {
    pub(super) fn set_listener(&self, listener: Option<Listener>) {
        self.0.replace(listener);
    }

    pub(super) fn emit(&self, event: OutageEvent) {
        // Cloned, so that a listener may set another one.
        let listener = self.0.borrow().clone();
        if let Some(listener) = listener {
            listener(event);
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use std::cell::Cell;

    use super::*;

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
