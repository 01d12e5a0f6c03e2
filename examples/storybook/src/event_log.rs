//! The log of the events that a story's guard passes to `on_event`.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::feed::FeedError;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

use crate::datetime;

/// How many of the latest events the log shows.
const MAX_ENTRIES: usize = 50;

/// The latest events, newest first.
#[derive(Default, PartialEq)]
pub(crate) struct Log {
    entries: Vec<Rc<Entry>>,
    /// The number of all events so far, by which they are numbered.
    count: u32,
}

#[derive(PartialEq)]
struct Entry {
    number: u32,
    /// By the story's clock if it has one, else by the reader's.
    at: Timestamp,
    event: OutageEvent,
}

pub(crate) enum LogStep {
    Told(Timestamp, OutageEvent),
    Clear,
}

impl Reducible for Log {
    type Action = LogStep;

    fn reduce(self: Rc<Self>, step: LogStep) -> Rc<Self> {
        Rc::new(match step {
            LogStep::Told(at, event) => {
                let count = self.count + 1;
                let newest = Rc::new(Entry { number: count, at, event });
                let entries =
                    std::iter::once(newest).chain(self.entries.iter().cloned()).take(MAX_ENTRIES).collect();
                Self { entries, count }
            }
            LogStep::Clear => Self { entries: Vec::new(), count: self.count },
        })
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct EventLogProps {
    pub(crate) log: UseReducerHandle<Log>,
    /// The time zone of the story; the reader's own by default.
    pub(crate) zone: Option<&'static str>,
}

#[component]
pub(crate) fn EventLog(props: &EventLogProps) -> Html {
    let clear = {
        let log = props.log.dispatcher();
        Callback::from(move |_: MouseEvent| log.dispatch(LogStep::Clear))
    };
    let empty = props.log.entries.is_empty();
    html! {
        <section class="log" aria-labelledby="log-heading">
            <div class="frame__bar">
                <h2 id="log-heading" class="eyebrow">{ "Events" }</h2>
                <button type="button" class="button button--small" onclick={clear}>{ "Clear" }</button>
            </div>
            // Announced when clearing empties the list. Events are not announced, as the story itself announces changes.
            <p class="log__empty" role="status">{ empty.then_some("No events") }</p>
            if !empty {
                // Focusable, so that it can be scrolled by keyboard.
                <div class="log__scroll" tabindex="0" role="region" aria-label="Events, the newest first">
                    <ol reversed=true class="log__list">
                        { for props.log.entries.iter().map(|entry| listed(entry, props.zone)) }
                    </ol>
                </div>
            }
        </section>
    }
}

fn listed(entry: &Entry, zone: Option<&'static str>) -> Html {
    let (name, about) = describe(&entry.event);
    html! {
        <li key={entry.number}>
            <time datetime={entry.at.to_rfc3339()}>{ datetime::format_to_the_second(entry.at, zone) }</time>
            <p><code>{ name }</code>{ " " }{ about }</p>
        </li>
    }
}

/// The event's name and its details.
fn describe(event: &OutageEvent) -> (&'static str, String) {
    match event {
        OutageEvent::SectionDown { section, .. } => ("SectionDown", section.to_string()),
        OutageEvent::SectionBack { section } => ("SectionBack", section.to_string()),
        OutageEvent::SectionWarned { section, .. } => ("SectionWarned", section.to_string()),
        OutageEvent::SectionDegraded { section, .. } => ("SectionDegraded", section.to_string()),
        OutageEvent::SectionOverdue { section, .. } => ("SectionOverdue", section.to_string()),
        OutageEvent::SectionForgotten { section, .. } => ("SectionForgotten", section.to_string()),
        // The error's own text names the engine.
        OutageEvent::FeedFailed { error: FeedError::Decode(error), .. } => ("FeedFailed", error.to_string()),
        OutageEvent::FeedFailed { engine, error } => ("FeedFailed", format!("{engine}: {error}")),
        OutageEvent::FeedRecovered { engine } => ("FeedRecovered", (*engine).to_owned()),
        // An event of a later version of the library.
        other => ("OutageEvent", format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_come_first_and_the_oldest_are_dropped() {
        let mut log = Rc::new(Log::default());
        for number in 0..=MAX_ENTRIES {
            let section = Rc::from(number.to_string());
            log = log.reduce(LogStep::Told(Timestamp::default(), OutageEvent::SectionBack { section }));
        }
        assert_eq!(log.entries.len(), MAX_ENTRIES);
        assert_eq!(describe(&log.entries[0].event), ("SectionBack", MAX_ENTRIES.to_string()));
        assert_eq!(describe(&log.entries[MAX_ENTRIES - 1].event), ("SectionBack", "1".to_owned()));
        let cleared = log.reduce(LogStep::Clear);
        assert!(cleared.entries.is_empty());
    }
}
