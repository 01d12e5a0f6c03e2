use yew::prelude::*;

use super::alert::use_filled;
use super::check_again::use_check_again;
use crate::model::Downtime;
use crate::skin::{Alert, AlertStatus};

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
/// let downtime = Downtime {
///     until: "2026-05-02T20:00:00-04:00".parse().ok(),
///     message: Some("We are moving to a new bank.".into()),
///     ..Downtime::default()
/// };
/// let banner = html! { <DowntimeBanner section="direct deposit" {downtime} heading_level={2} /> };
/// # let _ = banner;
/// ```
#[component]
pub fn DowntimeBanner(props: &DowntimeBannerProps) -> Html {
    let filled = use_filled(props.section.clone(), props.heading_level);
    let check_again = use_check_again(filled.messages);
    let messages = filled.messages;
    let downtime = filled.downtime(props.downtime.as_ref());
    let when = match downtime {
        Some(downtime) if downtime.since.is_some() && downtime.until.is_some() => filled.planned(downtime),
        downtime => filled.until(downtime.and_then(|downtime| downtime.until)),
    };
    let body = html! {
        <>
            <p>{ messages.downtime }</p>
            { downtime.map(|downtime| filled.told(downtime)).unwrap_or_default() }
            { when }
            <p>{ messages.rest_works }</p>
        </>
    };
    let headline = filled.headline(messages.headline, messages.headline_without_section);
    let alert = filled.alert(AlertStatus::Warning, headline, body);
    filled.draw(Alert { downtime: downtime.cloned(), ..alert }, check_again)
}
