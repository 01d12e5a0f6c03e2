use std::fmt;
use std::rc::Rc;

use yew::AttrValue;

use super::live_region::Announcer;
use super::rest_of_page::RestOfPage;
use crate::model::{Availability, Downtime, Rule, Snapshot};
use crate::skin::Skin;
use crate::store::{FeedHealth, Store};
use crate::text::{Languages, Messages};

/// A guard's own handle: what its feeds say, how they are doing, and a way to ask them now.
///
/// It never changes while its guard is mounted, so holding it renders nothing again. Two handles are
/// equal if they are of the same guard.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// /// Asks again once somebody has signed in: what is out may differ for them.
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
    pub(super) rest_of_page: Rc<RestOfPage>,
}

impl OutageHandle {
    /// Asks every feed now. A request that is under way is aborted; a feed that had stopped goes on.
    pub fn refresh(&self) {
        self.store.refresh();
    }

    /// What all feeds say, as it stands.
    pub fn snapshot(&self) -> Snapshot {
        self.store.snapshot()
    }

    /// The answer of a rule, as it stands. To hear when it changes, use
    /// [`use_availability`](super::use_availability).
    pub fn availability(&self, rule: &Rule) -> Availability {
        let warn_before = self.store.settings().warn_before;
        rule.availability(&self.store.snapshot(), self.store.now(), warn_before)
    }

    /// How each feed is doing, in the order in which they are listed.
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

/// How a guard's alerts speak. Apart from the handle, because it may change.
#[derive(Clone, Debug)]
pub(super) struct Presentation {
    pub(super) messages: &'static Messages,
    pub(super) skin: Skin,
    pub(super) time_zone: Option<AttrValue>,
    /// The first time, on a page that a server made: nothing that only a reader's browser knows may count.
    pub(super) is_first_paint: bool,
}

// By address: comparing forty sentences whenever a guard is drawn would tell no more.
impl PartialEq for Presentation {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.messages, other.messages)
            && self.skin == other.skin
            && self.time_zone == other.time_zone
            && self.is_first_paint == other.is_first_paint
    }
}

/// As an alert speaks that stands outside of any guard.
impl Default for Presentation {
    fn default() -> Self {
        Self {
            messages: Languages::default().choose(None, false),
            skin: Skin::default(),
            time_zone: None,
            is_first_paint: false,
        }
    }
}

/// What an alert inside a section's fallback knows without props.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct SectionContext {
    pub(super) section: AttrValue,
    pub(super) downtime: Downtime,
    pub(super) heading_level: u8,
}
