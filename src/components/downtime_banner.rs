//! The alert for a downtime whose start or end is known.

use yew::prelude::*;

use super::section_alert::{AlertKind, SectionAlert};
use crate::model::Downtime;

/// Properties of [`DowntimeBanner`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct DowntimeBannerProps {
    /// What is down, in words that fit into "You can't use … right now". Default: the section around
    /// it; without one, "this part of the page".
    #[prop_or_default]
    pub section: Option<AttrValue>,
    /// The downtime that it is about. Default: that of the section around it.
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

/// The alert for a downtime whose start or end is known: the feed's message, and when the downtime ends.
///
/// [`GuardedSection`](super::GuardedSection) shows it by itself where the feed gives the start or the end of a
/// downtime.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let until: Option<Timestamp> = "2026-05-02T20:00:00-04:00".parse().ok();
/// let downtime = Downtime::default().with_until(until).with_message("We are moving to a new bank.");
/// let banner = html! { <DowntimeBanner section="direct deposit" {downtime} heading_level={2} /> };
/// # let _ = banner;
/// ```
#[component]
pub fn DowntimeBanner(props: &DowntimeBannerProps) -> Html {
    let DowntimeBannerProps { section, downtime, heading_level, help, class, id } = props.clone();
    html! {
        <SectionAlert kind={AlertKind::Downtime} {section} {downtime} {heading_level} {help} {class} {id} />
    }
}
