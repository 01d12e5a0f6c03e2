//! How a guard's alerts speak and look: language, skin and time zone.

use yew::AttrValue;

use crate::skin::Skin;
use crate::text::{Language, Languages};

/// A Yew context of its own, because it may change while the guard's handle never does.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Presentation {
    pub(super) language: Language,
    pub(super) skin: Skin,
    pub(super) time_zone: Option<AttrValue>,
    /// The first render of a page that a server made. It must not depend on anything that only the reader's
    /// browser knows.
    pub(super) is_first_paint: bool,
}

/// The presentation of an alert outside of any guard.
impl Default for Presentation {
    fn default() -> Self {
        Self {
            language: Languages::default().choose(None, false),
            skin: Skin::default(),
            time_zone: None,
            is_first_paint: false,
        }
    }
}
