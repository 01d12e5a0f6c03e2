//! A guard's handle, which components get as a Yew context.

use std::fmt;
use std::rc::Rc;

use super::announcer::Announcer;
use super::section_list::SectionList;
use crate::model::{Availability, Rule, Snapshot};
use crate::store::{FeedHealth, Store};

/// A guard's handle: what its feeds say, how they are doing, and a way to poll them now.
///
/// It never changes while its guard is mounted, so a component that holds it does not render again. Two handles
/// are equal if they belong to the same guard.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// /// Polls again once somebody has signed in: other toggles may apply to them.
/// #[component]
/// fn SignedIn() -> Html {
///     let outage = use_outage();
///     use_effect_with((), move |()| {
///         if let Some(outage) = outage {
///             outage.refresh();
///         }
///     });
///     html! { <p>{ "Welcome back." }</p> }
/// }
/// ```
#[derive(Clone)]
pub struct OutageHandle {
    pub(crate) store: Rc<Store>,
    pub(super) announcer: Rc<Announcer>,
    pub(crate) sections: Rc<SectionList>,
}

impl OutageHandle {
    /// Polls every feed now. A request that is under way is aborted; a feed that had stopped polls again.
    pub fn refresh(&self) {
        self.store.refresh();
    }

    /// What all feeds say now.
    pub fn snapshot(&self) -> Snapshot {
        self.store.snapshot()
    }

    /// The availability of a section under this rule now. To render again when it changes, use
    /// [`use_availability`](super::use_availability).
    pub fn availability(&self, rule: &Rule) -> Availability {
        let warn_before = self.store.settings().warn_before;
        rule.availability(&self.store.snapshot(), self.store.now(), warn_before)
    }

    /// How each feed is doing, in the order in which the guard lists them.
    pub fn health(&self) -> Vec<FeedHealth> {
        self.store.health()
    }
}

impl PartialEq for OutageHandle {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.store, &other.store)
    }
}

impl fmt::Debug for OutageHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OutageHandle").field("health", &self.health()).finish()
    }
}
