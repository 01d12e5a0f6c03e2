//! What a section tells the alerts in its place, so that they need no properties.

use yew::{AttrValue, Html};

use crate::model::Downtime;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct SectionContext {
    pub(super) section: AttrValue,
    pub(super) downtime: Downtime,
    pub(super) heading_level: u8,
    /// The whole headline of an outage, if the author has one.
    pub(super) headline: Option<AttrValue>,
    /// What readers can do instead, in the author's words.
    pub(super) help: Html,
    /// Whether alerts are as short as they can be.
    pub(super) compact: bool,
}
