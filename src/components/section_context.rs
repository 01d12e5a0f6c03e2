//! What a section tells the alerts in its place, so that they need no properties.

use yew::AttrValue;

use crate::model::Downtime;

#[derive(Clone, Debug, PartialEq)]
pub(super) struct SectionContext {
    pub(super) section: AttrValue,
    pub(super) downtime: Downtime,
    pub(super) heading_level: u8,
}
