//! What a story's guard says through `on_event`, as an app that listens would hear it.

use std::rc::Rc;

use yew::prelude::*;
use yew_outage::feed::FeedError;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

use crate::moment;

/// How many of the latest events are kept.
const KEPT: usize = 50;

/// The latest events, newest first.
#[derive(Default, PartialEq)]
pub(crate) struct Log {
    entries: Vec<Rc<Entry>>,
    /// How many there were in all, which numbers them.
    told: u32,
}

#[derive(PartialEq)]
struct Entry {
    number: u32,
    /// By the story's clock, if it has one.
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
                let told = self.told + 1;
                let newest = Rc::new(Entry { number: told, at, event });
                let entries =
                    std::iter::once(newest).chain(self.entries.iter().cloned()).take(KEPT).collect();
                Self { entries, told }
            }
            LogStep::Clear => Self { entries: Vec::new(), told: self.told },
        })
    }
}

#[derive(PartialEq, Properties)]
pub(crate) struct EventLogProps {
    pub(crate) log: UseReducerHandle<Log>,
    /// The zone in which the story tells the time; the reader's own by default.
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
            // Read out where clearing has emptied the list. Events are not: the story itself says what changed.
            <p class="log__empty" role="status">{ empty.then_some("No events") }</p>
            if !empty {
                // Focusable, so that a keyboard can scroll it.
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
    let (name, about) = told(&entry.event);
    html! {
        <li key={entry.number}>
            <time datetime={entry.at.to_rfc3339()}>{ moment::to_the_second(entry.at, zone) }</time>
            <p><code>{ name }</code>{ " " }{ about }</p>
        </li>
    }
}

/// The event's name, and what it is about.
fn told(event: &OutageEvent) -> (&'static str, String) {
    match event {
        OutageEvent::SectionDown { section, .. } => ("SectionDown", section.to_string()),
        OutageEvent::SectionBack { section } => ("SectionBack", section.to_string()),
        OutageEvent::SectionWarned { section, .. } => ("SectionWarned", section.to_string()),
        // Says its engine by itself.
        OutageEvent::FeedFailed { error: FeedError::Decode(error), .. } => ("FeedFailed", error.to_string()),
        OutageEvent::FeedFailed { engine, error } => ("FeedFailed", format!("{engine}: {error}")),
        OutageEvent::FeedRecovered { engine } => ("FeedRecovered", (*engine).to_owned()),
        // What a later version of the library may tell of.
        other => ("OutageEvent", format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_come_first_and_the_oldest_are_dropped() {
        let mut log = Rc::new(Log::default());
        for number in 0..=KEPT {
            let section = Rc::from(number.to_string());
            log = log.reduce(LogStep::Told(Timestamp::default(), OutageEvent::SectionBack { section }));
        }
        assert_eq!(log.entries.len(), KEPT);
        assert_eq!(told(&log.entries[0].event), ("SectionBack", KEPT.to_string()));
        assert_eq!(told(&log.entries[KEPT - 1].event), ("SectionBack", "1".to_owned()));
        let cleared = log.reduce(LogStep::Clear);
        assert!(cleared.entries.is_empty());
    }
}
