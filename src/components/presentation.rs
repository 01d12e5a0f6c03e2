//! How a guard's alerts speak and look: language, skin and time zone.

use yew::AttrValue;

use crate::skin::Skin;
use crate::text::{Languages, Messages};

/// A Yew context of its own, because it may change while the guard's handle never does.
#[derive(Clone, Debug)]
pub(super) struct Presentation {
    pub(super) messages: &'static Messages,
    pub(super) skin: Skin,
    pub(super) time_zone: Option<AttrValue>,
    /// The first render of a page that a server made. It must not depend on anything that only the reader's
    /// browser knows.
    pub(super) is_first_paint: bool,
}

// Compares messages by address. Comparing forty sentences at every render of a guard would find no more.
impl PartialEq for Presentation {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.messages, other.messages)
            && self.skin == other.skin
            && self.time_zone == other.time_zone
            && self.is_first_paint == other.is_first_paint
    }
}

/// The presentation of an alert outside of any guard.
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
