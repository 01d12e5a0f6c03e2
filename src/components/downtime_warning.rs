//! The warning that a downtime approaches.

use yew::prelude::*;

use super::section_alert::{AlertKind, SectionAlert};
use crate::model::Downtime;

/// Properties of [`DowntimeWarning`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DowntimeWarningProps {
    /// What will be down, in words that fit into "Soon you won't be able to use … for a while". Default:
    /// the section around it; without one, "this part of the page".
    #[prop_or_default]
    pub section: Option<AttrValue>,
    /// The downtime to warn of. Default: that of the section around it.
    #[prop_or_default]
    pub downtime: Option<Downtime>,
    /// The level of its heading, from 1 to 6; any other number counts as the nearest of these. Default: that of
    /// the section around it; without one, 3.
    #[prop_or_default]
    pub heading_level: Option<u8>,
    /// What readers can do instead, in your own words: a phone number, another page. Shown below the library's
    /// words. Default: that of the section around it; without one, none.
    #[prop_or_default]
    pub help: Html,
    /// Classes for its outermost element, beside the library's own. Default: none.
    #[prop_or_default]
    pub class: Classes,
    /// The id of its outermost element. Default: none.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// The warning before a downtime, above the section that still works. A reader can dismiss it.
///
/// [`GuardedSection`](super::GuardedSection) shows it by itself. Once dismissed, it stays away for as long as the
/// tab is open, unless the downtime moves to an earlier start.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let at = |time: &str| time.parse::<Timestamp>().ok();
/// let downtime = Downtime::default()
///     .with_since(at("2026-05-02T20:00:00-04:00"))
///     .with_until(at("2026-05-02T22:00:00-04:00"));
/// let warning = html! { <DowntimeWarning section="direct deposit" {downtime} /> };
/// # let _ = warning;
/// ```
#[component]
pub fn DowntimeWarning(props: &DowntimeWarningProps) -> Html {
    let DowntimeWarningProps { section, downtime, heading_level, help, class, id } = props.clone();
    html! {
        <SectionAlert kind={AlertKind::Warning} {section} {downtime} {heading_level} {help} {class} {id} />
    }
}
