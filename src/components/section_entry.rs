//! A section's entry in the list of its guard's sections.

use std::rc::Rc;

use super::section_list::{Section, SectionList};

/// Lists a section until it is dropped.
pub(super) struct SectionEntry {
    list: Rc<SectionList>,
    section: Rc<Section>,
}

impl SectionEntry {
    pub(super) fn new(list: &Rc<SectionList>, section: Section) -> Self {
        let section = Rc::new(section);
        list.add(section.clone());
        Self { list: list.clone(), section }
    }

    pub(super) fn section(&self) -> &Section {
        &self.section
    }

    /// Tells the guard that the section's answer has changed, and whether the section is shown now.
    pub(super) fn set_shown(&self, is_shown: bool) {
        self.section.is_shown.set(is_shown);
        self.list.on_change();
    }
}

impl Drop for SectionEntry {
    fn drop(&mut self) {
        self.list.remove(&self.section);
    }
}
