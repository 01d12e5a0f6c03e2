//! A section's entry in the list of its guard's sections.

use yew::NodeRef;

use super::outage_handle::OutageHandle;
use crate::model::Rule;

/// Lists a section for the panel of devtools, until it is dropped.
#[derive(Default)]
pub(super) struct SectionEntry(Option<(OutageHandle, u64)>);

impl SectionEntry {
    /// Lists the section under this name and rule, in place of what it was listed as before.
    pub(super) fn update(
        &mut self,
        guard: Option<&OutageHandle>,
        name: &str,
        rule: &Rule,
        element: &NodeRef,
    ) {
        if !cfg!(feature = "devtools") {
            return;
        }
        if self.0.as_ref().map(|(guard, _)| guard) != guard {
            self.remove();
            self.0 = guard.map(|guard| (guard.clone(), guard.sections.new_number()));
        }
        if let Some((guard, number)) = &self.0 {
            guard.sections.set(*number, name, rule, element);
            guard.store.notify_panels();
        }
    }

    fn remove(&mut self) {
        if let Some((guard, number)) = self.0.take() {
            guard.sections.remove(number);
            guard.store.notify_panels();
        }
    }
}

impl Drop for SectionEntry {
    fn drop(&mut self) {
        self.remove();
    }
}
