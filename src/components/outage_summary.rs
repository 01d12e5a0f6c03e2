//! The list of everything on the page that is out.

use yew::prelude::*;

use super::summary_alert::SummaryAlert;

/// Properties of [`OutageSummary`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct OutageSummaryProps {
    /// The whole headline. Default: that there are problems or planned work on this page.
    #[prop_or_default]
    pub headline: Option<AttrValue>,
    /// The level of its heading, from 1 to 6; any other number counts as the nearest of these. The headings inside
    /// are one level below. Default: 2.
    #[prop_or(2)]
    pub heading_level: u8,
    /// What readers can do instead, in your own words: a phone number, another page. Shown below the list.
    /// Default: none.
    #[prop_or_default]
    pub help: Html,
    /// Classes for its outermost element, beside the library's own. Default: none.
    #[prop_or_default]
    pub class: Classes,
    /// The id of its outermost element. Default: none.
    #[prop_or_default]
    pub id: Option<AttrValue>,
}

/// The list of all sections of its guard that are down, degraded or approaching a downtime: since and until when,
/// with a link to each, and one button that checks again.
///
/// Put it at the head of the page, inside the guard. It lists the sections of one outage together, so forty sections
/// that depend on one service are one entry. Their own alerts may then be short
/// ([`compact`](super::GuardedSectionProps::compact)). While nothing is out, its element is `hidden`.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let page = html! {
///     <OutageGuard feeds={Feed::vets_api_windows("/v0/maintenance_windows")}>
///         <OutageSummary />
///         <GuardedSection section="direct deposit" down_when={service("bank")} compact=true id="direct-deposit">
///             { "The form" }
///         </GuardedSection>
///         <GuardedSection section="claims" down_when={service("claims")} compact=true id="claims">
///             { "The list" }
///         </GuardedSection>
///     </OutageGuard>
/// };
/// # let _ = page;
/// ```
///
/// A press on a link moves the focus to the section. A section with an `id` gets a real link to it; one without gets
/// a button that looks like a link.
///
/// It is no live region: the guard's own live region announces every change once.
///
/// If what has the focus inside it disappears, the focus moves to its heading, or to a section that it listed
/// last if nothing is out any more.
///
/// # On a server
///
/// It shows nothing, because it is rendered before the sections below it. The browser fills it.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) it shows nothing and writes a warning to the console.
#[component]
pub fn OutageSummary(props: &OutageSummaryProps) -> Html {
    let OutageSummaryProps { headline, heading_level, help, class, id } = props.clone();
    html! { <SummaryAlert {headline} {heading_level} {help} {class} {id} /> }
}
