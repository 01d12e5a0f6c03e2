use yew::prelude::*;

use super::section_alert::{AlertKind, SectionAlert};
use crate::model::Timestamp;
use crate::skin::AlertStatus;

/// Properties of [`TemporaryOutage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TemporaryOutageProps {
    /// What is out, in words that fit into "You can't use … right now". Default: the section around it;
    /// without one, "this part of the page".
    #[prop_or_default]
    pub section: Option<AttrValue>,
    /// The whole headline. Default: made from `section`.
    #[prop_or_default]
    pub headline: Option<AttrValue>,
    /// When it is expected to end. Default: the end of the downtime of the section around it; without
    /// one, it says that nobody knows.
    #[prop_or_default]
    pub until: Option<Timestamp>,
    /// 1 to 6; the nearest of them for any other number. Default: that of the section around it;
    /// without one, 3.
    #[prop_or_default]
    pub heading_level: Option<u8>,
    /// How grave it is. Default: a warning.
    #[prop_or_default]
    pub status: AlertStatus,
    /// Stand in place of the body: of its words, not of the headline. Default: the notice of the
    /// section around it, or words of the library's own.
    #[prop_or_default]
    pub children: Html,
}

/// The general alert: something is out, and here is what to know about it.
///
/// It stands in a section's place, as [`GuardedSection`](super::GuardedSection)'s `fallback` or by
/// itself. Inside a `fallback` it knows its section and the downtime without props.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let section = html! {
///     <GuardedSection
///         section="contact information"
///         down_when="hide_contact"
///         fallback={html! { <TemporaryOutage><p>{ "Call us to change your address." }</p></TemporaryOutage> }}
///     >
///         { "The form" }
///     </GuardedSection>
/// };
/// let by_itself = html! { <TemporaryOutage section="search" status={AlertStatus::Error} /> };
/// # let _ = (section, by_itself);
/// ```
#[component]
pub fn TemporaryOutage(props: &TemporaryOutageProps) -> Html {
    let TemporaryOutageProps { section, headline, until, heading_level, status, children } = props.clone();
    html! {
        <SectionAlert kind={AlertKind::Outage} {section} {headline} {until} {heading_level} {status}>{ children }</SectionAlert>
    }
}
