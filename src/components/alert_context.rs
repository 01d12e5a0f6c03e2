//! What an alert is about and how it speaks, resolved from its properties, its section and its guard.

use std::rc::Rc;

use yew::prelude::*;

use super::body::Body;
use super::dismissal::Dismissal;
use super::presentation::Presentation;
use super::section_context::SectionContext;
use crate::model::timestamp::to_rfc3339;
use crate::model::{Downtime, Timestamp, is_blank};
use crate::skin::{Action, Alert, AlertStatus, Placement, keyed_text};
use crate::text::{Calendar, Messages, Range};

pub(super) struct AlertContext {
    pub(super) section: Option<AttrValue>,
    pub(super) downtime: Option<Downtime>,
    heading_level: u8,
    presentation: Presentation,
    /// The time by which days are called today or tomorrow; `None` names every day.
    now: Option<Timestamp>,
}

impl AlertContext {
    /// Takes `section`, `downtime` and `heading_level` from `inherited` where they are `None` or blank.
    pub(super) fn new(
        section: Option<AttrValue>,
        downtime: Option<Downtime>,
        heading_level: Option<u8>,
        inherited: Option<&SectionContext>,
        presentation: Presentation,
        now: Option<Timestamp>,
    ) -> Self {
        let is_named = |section: &AttrValue| !is_blank(section);
        let heading_level = heading_level.or(inherited.map(|inherited| inherited.heading_level)).unwrap_or(3);
        let (inherited_section, inherited_downtime) =
            inherited.map(|inherited| (inherited.section.clone(), inherited.downtime.clone())).unzip();
        Self {
            section: section.filter(is_named).or(inherited_section).filter(is_named),
            downtime: downtime.or(inherited_downtime),
            // Html has headings from 1 to 6.
            heading_level: heading_level.clamp(1, 6),
            // A server knows neither the reader's time nor the reader's day.
            now: now.filter(|_| !presentation.is_first_paint),
            presentation,
        }
    }

    pub(super) fn messages(&self) -> Messages<&str> {
        self.presentation.language.messages()
    }

    /// A sentence about the section, or `without_section` if its name is not known.
    pub(super) fn headline(&self, about_section: &str, without_section: &str) -> AttrValue {
        match &self.section {
            Some(section) => about_section.replace("{section}", section),
            None => without_section.to_owned(),
        }
        .into()
    }

    /// An alert in the section's place, without facts and without a button.
    pub(super) fn alert(&self, status: AlertStatus, headline: AttrValue, body: Html) -> Alert {
        Alert {
            placement: Placement::Section,
            status,
            headline,
            heading_level: self.heading_level,
            body,
            facts: Html::default(),
            compact: false,
            action: None,
            downtime: self.downtime.clone(),
            language: self.presentation.language.clone(),
            is_first_paint: self.presentation.is_first_paint,
        }
    }

    /// Whether a reader has dismissed this message. A server cannot know, so at first paint nothing is
    /// dismissed.
    pub(super) fn is_dismissed(&self, message: &Dismissal, last: Option<&Dismissal>) -> bool {
        !self.presentation.is_first_paint && message.is_in_force(last)
    }

