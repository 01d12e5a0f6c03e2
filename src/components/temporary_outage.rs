//! The general alert for something that is down.

use yew::prelude::*;

use super::section_alert::{AlertKind, SectionAlert};
use crate::model::Timestamp;
use crate::skin::AlertStatus;

/// Properties of [`TemporaryOutage`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct TemporaryOutageProps {
    /// What is down, in words that fit into "You can't use … right now". Default: the section around it;
    /// without one, "this part of the page".
    #[prop_or_default]
    pub section: Option<AttrValue>,
    /// The whole headline. Default: made from `section`.
    #[prop_or_default]
    pub headline: Option<AttrValue>,
    /// When the outage is expected to end. Default: the end of the section's downtime; without one, the alert
    /// says that the end is not known.
    #[prop_or_default]
    pub until: Option<Timestamp>,
    /// The level of its heading, from 1 to 6; any other number counts as the nearest of these. Default: that of
    /// the section around it; without one, 3.
    #[prop_or_default]
    pub heading_level: Option<u8>,
    /// How serious it is. Default: a warning.
    #[prop_or_default]
    pub status: AlertStatus,
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
    /// Replace the body, but neither the headline nor `help`. Default: the feed's message, or the library's own words.
    #[prop_or_default]
    pub children: Html,
}

/// The general alert: it says what is down, why, and until when.
///
/// Use it as [`GuardedSection`](super::GuardedSection)'s `fallback`, or by itself. Inside a `fallback` it takes
/// the section and the downtime from the guarded section.
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
    let TemporaryOutageProps { section, headline, until, heading_level, status, help, class, id, children } =
        props.clone();
    html! {
        <SectionAlert kind={AlertKind::Outage} {section} {headline} {until} {heading_level} {status} {help} {class} {id}>
            { children }
        </SectionAlert>
    }
}
