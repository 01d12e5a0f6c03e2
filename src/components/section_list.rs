//! The list of a guard's sections, which the panel of devtools shows. Without the feature `devtools` there is no
//! list, and it costs a page nothing.

#[cfg(feature = "devtools")]
pub(crate) use self::enabled::{ListEntry, Section, SectionList};

#[cfg(not(feature = "devtools"))]
pub(crate) use self::disabled::{ListEntry, SectionList};

#[cfg(feature = "devtools")]
mod enabled {
    use std::cell::{Cell, RefCell};
    use std::cmp::Ordering;
    use std::collections::BTreeMap;
    use std::rc::Rc;

    use web_sys::{Element, Node};
    use yew::NodeRef;

    use crate::components::OutageHandle;
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

    /// A section's entry in the list of its guard, until it is dropped.
    #[derive(Default)]
    pub(crate) struct ListEntry(Option<(OutageHandle, u64)>);

    impl ListEntry {
        /// Lists the section under this name and rule, in place of what it was listed as before.
        pub(crate) fn update(
            &mut self,
            guard: Option<&OutageHandle>,
            name: &str,
            rule: &Rule,
            element: &NodeRef,
        ) {
            if self.0.as_ref().map(|(guard, _)| guard) != guard {
                self.remove();
                self.0 = guard.map(|guard| {
                    let number = guard.sections.last_number.get() + 1;
                    guard.sections.last_number.set(number);
                    (guard.clone(), number)
                });
            }
            let Some((guard, number)) = &self.0 else { return };
            let section =
                Section { number: *number, name: name.into(), rule: rule.clone(), element: element.clone() };
            guard.sections.sections.borrow_mut().insert(*number, section);
            guard.store.notify_panels();
        }

        fn remove(&mut self) {
            if let Some((guard, number)) = self.0.take() {
                guard.sections.sections.borrow_mut().remove(&number);
                guard.store.notify_panels();
            }
        }
    }

    impl Drop for ListEntry {
        fn drop(&mut self) {
            self.remove();
        }
    }
}

#[cfg(not(feature = "devtools"))]
mod disabled {
    use yew::NodeRef;

    use crate::components::OutageHandle;
    use crate::model::Rule;

    #[derive(Default)]
    pub(crate) struct SectionList;

    #[derive(Default)]
    pub(crate) struct ListEntry;

    impl ListEntry {
        pub(crate) fn update(&mut self, _: Option<&OutageHandle>, _: &str, _: &Rule, _: &NodeRef) {}
    }
}
