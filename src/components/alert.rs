//! The words that alerts are made of.

use yew::prelude::*;

use super::context::{DownSection, Wording};
use super::props::heading_level;
use super::put_away::PutAway;
use crate::model::moment::written;
use crate::model::{Downtime, Timestamp};
use crate::skin::{Action, Alert, AlertStatus, Place};
use crate::text::{Calendar, Messages, Range};

/// What the properties of an alert leave open, filled in by the section and the guard around it.
pub(super) struct Filled {
    pub(super) section: Option<AttrValue>,
    pub(super) heading_level: u8,
    pub(super) messages: &'static Messages,
    wording: Wording,
    around: Option<DownSection>,
}

impl Filled {
    pub(super) fn new(
        section: Option<AttrValue>,
        level: Option<u8>,
        around: Option<DownSection>,
        wording: Wording,
    ) -> Self {
        Self {
            section: section.or_else(|| around.as_ref().map(|around| around.section.clone())),
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
            place: Place::Section,
            status,
            headline,
            heading_level: self.heading_level,
            body,
            facts: Html::default(),
            action: None,
            downtime: None,
            messages: self.messages,
            as_served: self.wording.as_served,
        }
    }

    /// Whether a reader has put this message away, `here` or in the tab. A server knows nothing of that.
    pub(super) fn is_put_away(&self, message: &PutAway, here: Option<&PutAway>) -> bool {
        !self.wording.as_served && message.is_done(here)
    }

    /// The alert as the guard's skin draws it.
    pub(super) fn draw(&self, alert: Alert, downtime: Option<&Downtime>, action: Option<Action>) -> Html {
        self.wording.skin.draw(Alert { downtime: downtime.cloned(), action, ..alert })
    }

    pub(super) fn calendar(&self) -> Calendar<'_> {
        Calendar { messages: self.messages, zone: self.wording.time_zone.as_deref() }
    }

    fn moment(&self, moment: Timestamp) -> Html {
        time_element(moment, self.calendar().moment(moment))
    }

    /// A time without its day.
    pub(super) fn time(&self, moment: Timestamp) -> Html {
        time_element(moment, self.calendar().time(moment))
    }

    /// A period: "for Thursday, May 2, 2024, from 8:00 p.m. to 10:00 p.m. ET".
    fn range(&self, start: Timestamp, end: Timestamp) -> Html {
        let Range { day, start: start_words, end: end_words } = self.calendar().range(start, end);
        let sentence = match &day {
            Some(day) => self.messages.range_within_day.replace("{day}", day),
            None => self.messages.range.to_owned(),
        };
        fill(
            &sentence,
            [("{start}", time_element(start, start_words)), ("{end}", time_element(end, end_words))],
        )
    }

    /// When it is expected to end, or that nobody knows.
    pub(super) fn until(&self, until: Option<Timestamp>) -> Html {
        match until {
            Some(until) => html! { <p>{ fill(self.messages.until, [("{time}", self.moment(until))]) }</p> },
            None => html! { <p>{ self.messages.until_unknown }</p> },
        }
    }

    /// When it is planned: both ends where they are known.
    pub(super) fn planned(&self, downtime: &Downtime) -> Html {
        let Messages { planned, planned_open, .. } = self.messages;
        match (downtime.since, downtime.until) {
            (Some(since), Some(until)) => {
                html! { <p>{ fill(planned, [("{range}", self.range(since, until))]) }</p> }
            }
            (Some(since), None) => {
                html! { <p>{ fill(planned_open, [("{time}", self.moment(since))]) }</p> }
            }
            (None, until) => self.until(until),
        }
    }

    /// What the feed says, as text, and where to read more.
    pub(super) fn told(&self, downtime: &Downtime) -> Html {
        self.told_or(downtime, Html::default())
    }

    /// The same, with other words in the place of a message that there is none of.
    pub(super) fn told_or(&self, downtime: &Downtime, otherwise: Html) -> Html {
        html! {
            <>
                if let Some(message) = &downtime.message {
                    <p class="outage-alert__message" dir="auto">{ message.clone() }</p>
                } else {
                    { otherwise }
                }
                if let Some(link) = &downtime.link {
                    <p><a href={link.to_string()}>{ self.messages.read_more }</a></p>
                }
            </>
        }
    }
}

fn time_element(moment: Timestamp, words: String) -> Html {
    html! { <time datetime={written(moment)}>{ words }</time> }
}

/// A sentence with html in its places, each once, in whatever order the language has them.
fn fill<const N: usize>(sentence: &str, places: [(&str, Html); N]) -> Html {
    let mut left = Vec::from(places);
    let mut filled = Vec::with_capacity(2 * N + 1);
    let mut rest = sentence;
    loop {
        let found =
            left.iter().enumerate().filter_map(|(number, (place, _))| Some((rest.find(place)?, number)));
        let Some((at, number)) = found.min() else { break };
        let (place, html) = left.swap_remove(number);
        filled.extend([html! { { rest[..at].to_owned() } }, html]);
        rest = &rest[at + place.len()..];
    }
    filled.push(html! { { rest.to_owned() } });
    filled.into_iter().collect()
}
