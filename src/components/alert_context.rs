//! The words that alerts are made of.

use std::rc::Rc;

use yew::prelude::*;

use super::body::Body;
use super::context::{Presentation, SectionContext};
use super::dismissal::Dismissal;
use super::props::heading_level;
use crate::model::timestamp::to_rfc3339;
use crate::model::{Downtime, Timestamp, is_blank};
use crate::skin::{Action, Alert, AlertStatus, Placement, words};
use crate::text::{Calendar, Messages, Range};

/// What the properties of an alert leave open, filled in by the section and the guard around it.
pub(super) struct AlertContext {
    pub(super) section: Option<AttrValue>,
    pub(super) heading_level: u8,
    pub(super) messages: &'static Messages,
    wording: Presentation,
    around: Option<SectionContext>,
}

impl AlertContext {
    pub(super) fn new(
        section: Option<AttrValue>,
        level: Option<u8>,
        around: Option<SectionContext>,
        wording: Presentation,
    ) -> Self {
        let named = |section: &AttrValue| !is_blank(section);
        Self {
            section: section
                .filter(named)
                .or_else(|| around.as_ref().map(|around| around.section.clone()))
                .filter(named),
            heading_level: heading_level(
                level.or(around.as_ref().map(|around| around.heading_level)).unwrap_or(3),
            ),
            messages: wording.messages,
            wording,
            around,
        }
    }

    /// The downtime that is given, or that of the section around.
    pub(super) fn downtime<'a>(&'a self, given: Option<&'a Downtime>) -> Option<&'a Downtime> {
        given.or(self.around.as_ref().map(|around| &around.downtime))
    }

    /// A sentence about the section, or the one for an alert that knows none.
    pub(super) fn headline(&self, about: &'static str, without: &'static str) -> AttrValue {
        match &self.section {
            Some(section) => about.replace("{section}", section).into(),
            None => without.into(),
        }
    }

    /// An alert in the section's place, with a body and no more than that.
    pub(super) fn alert(&self, status: AlertStatus, headline: AttrValue, body: Html) -> Alert {
        Alert {
            placement: Placement::Section,
            status,
            headline,
            heading_level: self.heading_level,
            body,
            facts: Html::default(),
            action: None,
            downtime: None,
            messages: self.messages,
            is_first_paint: self.wording.is_first_paint,
        }
    }

    /// Whether a reader has put this message away, `here` or in the tab. A server knows nothing of that.
    pub(super) fn is_put_away(&self, message: &Dismissal, here: Option<&Dismissal>) -> bool {
        !self.wording.is_first_paint && message.is_done(here)
    }

    /// The alert as the guard's skin draws it.
    pub(super) fn draw(&self, alert: Alert, downtime: Option<&Downtime>, action: Option<Action>) -> Html {
        self.wording.skin.draw(Alert { downtime: downtime.cloned(), action, ..alert })
    }

    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar { messages: self.messages, zone: self.wording.time_zone.as_deref() }
    }

    /// A sentence with a day and a time in it.
    fn with_moment(&self, body: &mut Body, role: &str, sentence: &str, moment: Timestamp) {
        let said = self.calendar().date_time(moment);
        let words = [sentence, &said, &to_rfc3339(moment)].concat();
        body.add(role, &words, fill(sentence, [("{time}", time_element(moment, said))]));
    }

    /// When it is expected to end, or that nobody knows.
    pub(super) fn until(&self, body: &mut Body, until: Option<Timestamp>) {
        match until {
            Some(until) => self.with_moment(body, "until", self.messages.until, until),
            None => body.say("until", self.messages.until_unknown),
        }
    }

    /// When it is planned: both ends where they are known.
    pub(super) fn planned(&self, body: &mut Body, downtime: &Downtime) {
        let Messages { planned, planned_open, .. } = self.messages;
        match (downtime.since, downtime.until) {
            (Some(since), Some(until)) => {
                let (words, range) = self.range(since, until);
                let words = [planned, &*words, &to_rfc3339(since), &to_rfc3339(until)].concat();
                body.add("planned", &words, fill(planned, [("{range}", range)]));
            }
            (Some(since), None) => self.with_moment(body, "planned", planned_open, since),
            (None, until) => self.until(body, until),
        }
    }

    /// A period, in its words and as html: "for Thursday, May 2, 2024, from 8:00 p.m. to 10:00 p.m. ET".
    fn range(&self, start: Timestamp, end: Timestamp) -> (String, Html) {
        let Range { day, start: start_words, end: end_words } = self.calendar().range(start, end);
        let sentence = match &day {
            Some(day) => self.messages.range_within_day.replace("{day}", day),
            None => self.messages.range.to_owned(),
        };
        let words = [&*sentence, &start_words, &end_words].concat();
        let places = [("{start}", time_element(start, start_words)), ("{end}", time_element(end, end_words))];
        (words, fill(&sentence, places))
    }

    /// What the feed says, as text, or these words of ours, and where to read more.
    pub(super) fn message_and_link(&self, body: &mut Body, downtime: Option<&Downtime>, otherwise: &str) {
        let given = |words: Option<&'_ Rc<str>>| words.filter(|words| !is_blank(words)).cloned();
        match given(downtime.and_then(|downtime| downtime.message.as_ref())) {
            Some(message) => body.quote(&message),
            None => body.say("otherwise", otherwise),
        }
        if let Some(link) = given(downtime.and_then(|downtime| downtime.link.as_ref())) {
            body.link(&link, words(self.messages.read_more));
        }
    }
}

pub(super) fn time_element(moment: Timestamp, words: String) -> Html {
    html! { <time datetime={to_rfc3339(moment)}>{ words }</time> }
}

/// A sentence with html in its places, each once, in whatever order the language has them.
fn fill<const N: usize>(sentence: &str, places: [(&str, Html); N]) -> Html {
    let mut left = Vec::from(places);
    let mut context = Vec::with_capacity(2 * N + 1);
    let mut rest = sentence;
    loop {
        let found =
            left.iter().enumerate().filter_map(|(number, (place, _))| Some((rest.find(place)?, number)));
        let Some((at, number)) = found.min() else { break };
        let (place, html) = left.swap_remove(number);
        context.extend([html! { { rest[..at].to_owned() } }, html]);
        rest = &rest[at + place.len()..];
    }
    context.push(html! { { rest.to_owned() } });
    context.into_iter().collect()
}
