//! The list of a guard's sections, which the panel of devtools shows. Without the feature `devtools` nothing is
//! listed, and it costs a page nothing.

#[cfg(feature = "devtools")]
pub(crate) use self::enabled::{Section, SectionList};

#[cfg(not(feature = "devtools"))]
pub(crate) use self::disabled::SectionList;

#[cfg(feature = "devtools")]
mod enabled {
    use std::cell::{Cell, RefCell};
    use std::cmp::Ordering;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use web_sys::{Element, Node};
    use yew::NodeRef;

    use crate::model::Rule;

    /// A section on the page.
    #[derive(Clone)]
    pub(crate) struct Section {
        /// Identifies the section while it is listed.
        pub(crate) number: u64,
        pub(crate) name: Rc<str>,
        pub(crate) rule: Rule,
        element: NodeRef,
    }

    impl Section {
        /// Its element, while it is on the page.
        pub(crate) fn element(&self) -> Option<Element> {
            self.element.cast()
        }
    }

    /// The sections of one guard.
    #[derive(Default)]
    pub(crate) struct SectionList {
        sections: RefCell<BTreeMap<u64, Section>>,
        last_number: Cell<u64>,
    }

    impl SectionList {
        /// A number for a section that is not listed yet.
        pub(crate) fn new_number(&self) -> u64 {
            self.last_number.set(self.last_number.get() + 1);
            self.last_number.get()
        }

        /// Lists a section, in place of what its number stood for before.
        pub(crate) fn set(&self, number: u64, name: &str, rule: &Rule, element: &NodeRef) {
            let section = Section { number, name: name.into(), rule: rule.clone(), element: element.clone() };
            self.sections.borrow_mut().insert(number, section);
        }

        pub(crate) fn remove(&self, number: u64) {
            self.sections.borrow_mut().remove(&number);
        }

        /// Every section, in the order in which they are on the page.
        pub(crate) fn in_page_order(&self) -> Vec<Section> {
            let sections = self.sections.borrow();
            let mut sections: Vec<_> =
                sections.values().map(|section| (section.element(), section.clone())).collect();
            // Yew creates siblings from the last to the first, so the numbers say nothing about the order.
            sections.sort_by(|(a, _), (b, _)| match (a, b) {
                (Some(a), Some(b))
                    if a.compare_document_position(b) & Node::DOCUMENT_POSITION_FOLLOWING != 0 =>
                {
                    Ordering::Less
                }
                (Some(a), Some(b)) if a != b => Ordering::Greater,
                _ => a.is_some().cmp(&b.is_some()),
            });
            sections.into_iter().map(|(_, section)| section).collect()
        }
    }
}

#[cfg(not(feature = "devtools"))]
mod disabled {
    use yew::NodeRef;

    use crate::model::Rule;

    #[derive(Default)]
    pub(crate) struct SectionList;

    impl SectionList {
        pub(crate) fn new_number(&self) -> u64 {
            0
        }

        pub(crate) fn set(&self, _: u64, _: &str, _: &Rule, _: &NodeRef) {}

        pub(crate) fn remove(&self, _: u64) {}
    }
}
