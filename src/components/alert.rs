//! The words that alerts are made of.

use yew::prelude::*;

use super::context::{DownSection, Wording};
use super::props::{datetime, heading_level};
use crate::model::{Downtime, Timestamp};
use crate::text::{self, ENGLISH, Range};

/// What the properties of an alert leave open, its section fills in.
pub(super) struct Filled {
    pub(super) section: Option<AttrValue>,
    pub(super) heading_level: u8,
    around: Option<DownSection>,
}

#[hook]
pub(super) fn use_filled(section: Option<AttrValue>, level: Option<u8>) -> Filled {
    let around = use_context::<DownSection>();
    Filled {
        section: section.or_else(|| around.as_ref().map(|around| around.section.clone())),
        heading_level: heading_level(
            level.or(around.as_ref().map(|around| around.heading_level)).unwrap_or(3),
        ),
        around,
    }
}

impl Filled {
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
}

/// Says times in the zone of the guard.
#[derive(Clone)]
pub(super) struct Times {
    zone: Option<AttrValue>,
}

#[hook]
pub(super) fn use_times() -> Times {
    Times { zone: use_context::<Wording>().and_then(|wording| wording.time_zone) }
}

impl Times {
    fn element(moment: Timestamp, words: String) -> Html {
        html! { <time datetime={datetime(moment)}>{ words }</time> }
    }

    pub(super) fn moment(&self, moment: Timestamp) -> Html {
        Self::element(moment, text::moment(moment, self.zone.as_deref()))
    }

    pub(super) fn time(&self, moment: Timestamp) -> Html {
        Self::element(moment, text::time(moment, self.zone.as_deref()))
    }

    pub(super) fn day(&self, moment: Timestamp) -> String {
        text::day(moment, self.zone.as_deref())
    }

    /// A period: "for Thursday, May 2, 2024, from 8:00 p.m. to 10:00 p.m. ET".
    pub(super) fn range(&self, start: Timestamp, end: Timestamp) -> Html {
        let range = text::range(start, end, self.zone.as_deref());
        let sentence = match &range.day {
            Some(day) => ENGLISH.range_within_day.replace("{day}", day),
            None => ENGLISH.range.to_owned(),
        };
        let Range { start: start_words, end: end_words, .. } = range;
        let places =
            [("{start}", Self::element(start, start_words)), ("{end}", Self::element(end, end_words))];
        fill(&sentence, places)
    }

    /// When it is expected to end, or that nobody knows.
    pub(super) fn until(&self, until: Option<Timestamp>) -> Html {
        match until {
            Some(until) => html! { <p>{ fill(ENGLISH.until, [("{time}", self.moment(until))]) }</p> },
            None => html! { <p>{ ENGLISH.until_unknown }</p> },
        }
    }

    /// When it is planned: both ends where they are known.
    pub(super) fn planned(&self, downtime: &Downtime) -> Html {
        match (downtime.since, downtime.until) {
            (Some(since), Some(until)) => {
                html! { <p>{ fill(ENGLISH.planned, [("{range}", self.range(since, until))]) }</p> }
            }
            (Some(since), None) => {
                html! { <p>{ fill(ENGLISH.planned_open, [("{time}", self.moment(since))]) }</p> }
            }
            (None, until) => self.until(until),
        }
    }
}

/// A sentence with html in its places, each once, in the order in which the sentence has them.
fn fill<const N: usize>(sentence: &str, places: [(&str, Html); N]) -> Html {
    let mut rest = sentence;
    let mut filled = Vec::with_capacity(2 * N + 1);
    for (place, html) in places {
        if let Some((before, after)) = rest.split_once(place) {
            filled.extend([html! { { before.to_owned() } }, html]);
            rest = after;
        }
    }
    filled.push(html! { { rest.to_owned() } });
    filled.into_iter().collect()
}

/// What the feed says, as text, and where to read more.
pub(super) fn told(downtime: &Downtime) -> Html {
    told_or(downtime, Html::default())
}

/// The same, with other words in the place of a message that there is none of.
pub(super) fn told_or(downtime: &Downtime, otherwise: Html) -> Html {
    html! {
        <>
            if let Some(message) = &downtime.message {
                <p class="outage-alert__message" dir="auto">{ message.clone() }</p>
            } else {
                { otherwise }
            }
            if let Some(link) = &downtime.link {
                <p><a href={link.to_string()}>{ ENGLISH.read_more }</a></p>
            }
        </>
    }
}
