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
    /// The downtime to tell about. Default: that of the section around it.
    #[prop_or_default]
    pub downtime: Option<Downtime>,
    /// 1 to 6; the nearest of them for any other number. Default: that of the section around it;
    /// without one, 3.
    #[prop_or_default]
    pub heading_level: Option<u8>,
}

/// The alert for a downtime that somebody plans or works on: in whose words, and until when.
///
/// [`GuardedSection`](super::GuardedSection) shows it by itself where the end of a downtime is known.
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
    let DowntimeBannerProps { section, downtime, heading_level } = props.clone();
    html! {
        <SectionAlert kind={AlertKind::Downtime} {section} {downtime} {heading_level} />
    }
}
