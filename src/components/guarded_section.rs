use yew::prelude::*;

use super::context::DownSection;
use super::hooks::use_standing;
use super::pending::Pending;
use super::props::heading_level;
use super::{Fallback, use_outage};
use crate::model::{Availability, Downtime, Rule};
use crate::store::{Standing, Subject, WhileUnknown};

/// Properties of [`GuardedSection`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GuardedSectionProps {
    /// What a reader calls the section, in words that fit into "You can't use … right now".
    pub section: AttrValue,
    /// When it is down: a rule, or a toggle's key.
    pub down_when: Rule,
    /// What stands in its place while it is down. Default: the library's own alert.
    #[prop_or_default]
    pub fallback: Fallback,
    /// What stands in its place while nothing is known. Default: a quiet line, after 300 ms.
    #[prop_or_default]
    pub pending: Option<Html>,
    /// The heading level of its alerts: 1 to 6; the nearest of them for any other number. Default: 3.
    #[prop_or(3)]
    pub heading_level: u8,
    /// The section.
    #[prop_or_default]
    pub children: Html,
}

/// Wraps a section: shows it, or what is known about its outage.
///
/// While its rule says down, the section is not on the page and an alert stands in its place; once the
/// rule says otherwise, the section is back, newly mounted.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let section = html! {
///     <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
///         { "The form" }
///     </GuardedSection>
/// };
/// # let _ = section;
/// ```
///
/// It is one element, `<div class="outage-section" data-section="direct deposit"
/// data-availability="unknown|available|approaching|down">`: tests and style sheets may rely on it.
///
/// A guard hides; it does not protect. What must not be used while it is out, the server has to refuse.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) the section is shown, and the console is told.
#[component]
pub fn GuardedSection(props: &GuardedSectionProps) -> Html {
    let while_unknown = use_outage().map(|guard| guard.0.settings().while_unknown).unwrap_or_default();
    let (availability, waited) = match use_standing(Subject::Rule(props.down_when.clone())) {
        Some(Standing::Rule { availability, waited }) => (availability, waited),
        _ => (Availability::Available, false),
    };
    let content = match (&availability, waited, while_unknown) {
        (Availability::Down(downtime), ..) => fallback(props, downtime),
        (Availability::Unknown, true, WhileUnknown::ShowOutage { .. }) => {
            fallback(props, &Downtime::default())
        }
        (Availability::Unknown, false, _) => match &props.pending {
            Some(pending) => pending.clone(),
            None => html! { <Pending section={props.section.clone()} /> },
        },
        _ => props.children.clone(),
    };
    html! {
        <div class="outage-section" data-section={props.section.clone()} data-availability={availability.name()}>
            { content }
        </div>
    }
}

fn fallback(props: &GuardedSectionProps, downtime: &Downtime) -> Html {
    let context = DownSection {
        section: props.section.clone(),
        downtime: downtime.clone(),
        heading_level: heading_level(props.heading_level),
    };
    html! { <ContextProvider<DownSection> {context}>{ props.fallback.render(downtime) }</ContextProvider<DownSection>> }
}
