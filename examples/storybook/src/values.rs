//! The values of a story's controls, and the methods by which a story reads them.

use std::rc::Rc;

use yew::{AttrValue, Callback};
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;
use yew_outage::store::ClockHandle;

use crate::choices::Language;
use crate::clock::StoryClock;
use crate::controls::{Control, Kind};
use crate::datetime;

/// The value of a checkbox that is ticked.
pub(crate) const ON: &str = "on";

/// The value of each control as text, the story's clock, and the listener for its events. A value that the story
/// does not have reads as empty.
#[derive(Clone, PartialEq)]
pub(crate) struct Values {
    texts: Vec<(&'static str, AttrValue)>,
    clock: Option<StoryClock>,
    on_event: Callback<OutageEvent>,
}

impl Values {
    /// The initial values of the controls.
    pub(crate) fn initial(controls: &[Control], language: Language) -> Self {
        let value = |control: &Control| match control.kind {
            Kind::Text(english, spanish) => language.pick(english, spanish).into(),
            Kind::Choice(start, _) => start.into(),
            Kind::Switch(on) => if on { ON } else { "" }.into(),
            Kind::Time(time) => datetime::tomorrow_at(time).into(),
            Kind::Clock(_) => AttrValue::default(),
        };
        let clock = |control: &Control| match control.kind {
            Kind::Clock(start) => start.parse().ok().map(StoryClock::starting),
            _ => None,
        };
        Self {
            texts: controls.iter().map(|control| (control.name, value(control))).collect(),
            clock: controls.iter().find_map(clock),
            on_event: Callback::noop(),
        }
    }

    /// These values with a listener for the events of the story's guards.
    pub(crate) fn with_listener(self, on_event: Callback<OutageEvent>) -> Self {
        Self { on_event, ..self }
    }

    pub(crate) fn on_event(&self) -> Callback<OutageEvent> {
        self.on_event.clone()
    }

    pub(crate) fn with(mut self, name: &str, value: AttrValue) -> Self {
        if let Some(entry) = self.texts.iter_mut().find(|(known, _)| *known == name) {
            entry.1 = value;
        }
        self
    }

    pub(crate) fn with_clock(self, clock: StoryClock) -> Self {
        Self { clock: Some(clock), ..self }
    }

    pub(crate) fn text(&self, name: &str) -> AttrValue {
        let entry = self.texts.iter().find(|(known, _)| *known == name);
        entry.map(|(_, value)| value.clone()).unwrap_or_default()
    }

    /// An optional text. Blank counts as absent.
    pub(crate) fn words(&self, name: &str) -> Option<Rc<str>> {
        let text = self.text(name);
        (!text.trim().is_empty()).then(|| Rc::from(&*text))
    }

    pub(crate) fn is_on(&self, name: &str) -> bool {
        self.text(name) == ON
    }

    pub(crate) fn timestamp(&self, name: &str) -> Option<Timestamp> {
        datetime::parse_local(&self.text(name))
    }

    pub(crate) fn story_clock(&self) -> Option<StoryClock> {
        self.clock.clone()
    }

    /// The story's clock as a guard takes it, or the reader's own clock if the story has none.
    pub(crate) fn clock(&self) -> ClockHandle {
        self.clock.as_ref().map(StoryClock::handle).unwrap_or_default()
    }

    pub(crate) fn section(&self) -> AttrValue {
        self.text("section")
    }

    pub(crate) fn level(&self) -> u8 {
        self.text("level").parse().unwrap_or(3)
    }

    pub(crate) fn status(&self) -> AlertStatus {
        match self.text("status").as_str() {
            "information" => AlertStatus::Information,
            "error" => AlertStatus::Error,
            _ => AlertStatus::Warning,
        }
    }

    /// The state of a toggle in a feed: on, off, or absent.
    pub(crate) fn toggle_state(&self, name: &str) -> Option<bool> {
        match self.text(name).as_str() {
            "on" => Some(true),
            "off" => Some(false),
            _ => None,
        }
    }
}
