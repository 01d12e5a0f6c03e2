//! Groups the sections of a page that are out by outage, and draws each group, so that each outage is told once.

use std::rc::Rc;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::alert_context::AlertContext;
use super::body::Body;
use super::focus::focus_section;
use super::section_list::Section;
use super::shown::Shown;
use crate::model::{Availability, Downtime};
use crate::skin::keyed_text;
use crate::store::Answer;
use crate::text::pluralize;

/// What is the matter with the sections of a group. The worst comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum OutageKind {
    Down,
    Degraded,
    Approaching,
}

/// Sections about which the same can be said. `S` is a section.
pub(super) struct OutageGroup<S = Rc<Section>> {
    pub(super) kind: OutageKind,
    /// The downtime of each of them, without what differs between them: their causes.
    pub(super) downtime: Downtime,
    pub(super) sections: Vec<S>,
}

/// The sections that are out or will be, in the order in which they come. A section that works badly and will be down
/// soon is in two groups.
pub(super) fn groups<S: Clone>(sections: impl IntoIterator<Item = (S, Answer)>) -> Vec<OutageGroup<S>> {
    let mut groups: Vec<OutageGroup<S>> = Vec::new();
    for (section, answer) in sections {
        for (kind, downtime) in outages(&answer) {
            let same = groups.iter_mut().find(|group| group.kind == kind && group.downtime == downtime);
            match same {
                Some(group) => group.sections.push(section.clone()),
                None => groups.push(OutageGroup { kind, downtime, sections: vec![section.clone()] }),
            }
        }
    }
    groups.sort_by_key(|group| group.kind);
    groups
}

/// What readers are told of a section with this answer.
fn outages(answer: &Answer) -> impl Iterator<Item = (OutageKind, Downtime)> + use<> {
    let availability = answer.availability();
    let now = match availability {
        Availability::Down(downtime) => Some((OutageKind::Down, downtime.clone())),
        Availability::Degraded(downtime) => Some((OutageKind::Degraded, downtime.clone())),
        // Nothing is known about it, and readers see an outage.
        _ if answer.shown() == Shown::Outage => Some((OutageKind::Down, Downtime::default())),
        _ => None,
    };
    let soon = availability.approaching().map(|downtime| (OutageKind::Approaching, downtime.clone()));
    let without_causes =
        |(kind, downtime)| (kind, Downtime { causes: Rc::default(), next: None, ..downtime });
    now.into_iter().chain(soon).map(without_causes)
}

impl OutageGroup {
    /// Draws a heading, the times of the downtime and a link to each section. `context` is about the group's downtime.
    pub(super) fn draw(&self, context: &AlertContext, heading_level: u8) -> Html {
        let messages = context.messages();
        let mut body = Body::default();
        context.add_message_and_link(&mut body, "");
        let several = match self.kind {
            OutageKind::Down => {
                context.add_times(&mut body, self.downtime.until);
                messages.several_down
            }
            OutageKind::Degraded => {
                context.add_start(&mut body);
                context.add_end_of_degradation(&mut body);
                messages.several_degraded
            }
            OutageKind::Approaching => {
                context.add_planned_times(&mut body, &self.downtime);
                messages.several_warned
            }
        };
        let heading = pluralize(&messages, &several, self.sections.len()).into();
        // A group stays the same element while its first section stays in it, so that a link keeps the focus.
        let first = self.sections.first().map_or(0, |section| section.number());
        html! {
            <div key={format!("{} {first}", self.kind as u8)} class="outage-summary__group">
                <@{format!("h{heading_level}")} class="outage-summary__heading">{ keyed_text(&heading) }</@>
                { body.html() }
                <ul class="outage-summary__sections">{ for self.sections.iter().map(|section| item(section)) }</ul>
            </div>
        }
    }
}

fn item(section: &Section) -> Html {
    let words = keyed_text(&section.name);
    let onclick = go_to(section.element.clone());
    let id = section.element().map(|element| element.id()).filter(|id| !id.is_empty());
    let link = match id {
        Some(id) => html! { <a href={format!("#{id}")} {onclick}>{ words }</a> },
        // The other classes are those of design systems for a button that looks like a link.
        None => html! {
            <button type="button" class="outage-link usa-button usa-button--unstyled va-button-link" {onclick}>
                { words }
            </button>
        },
    };
    html! { <li key={section.number()}>{ link }</li> }
}

/// Moves the focus to a section.
fn go_to(section: NodeRef) -> Callback<MouseEvent> {
    Callback::from(move |event: MouseEvent| {
        // With such a key the browser opens a link elsewhere.
        if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() {
            return;
        }
        if let Some(section) = section.cast::<HtmlElement>() {
            // Following the link would load another page where the page has a `<base>`, and another view where the
            // app's router uses the fragment.
            event.prevent_default();
            focus_section(&section);
        }
    })
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::{Cause, Timestamp};
    use crate::store::UnknownFallback;

    /// A section by its name, and its answer.
    fn section(name: &'static str, availability: Availability) -> (&'static str, Answer) {
        (name, Answer::Rule { availability, fallback: None })
    }

    fn downtime(service: &str, since: &str) -> Downtime {
        let cause = Cause::Service { key: service.into(), outage: service.into() };
        Downtime { causes: [cause].into(), ..Downtime::default().with_since(since.parse::<Timestamp>().ok()) }
    }

    /// Each group in short: its kind and its sections.
    fn grouped(sections: Vec<(&'static str, Answer)>) -> Vec<(OutageKind, String)> {
        groups(sections).iter().map(|group| (group.kind, group.sections.join(" "))).collect()
    }

    const EVENING: &str = "2026-05-02T20:00:00Z";
    const NIGHT: &str = "2026-05-02T23:00:00Z";

    #[test]
    fn sections_of_the_same_time_are_one_group_whatever_causes_it() {
        let sections = vec![
            section("a", Availability::Down(downtime("bank", EVENING))),
            section("b", Availability::Available),
            section("c", Availability::Down(downtime("mail", EVENING))),
            section("d", Availability::Down(downtime("bank", NIGHT))),
        ];
        assert_eq!(grouped(sections), [(OutageKind::Down, "a c".into()), (OutageKind::Down, "d".into())]);
    }

    #[test]
    fn what_is_down_comes_before_what_is_degraded_and_what_will_be_down() {
        let degraded = Downtime { next: Some(Rc::new(downtime("bank", NIGHT))), ..downtime("bank", EVENING) };
        let sections = vec![
            section("a", Availability::Approaching(downtime("mail", NIGHT))),
            section("b", Availability::Degraded(degraded)),
            section("c", Availability::Down(downtime("bank", EVENING))),
        ];
        assert_eq!(
            grouped(sections),
            [
                (OutageKind::Down, "c".into()),
                (OutageKind::Degraded, "b".into()),
                (OutageKind::Approaching, "a b".into()),
            ]
        );
    }

    #[test]
    fn a_section_that_shows_an_outage_because_nothing_is_known_counts_as_down() {
        let unknown = |name, fallback| (name, Answer::Rule { availability: Availability::Unknown, fallback });
        let sections = vec![
            unknown("a", Some(UnknownFallback::Outage)),
            unknown("b", Some(UnknownFallback::Section)),
            unknown("c", None),
        ];
        assert_eq!(grouped(sections), [(OutageKind::Down, "a".into())]);
    }

    #[test]
    fn sections_with_other_messages_are_told_apart() {
        let message = |words: &'static str| Availability::Down(Downtime::default().with_message(words));
        let sections = vec![section("a", message("x")), section("b", message("y"))];
        assert_eq!(grouped(sections).len(), 2);
    }
}
