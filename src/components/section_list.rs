//! The sections of one guard, as its alerts, its summaries and the panel of devtools see them.

use std::cell::{Cell, RefCell};
use std::cmp::Ordering;
use std::rc::Rc;

use web_sys::{Element, Node};
use yew::{AttrValue, NodeRef};

use super::listeners::Listeners;
use super::rest_of_page::RestOfPage;
use super::shown::UNGUARDED;
#[cfg(feature = "devtools")]
use crate::model::Rule;
use crate::store::{Answer, Subscription};

/// A section on the page.
pub(crate) struct Section {
    pub(crate) name: AttrValue,
    #[cfg(feature = "devtools")]
    pub(crate) rule: Rule,
    /// Knows the section's answer.
    pub(super) subscription: Subscription,
    /// Whether the section is shown, and not what stands in its place.
    pub(super) is_shown: Cell<bool>,
    pub(super) element: NodeRef,
}

impl Section {
    /// Its element, while it is on the page.
    pub(crate) fn element(&self) -> Option<Element> {
        self.element.cast()
    }

    /// What the store says of it now.
    pub(crate) fn answer(&self) -> Answer {
        self.subscription.answer().unwrap_or(UNGUARDED)
    }

    /// Identifies the section while it is listed.
    pub(crate) fn number(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }
}

/// The sections of one guard.
#[derive(Default)]
pub(crate) struct SectionList {
    sections: RefCell<Vec<Rc<Section>>>,
    pub(super) rest_of_page: Rc<RestOfPage>,
    /// Told of every section that comes, goes or gets another answer.
    pub(crate) listeners: Listeners,
}

impl SectionList {
    pub(super) fn add(&self, section: Rc<Section>) {
        self.sections.borrow_mut().push(section);
        self.on_change();
    }

    pub(super) fn remove(&self, section: &Rc<Section>) {
        self.sections.borrow_mut().retain(|other| !Rc::ptr_eq(other, section));
        self.on_change();
    }

    /// A section has come, has gone or has another answer.
    pub(super) fn on_change(&self) {
        let are_all_out = {
            let sections = self.sections.borrow();
            sections.len() > 1 && !sections.iter().any(|section| section.is_shown.get())
        };
        self.rest_of_page.set_all_sections_out(are_all_out);
        self.listeners.notify();
    }

    /// Every section, in the order in which they are on the page.
    pub(crate) fn in_page_order(&self) -> Vec<Rc<Section>> {
        let mut sections: Vec<_> =
            self.sections.borrow().iter().map(|section| (section.element(), section.clone())).collect();
        // Yew creates siblings from the last to the first, so the order of the list says nothing.
        sections.sort_by(|(a, _), (b, _)| match (a, b) {
            (Some(a), Some(b)) if a.compare_document_position(b) & Node::DOCUMENT_POSITION_FOLLOWING != 0 => {
                Ordering::Less
            }
            (Some(a), Some(b)) if a != b => Ordering::Greater,
            _ => a.is_some().cmp(&b.is_some()),
        });
        sections.into_iter().map(|(_, section)| section).collect()
    }
}