    /// Draws the alert with the guard's skin.
    pub(super) fn draw(&self, alert: Alert, action: Option<Action>) -> Html {
        self.presentation.skin.draw(Alert { action, ..alert })
    }

    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar { messages: self.messages(), zone: self.presentation.time_zone.as_deref(), now: self.now }
    }

    /// Adds a sentence with a date and time in the place of `{time}`.
    fn sentence_with_time(&self, body: &mut Body, role: &str, sentence: &str, time: Timestamp) {
        let time_words = self.calendar().date_time_ahead(time);
        let words = [sentence, &time_words, &to_rfc3339(time)].concat();
        body.paragraph(role, &words, fill(sentence, vec![("{time}", time_element(time, time_words))]));
    }

    /// Whether the downtime is planned work.
    pub(super) fn is_planned(&self) -> bool {
        self.downtime.as_ref().is_some_and(|downtime| downtime.planned)
    }

    /// Adds since when the downtime is known, if nobody planned it.
    pub(super) fn add_start(&self, body: &mut Body) {
        let since =
            self.downtime.as_ref().filter(|downtime| !downtime.planned).and_then(|downtime| downtime.since);
        if let Some(since) = since {
            self.sentence_with_time(body, "since", self.messages().since, since);
        }
    }

    /// Adds when the downtime is expected to end, that it should have ended, or that nobody knows.
    pub(super) fn add_end(&self, body: &mut Body, until: Option<Timestamp>) {
        let messages = self.messages();
        match until {
            Some(until) if self.is_planned() => self.sentence_with_time(body, "until", messages.until, until),
            Some(until) => self.sentence_with_time(body, "until", messages.until_unplanned, until),
            None if self.downtime.as_ref().is_some_and(|downtime| downtime.is_overdue) => {
                body.text("until", messages.overdue);
            }
            None => body.text("until", messages.until_unknown),
        }
    }

    /// Adds when a section that works badly is expected to work well again, if that is known. The sentences about an
    /// unknown end say that the section will work again, which would not be true of one that works.
    pub(super) fn add_end_of_degradation(&self, body: &mut Body) {
        if let Some(until) = self.downtime.as_ref().and_then(|downtime| downtime.until) {
            self.sentence_with_time(body, "until", self.messages().until, until);
        }
    }

    /// Adds since when and until when the section is down, as far as it is known.
    pub(super) fn add_times(&self, body: &mut Body, until: Option<Timestamp>) {
        self.add_start(body);
        match &self.downtime {
            Some(downtime) if downtime.planned && downtime.since.is_some() && downtime.until.is_some() => {
                self.add_planned_times(body, downtime);
            }
            _ => self.add_end(body, until),
        }
    }

    /// Adds when the downtime is planned: start and end, as far as they are known.
    pub(super) fn add_planned_times(&self, body: &mut Body, downtime: &Downtime) {
        let Messages { planned, planned_open, .. } = self.messages();
        match (downtime.since, downtime.until) {
            (Some(since), Some(until)) => {
                let (range_words, range) = self.range(since, until);
                let words = [planned, &*range_words, &to_rfc3339(since), &to_rfc3339(until)].concat();
                body.paragraph("planned", &words, fill(planned, vec![("{range}", range)]));
            }
            (Some(since), None) => self.sentence_with_time(body, "planned", planned_open, since),
            (None, until) => self.add_end(body, until),
        }
    }

    /// A period, in words and as html: "for Thursday, May 2, 2024, from 8:00 p.m. to 10:00 p.m. ET".
    fn range(&self, start: Timestamp, end: Timestamp) -> (String, Html) {
        let Range { day, start: start_words, end: end_words } = self.calendar().range(start, end);
        let sentence = match &day {
            Some(day) => self.messages().range_within_day.replace("{day}", day),
            None => self.messages().range.to_owned(),
        };
        let words = [&*sentence, &start_words, &end_words].concat();
        let replacements =
            vec![("{start}", time_element(start, start_words)), ("{end}", time_element(end, end_words))];
        (words, fill(&sentence, replacements))
    }

    /// Adds the feed's message, or `fallback` if it has none, and the feed's link.
    pub(super) fn add_message_and_link(&self, body: &mut Body, fallback: &str) {
        let downtime = self.downtime.as_ref();
        let not_blank = |words: Option<&'_ Rc<str>>| words.filter(|words| !is_blank(words)).cloned();
        match not_blank(downtime.and_then(|downtime| downtime.message.as_ref())) {
            Some(message) => body.message(&message),
            None => body.text("fallback", fallback),
        }
        if let Some(link) = not_blank(downtime.and_then(|downtime| downtime.link.as_ref())) {
            body.link(&link, keyed_text(&self.messages().read_more.to_owned().into()));
        }
    }
}

pub(super) fn time_element(time: Timestamp, words: String) -> Html {
    html! { <time datetime={to_rfc3339(time)}>{ words }</time> }
}

/// Replaces each placeholder of a sentence with html, once, in whatever order the language puts them.
fn fill(sentence: &str, mut replacements: Vec<(&str, Html)>) -> Html {
    let mut parts = Vec::new();
    let mut rest = sentence;
    loop {
        let found = replacements
            .iter()
            .enumerate()
            .filter_map(|(index, (placeholder, _))| Some((rest.find(placeholder)?, index)));
        let Some((at, index)) = found.min() else { break };
        let (placeholder, html) = replacements.swap_remove(index);
        parts.extend([html! { { rest[..at].to_owned() } }, html]);
        rest = &rest[at + placeholder.len()..];
    }
    parts.push(html! { { rest.to_owned() } });
    parts.into_iter().collect()
}
