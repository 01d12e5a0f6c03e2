//! The words that every alert is made of.

use yew::prelude::*;

use super::check_again::CheckAgain;
use super::context::{DownSection, Wording};
use super::props::{datetime, heading_level};
use crate::model::Timestamp;
use crate::skin::{Alert, AlertStatus, own};
use crate::text::{ENGLISH, moment};

/// What the properties of an alert leave open, its section fills in.
pub(super) struct Filled {
    pub(super) section: Option<AttrValue>,
    pub(super) heading_level: u8,
    pub(super) around: Option<DownSection>,
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
    pub(super) fn headline(&self) -> AttrValue {
        match &self.section {
            Some(section) => ENGLISH.headline.replace("{section}", section).into(),
            None => ENGLISH.headline_without_section.into(),
        }
    }

    pub(super) fn draw(&self, status: AlertStatus, headline: AttrValue, body: Html) -> Html {
        own::alert(Alert {
            status,
            headline,
            heading_level: self.heading_level,
            body,
            action: html! { <CheckAgain /> },
        })
    }
}

/// When it is expected to end, or that nobody knows.
#[hook]
pub(super) fn use_until(until: Option<Timestamp>) -> Html {
    let zone = use_context::<Wording>().and_then(|wording| wording.time_zone);
    let Some(until) = until else { return html! { <p>{ ENGLISH.until_unknown }</p> } };
    let (before, after) = ENGLISH.until.split_once("{time}").unwrap_or((ENGLISH.until, ""));
    html! {
        <p>
            { before }
            <time datetime={datetime(until)}>{ moment(until, zone.as_deref()) }</time>
            { after }
        </p>
    }
}
