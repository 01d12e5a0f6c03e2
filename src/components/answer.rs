//! What a section shows of an answer, and which answers are news.

use yew::AttrValue;

use super::live_region::Transition;
use crate::model::Availability;
use crate::store::{Answer, OutageEvent, Subscription, UnknownFallback};

#[derive(Clone, Debug, PartialEq)]
pub(super) struct SectionAnswer {
    pub(super) availability: Availability,
    /// Nothing is known, and the time to wait for it is over.
    pub(super) instead: Option<UnknownFallback>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Shown {
    Pending,
    Section,
    Outage,
}

impl SectionAnswer {
    pub(super) fn of(subscription: Option<&Subscription>) -> Self {
        match subscription.and_then(Subscription::answer) {
            Some(Answer::Rule { availability, instead }) => Self { availability, instead },
            _ => Self { availability: Availability::Available, instead: None },
        }
    }

    pub(super) fn shown(&self) -> Shown {
        match (&self.availability, self.instead) {
            (Availability::Down(_), _) | (Availability::Unknown, Some(UnknownFallback::Outage)) => {
                Shown::Outage
            }
            (Availability::Unknown, None) => Shown::Pending,
            _ => Shown::Section,
        }
    }
}

/// The last answer of which something was known. Not to know is no answer.
#[derive(Default)]
struct Known(Option<Availability>);

impl Known {
    /// Takes a known answer in, and gives the one before back; `None` if nothing is known.
    fn take(&mut self, now: &Availability) -> Option<Option<Availability>> {
        (*now != Availability::Unknown).then(|| self.0.replace(now.clone()))
    }
}

/// Whether readers are warned of something else than before. An edit of the same downtime is no new warning.
fn is_new_warning(before: Option<&Availability>, now: &Availability) -> bool {
    match (before, now) {
        (Some(Availability::Approaching(before)), Availability::Approaching(now)) => {
            before.causes.first() != now.causes.first()
        }
        (_, now) => matches!(now, Availability::Approaching(_)),
    }
}

/// What an app's listener has been told of a section.
#[derive(Default)]
pub(super) struct Reported(Known);

impl Reported {
    /// Takes what is drawn, and tells what happened since the last answer that was known.
    pub(super) fn take(&mut self, section: &AttrValue, now: &Availability, tell: impl Fn(OutageEvent)) {
        let Some(before) = self.0.take(now) else { return };
        let was_down = before.as_ref().is_some_and(Availability::is_down);
        let section = || section.as_str().into();
        if was_down && !now.is_down() {
            tell(OutageEvent::SectionBack { section: section() });
        }
        match now.clone() {
            Availability::Down(downtime) if !was_down => {
                tell(OutageEvent::SectionDown { section: section(), downtime });
            }
            Availability::Approaching(downtime) if is_new_warning(before.as_ref(), now) => {
                tell(OutageEvent::SectionWarned { section: section(), downtime });
            }
            _ => {}
        }
    }
}

/// What readers have seen of a section, and what they have been told of it.
#[derive(Default)]
pub(super) struct Seen {
    /// What was shown last that is anything to see: not that nothing is known yet.
    shown: Option<Shown>,
    /// An outage was seen, and nobody has been told that it is over.
    is_out: bool,
    known: Known,
}

impl Seen {
    /// Takes the next answer, and gives back what those who do not see the page are told of it. What nobody
    /// has seen has not gone, and what nobody knows is not said.
    pub(super) fn take(&mut self, now: &SectionAnswer) -> Option<Transition> {
        let shown = now.shown();
        if shown == Shown::Pending {
            return None;
        }
        let seen = self.shown.replace(shown);
        let before = self.known.take(&now.availability);
        let change = match (seen, shown, &before) {
            (Some(Shown::Section), Shown::Outage, _) => Some(Transition::Down),
            (Some(_), Shown::Section, Some(_)) if self.is_out => Some(Transition::Back),
            (Some(_), Shown::Section, Some(before)) if is_new_warning(before.as_ref(), &now.availability) => {
                Some(Transition::Warned)
            }
            _ => None,
        };
        self.is_out = shown == Shown::Outage || self.is_out && before.is_none();
        change
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::model::{Cause, Downtime};

    const AVAILABLE: SectionAnswer = SectionAnswer { availability: Availability::Available, instead: None };
    const PENDING: SectionAnswer = SectionAnswer { availability: Availability::Unknown, instead: None };
    const SECTION_INSTEAD: SectionAnswer =
        SectionAnswer { availability: Availability::Unknown, instead: Some(UnknownFallback::Section) };
    const OUTAGE_INSTEAD: SectionAnswer =
        SectionAnswer { availability: Availability::Unknown, instead: Some(UnknownFallback::Outage) };

    fn downtime(window: &str, message: &str) -> Downtime {
        Downtime {
            message: Some(message.into()),
            causes: [Cause::Window(window.into())].into(),
            ..Downtime::default()
        }
    }

    fn down() -> SectionAnswer {
        SectionAnswer { availability: Availability::Down(downtime("w", "")), instead: None }
    }

    fn approaching(window: &str, message: &str) -> SectionAnswer {
        SectionAnswer { availability: Availability::Approaching(downtime(window, message)), instead: None }
    }

    fn events(answers: &[SectionAnswer]) -> Vec<&'static str> {
        let kind = std::cell::RefCell::new(Vec::new());
        let mut reported = Reported::default();
        for answer in answers {
            reported.take(&"X".into(), &answer.availability, |event| {
                kind.borrow_mut().push(match event {
                    OutageEvent::SectionDown { .. } => "down",
                    OutageEvent::SectionBack { .. } => "back",
                    OutageEvent::SectionWarned { .. } => "warned",
                    _ => "another",
                });
            });
        }
        kind.into_inner()
    }

