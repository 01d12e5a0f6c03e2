//! How it looks.

pub(crate) mod own;

pub use own::{AlertStatus, STYLESHEET};

/// Where an alert stands.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Place {
    /// In a section's place, or above the section.
    Section,
    /// Above the whole page.
    Site,
}

/// An alert as a skin is handed it.
pub(crate) struct Alert {
    pub(crate) place: Place,
    pub(crate) status: AlertStatus,
    pub(crate) headline: yew::AttrValue,
    /// 1 to 6.
    pub(crate) heading_level: u8,
    pub(crate) body: yew::Html,
    pub(crate) action: yew::Html,
}
