//! Collects the changes of a guard's sections until the live region announces them.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use yew::{AttrValue, Callback};

use super::transitions::Transition;
use crate::text::{Messages, pluralize};

/// Changes that are not announced yet, and the live region that announces them.
#[derive(Default)]
pub(super) struct Announcer {
    pending: RefCell<Vec<(AttrValue, Transition)>>,
    live_region: RefCell<Option<Callback<()>>>,
}

impl Announcer {
    /// Queues a change. All changes of the same turn are announced together.
    pub(super) fn announce(self: &Rc<Self>, section: AttrValue, transition: Transition) {
        let is_first = {
            let mut pending = self.pending.borrow_mut();
            pending.push((section, transition));
            pending.len() == 1
        };
        if is_first {
            let announcer = self.clone();
            // All changes of one report are queued in the same turn; this runs after it.
            spawn_local(async move {
                let live_region = announcer.live_region.borrow().clone();
                if let Some(live_region) = live_region {
                    live_region.emit(());
                }
            });
        }
    }

    /// Calls `live_region` when there is something to announce.
    pub(super) fn attach(&self, live_region: Callback<()>) {
        self.live_region.replace(Some(live_region));
    }

    pub(super) fn detach(&self) {
        drop(self.live_region.take());
    }

    /// Takes all pending changes and sums them up, in one sentence for each kind of change.
    pub(super) fn take_sentences(&self, messages: &Messages<&str>) -> String {
        let pending = self.pending.take();
        let kinds = [
            (Transition::Down, messages.headline, messages.several_down),
            (Transition::Degraded, messages.degraded_headline, messages.several_degraded),
            (Transition::Back, messages.back, messages.several_back),
            (Transition::Warned, messages.warning_headline, messages.several_warned),
        ];
        let sentences = kinds.iter().filter_map(|(kind, one, several)| {
            let mut sections =
                pending.iter().filter(|(_, transition)| transition == kind).map(|(section, _)| section);
            let first = sections.next()?;
            Some(match sections.count() {
                0 => one.replace("{section}", first),
                more => pluralize(messages, several, more + 1),
            })
        });
        sentences.collect::<Vec<_>>().join(". ")
    }
}
