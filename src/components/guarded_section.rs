use std::rc::Rc;

use yew::prelude::*;

use super::context::DownSection;
use super::hooks::use_standing;
use super::pending::Pending;
use super::props::heading_level;
use super::{DowntimeWarning, Fallback, use_outage};
use crate::model::{Availability, Downtime, Rule};
use crate::store::{Instead, OutageEvent, Standing, Subject};

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
    /// Draws the section's place in your own way, whatever its availability: called with it, and shown in
    /// place of everything else. Alerts inside know the section and its downtime without props. Default:
    /// none. Give the same callback at every render, or it renders again.
    #[prop_or_default]
    pub render: Option<Callback<Availability, Html>>,
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
/// rule says otherwise, the section is back, newly mounted. While a downtime approaches, the section
/// works on, below a warning that a reader can put away.
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
    let (availability, instead) = match use_standing(Subject::from(props.down_when.clone())) {
        Some(Standing::Rule { availability, instead }) => (availability, instead),
        _ => (Availability::Available, None),
    };
    use_events(props.section.clone(), availability.clone());
    let content = match (&availability, instead, &props.render) {
        (availability, _, Some(render)) => {
            let downtime = availability.downtime().cloned().unwrap_or_default();
            about(props, downtime, render.emit(availability.clone()))
        }
        (Availability::Down(downtime), ..) => about(props, downtime.clone(), props.fallback.render(downtime)),
        (Availability::Unknown, Some(Instead::Outage), _) => {
            let downtime = Downtime::default();
            about(props, downtime.clone(), props.fallback.render(&downtime))
        }
        (Availability::Unknown, None, _) => match &props.pending {
            Some(pending) => pending.clone(),
            None => html! { <Pending section={props.section.clone()} /> },
        },
        // Of one shape whether there is a warning or not, so that it comes and goes without touching the
        // section.
        (availability, ..) => {
            let warning = availability
                .downtime()
                .map(|downtime| about(props, downtime.clone(), html! { <DowntimeWarning /> }));
            html! { <>{ warning.unwrap_or_default() }{ props.children.clone() }</> }
        }
    };
    html! {
        <div class="outage-section" data-section={props.section.clone()} data-availability={availability.name()}>
            { content }
        </div>
    }
}

/// Tells the guard's listener when a section goes down, comes back, or is warned about.
#[hook]
fn use_events(section: AttrValue, availability: Availability) {
    let guard = use_outage();
    let was_down = use_mut_ref(|| false);
    use_effect_with((section, availability), move |(section, availability)| {
        let was_down = std::mem::replace(&mut *was_down.borrow_mut(), availability.is_down());
        let section: Rc<str> = section.as_str().into();
        let back = was_down && matches!(availability, Availability::Available | Availability::Approaching(_));
        let back = back.then(|| OutageEvent::SectionBack { section: section.clone() });
        let news = match availability {
            Availability::Down(downtime) if !was_down => {
                Some(OutageEvent::SectionDown { section, downtime: downtime.clone() })
            }
            Availability::Approaching(downtime) => {
                Some(OutageEvent::SectionWarned { section, downtime: downtime.clone() })
            }
            _ => None,
        };
        if let Some(guard) = guard {
            back.into_iter().chain(news).for_each(|event| guard.0.emit(event));
        }
    });
}

/// Html whose alerts know this section and this downtime.
fn about(props: &GuardedSectionProps, downtime: Downtime, content: Html) -> Html {
    let context = DownSection {
        section: props.section.clone(),
        downtime,
        heading_level: heading_level(props.heading_level),
    };
    html! { <ContextProvider<DownSection> {context}>{ content }</ContextProvider<DownSection>> }
}
