//! Finds what changed between two answers about a section: events for the app, announcements for screen readers.

use yew::AttrValue;

use super::shown::Shown;
use crate::model::Availability;
use crate::store::{Answer, OutageEvent};

/// A change that screen readers announce.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Transition {
    Down,
    Degraded,
    Back,
    Warned,
}

/// Stores `now` and returns the availability known before it. Returns `None` and stores nothing if `now` is
/// unknown: changes are found by comparing known availabilities only.
fn replace_known(last_known: &mut Option<Availability>, now: &Availability) -> Option<Option<Availability>> {
    (*now != Availability::Unknown).then(|| last_known.replace(now.clone()))
}

/// Whether `now` warns of another downtime than `before`. An edit of the same downtime is no new warning.
fn is_new_warning(before: Option<&Availability>, now: &Availability) -> bool {
    let Some(now) = now.approaching() else { return false };
    before
        .and_then(Availability::approaching)
        .is_none_or(|before| before.causes.first() != now.causes.first())
}

/// Whether a section begins to work badly.
fn is_new_degradation(before: Option<&Availability>, now: &Availability) -> bool {
    now.is_degraded() && !before.is_some_and(Availability::is_degraded)
}

/// Finds the events of a section, for the app's listener.
#[derive(Default)]
pub(super) struct EventTracker {
    last_known: Option<Availability>,
}

impl EventTracker {
    /// Takes the availability that is rendered now and emits what happened since the last known one.
    pub(super) fn update(&mut self, section: &AttrValue, now: &Availability, emit: impl Fn(OutageEvent)) {
        let Some(before) = replace_known(&mut self.last_known, now) else { return };
        let was_down = before.as_ref().is_some_and(Availability::is_down);
        let section = || section.as_str().into();
        if was_down && !now.is_down() {
            emit(OutageEvent::SectionBack { section: section() });
        }
        if let Availability::Down(downtime) = now
            && !was_down
        {
            emit(OutageEvent::SectionDown { section: section(), downtime: downtime.clone() });
        }
        if let Availability::Degraded(downtime) = now
            && is_new_degradation(before.as_ref(), now)
        {
            emit(OutageEvent::SectionDegraded { section: section(), downtime: downtime.clone() });
        }
        if let Some(downtime) = now.approaching().filter(|_| is_new_warning(before.as_ref(), now)) {
            emit(OutageEvent::SectionWarned { section: section(), downtime: downtime.clone() });
        }
        if let Some(downtime) = now.downtime().cloned() {
            let before = before.as_ref().and_then(Availability::downtime);
            if downtime.is_overdue && !before.is_some_and(|before| before.is_overdue) {
                emit(OutageEvent::SectionOverdue { section: section(), downtime: downtime.clone() });
            }
            if downtime.is_forgotten && !before.is_some_and(|before| before.is_forgotten) {
                emit(OutageEvent::SectionForgotten { section: section(), downtime });
            }
        }
    }
}

/// Finds the announcements of a section, by what its readers have seen.
#[derive(Default)]
pub(super) struct AnnouncementTracker {
    /// What was shown last, other than that nothing is known yet.
    last_shown: Option<Shown>,
    /// Readers have seen an outage whose end has not been announced.
    is_outage_open: bool,
    last_known: Option<Availability>,
}

impl AnnouncementTracker {
    /// Takes the next answer and returns what to announce. The first answer announces nothing, because no reader
    /// has seen a change. The end of an outage is announced only once it is known.
    pub(super) fn update(&mut self, answer: &Answer) -> Option<Transition> {
        let shown = answer.shown();
        if shown == Shown::Pending {
            return None;
        }
        let shown_before = self.last_shown.replace(shown);
        let now = answer.availability();
        let before = replace_known(&mut self.last_known, now);
        let transition = match (shown_before, shown, &before) {
            (Some(Shown::Section), Shown::Outage, _) => Some(Transition::Down),
            (Some(_), Shown::Section, Some(_)) if self.is_outage_open => Some(Transition::Back),
            (Some(_), Shown::Section, Some(before)) if is_new_degradation(before.as_ref(), now) => {
                Some(Transition::Degraded)
            }
            (Some(_), Shown::Section, Some(before)) if is_new_warning(before.as_ref(), now) => {
                Some(Transition::Warned)
            }
            _ => None,
        };
        self.is_outage_open = shown == Shown::Outage || self.is_outage_open && before.is_none();
        transition
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::{Cause, Downtime};
    use crate::store::UnknownFallback;

    const AVAILABLE: Answer = known(Availability::Available);
    const PENDING: Answer = known(Availability::Unknown);
    const SECTION_FALLBACK: Answer =
        Answer::Rule { availability: Availability::Unknown, fallback: Some(UnknownFallback::Section) };
    const OUTAGE_FALLBACK: Answer =
        Answer::Rule { availability: Availability::Unknown, fallback: Some(UnknownFallback::Outage) };

    const fn known(availability: Availability) -> Answer {
        Answer::Rule { availability, fallback: None }
    }

    fn downtime(window: &str, message: &str) -> Downtime {
        Downtime {
            message: Some(message.into()),
            causes: [Cause::Service { key: "bank".into(), outage: window.into() }].into(),
            ..Downtime::default()
        }
    }

    fn down() -> Answer {
        known(Availability::Down(downtime("w", "")))
    }

    fn approaching(window: &str, message: &str) -> Answer {
        known(Availability::Approaching(downtime(window, message)))
    }

    fn events(answers: &[Answer]) -> Vec<&'static str> {
        let kinds = std::cell::RefCell::new(Vec::new());
        let mut tracker = EventTracker::default();
        for answer in answers {
            tracker.update(&"X".into(), answer.availability(), |event| {
                kinds.borrow_mut().push(match event {
                    OutageEvent::SectionDown { .. } => "down",
                    OutageEvent::SectionBack { .. } => "back",
                    OutageEvent::SectionWarned { .. } => "warned",
                    OutageEvent::SectionOverdue { .. } => "overdue",
                    OutageEvent::SectionForgotten { .. } => "forgotten",
                    _ => "another",
                });
            });
        }
        kinds.into_inner()
    }

