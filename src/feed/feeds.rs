//! The list of feeds that a guard takes.

use std::rc::Rc;

use super::Feed;

/// The feeds of one guard, in order: if two name the same toggle, the later one wins.
///
/// An array, a `Vec` or a single [`Feed`] converts into it.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let page = html! {
///     <OutageGuard feeds={[Feed::vets_api("/v0/feature_toggles"), Feed::plain("/outages.json")]}>
///         { "The page" }
///     </OutageGuard>
/// };
/// # let _ = page;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Feeds(Rc<[Feed]>);

impl Default for Feeds {
    fn default() -> Self {
        Self([].into())
    }
}

impl std::ops::Deref for Feeds {
    type Target = [Feed];

    fn deref(&self) -> &[Feed] {
        &self.0
    }
}

impl From<Vec<Feed>> for Feeds {
    fn from(feeds: Vec<Feed>) -> Self {
        Self(feeds.into())
    }
}

impl<const N: usize> From<[Feed; N]> for Feeds {
    fn from(feeds: [Feed; N]) -> Self {
        Self(feeds.into())
    }
}

impl From<Feed> for Feeds {
    fn from(feed: Feed) -> Self {
        Self([feed].into())
    }
}