    fn spoken(answers: &[SectionAnswer]) -> Vec<Transition> {
        let mut seen = Seen::default();
        answers.iter().filter_map(|answer| seen.take(answer)).collect()
    }

    #[test]
    fn events_compare_with_the_last_known_answer() {
        for (answers, kind) in [
            (vec![down(), PENDING, AVAILABLE, AVAILABLE], vec!["down", "back"]),
            (vec![down(), SECTION_INSTEAD, AVAILABLE], vec!["down", "back"]),
            (vec![down(), PENDING, down()], vec!["down"]),
            (vec![PENDING, AVAILABLE, PENDING, AVAILABLE], vec![]),
            (vec![AVAILABLE, OUTAGE_INSTEAD, AVAILABLE], vec![]),
            (vec![down(), approaching("w", "")], vec!["down", "back", "warned"]),
        ] {
            assert_eq!(events(&answers), kind, "{answers:?}");
        }
    }

    #[test]
    fn an_edit_is_no_new_warning() {
        let edits = [approaching("w", "a"), approaching("w", "b"), PENDING, approaching("w", "c")];
        assert_eq!(events(&edits), ["warned"]);
        assert_eq!(events(&[approaching("w", "a"), approaching("v", "a")]), ["warned", "warned"]);
        assert_eq!(events(&[approaching("w", ""), AVAILABLE, approaching("w", "")]), ["warned", "warned"]);
        assert_eq!(spoken(&[&[AVAILABLE], &edits[..]].concat()), [Transition::Warned]);
        assert_eq!(spoken(&edits), [], "the first state is no news");
        assert_eq!(spoken(&[approaching("w", "a"), approaching("v", "a")]), [Transition::Warned]);
    }

    #[test]
    fn speech_compares_with_what_was_last_seen() {
        use Transition::{Back, Down};
        for (answers, said) in [
            (vec![down(), PENDING, AVAILABLE], vec![Back]),
            (vec![down(), SECTION_INSTEAD], vec![]),
            (vec![down(), SECTION_INSTEAD, AVAILABLE], vec![Back]),
            (vec![down(), SECTION_INSTEAD, down(), AVAILABLE], vec![Down, Back]),
            (vec![AVAILABLE, PENDING, AVAILABLE], vec![]),
            (vec![AVAILABLE, PENDING, OUTAGE_INSTEAD, AVAILABLE], vec![Down, Back]),
            (vec![AVAILABLE, PENDING, down()], vec![Down]),
            (vec![PENDING, down()], vec![]),
            (vec![PENDING, SECTION_INSTEAD, AVAILABLE], vec![]),
            (vec![OUTAGE_INSTEAD, AVAILABLE, AVAILABLE], vec![Back]),
        ] {
            assert_eq!(spoken(&answers), said, "{answers:?}");
        }
    }
}