    fn announced(answers: &[Answer]) -> Vec<Transition> {
        let mut tracker = AnnouncementTracker::default();
        answers.iter().filter_map(|answer| tracker.update(answer)).collect()
    }

    #[test]
    fn events_compare_with_the_last_known_availability() {
        for (answers, expected) in [
            (vec![down(), PENDING, AVAILABLE, AVAILABLE], vec!["down", "back"]),
            (vec![down(), SECTION_FALLBACK, AVAILABLE], vec!["down", "back"]),
            (vec![down(), PENDING, down()], vec!["down"]),
            (vec![PENDING, AVAILABLE, PENDING, AVAILABLE], vec![]),
            (vec![AVAILABLE, OUTAGE_FALLBACK, AVAILABLE], vec![]),
            (vec![down(), approaching("w", "")], vec!["down", "back", "warned"]),
        ] {
            assert_eq!(events(&answers), expected, "{answers:?}");
        }
    }

    #[test]
    fn an_outage_is_overdue_and_forgotten_once_until_it_no_longer_is() {
        let with = |is_overdue, is_forgotten| {
            known(Availability::Down(Downtime { is_overdue, is_forgotten, ..downtime("w", "") }))
        };
        for (answers, expected) in [
            (
                vec![with(false, false), with(true, false), PENDING, with(true, true), with(true, true)],
                vec!["down", "overdue", "forgotten"],
            ),
            (vec![with(true, true)], vec!["down", "overdue", "forgotten"]),
            // Somebody gave it another end, and that passed as well.
            (
                vec![with(true, false), with(false, false), with(true, false)],
                vec!["down", "overdue", "overdue"],
            ),
            (
                vec![with(true, false), AVAILABLE, with(true, false)],
                vec!["down", "overdue", "back", "down", "overdue"],
            ),
        ] {
            assert_eq!(events(&answers), expected, "{answers:?}");
        }
    }

    #[test]
    fn an_edited_downtime_is_no_new_warning() {
        let edits = [approaching("w", "a"), approaching("w", "b"), PENDING, approaching("w", "c")];
        assert_eq!(events(&edits), ["warned"]);
        assert_eq!(events(&[approaching("w", "a"), approaching("v", "a")]), ["warned", "warned"]);
        assert_eq!(events(&[approaching("w", ""), AVAILABLE, approaching("w", "")]), ["warned", "warned"]);
        assert_eq!(announced(&[&[AVAILABLE], &edits[..]].concat()), [Transition::Warned]);
        assert_eq!(announced(&edits), [], "the first answer announces nothing");
        assert_eq!(announced(&[approaching("w", "a"), approaching("v", "a")]), [Transition::Warned]);
    }

    #[test]
    fn announcements_compare_with_what_readers_saw_last() {
        use Transition::{Back, Down};
        for (answers, expected) in [
            (vec![down(), PENDING, AVAILABLE], vec![Back]),
            (vec![down(), SECTION_FALLBACK], vec![]),
            (vec![down(), SECTION_FALLBACK, AVAILABLE], vec![Back]),
            (vec![down(), SECTION_FALLBACK, down(), AVAILABLE], vec![Down, Back]),
            (vec![AVAILABLE, PENDING, AVAILABLE], vec![]),
            (vec![AVAILABLE, PENDING, OUTAGE_FALLBACK, AVAILABLE], vec![Down, Back]),
            (vec![AVAILABLE, PENDING, down()], vec![Down]),
            (vec![PENDING, down()], vec![]),
            (vec![PENDING, SECTION_FALLBACK, AVAILABLE], vec![]),
            (vec![OUTAGE_FALLBACK, AVAILABLE, AVAILABLE], vec![Back]),
        ] {
            assert_eq!(announced(&answers), expected, "{answers:?}");
        }
    }
}
