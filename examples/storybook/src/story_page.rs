//! The page of one story: its description, controls, preview, event log, accessibility check, source and table of
//! properties.

use yew::prelude::*;
use yew_outage::store::{Clock, SystemClock};

use crate::catalog::Story;
use crate::choices::Choices;
use crate::clock::{StoryClock, ZONE};
use crate::controls::Controls;
use crate::event_log::{EventLog, Log, LogStep};
use crate::frame::Frame;
use crate::properties_table::PropertiesTable;
use crate::source::Source;
use crate::values::Values;

#[derive(PartialEq, Properties)]
pub(crate) struct StoryPageProps {
    pub(crate) story: &'static Story,
    pub(crate) choices: Choices,
    pub(crate) heading: NodeRef,
}

#[component]
pub(crate) fn StoryPage(props: &StoryPageProps) -> Html {
    let story = props.story;
    let language = props.choices.language;
    let values = use_state_eq(|| Values::initial(story.controls, language));
    let on_change = {
        let values = values.clone();
        Callback::from(move |new| values.set(new))
    };
    let log = use_reducer(Log::default);
    let clock = values.story_clock();
    let on_event = {
        let log = log.dispatcher();
        use_callback(clock.clone(), move |event, clock: &Option<StoryClock>| {
            let now = clock.as_ref().map_or_else(|| SystemClock.now(), StoryClock::now);
            log.dispatch(LogStep::Told(now, event));
        })
    };
    let values_with_listener = (*values).clone().with_listener(on_event);
    html! {
        <article class="story">
            <header class="story__head">
                <p class="story__group">{ story.group }</p>
                <h1 ref={props.heading.clone()} tabindex="-1">{ story.title }</h1>
                <p class="story__sentence">{ story.sentence }</p>
            </header>
            <div class="story__columns">
                <div class="story__live">
                    <Controls controls={story.controls} values={(*values).clone()} {on_change} />
                    <Frame story={story.id} choices={props.choices}>{ (story.view)(&values_with_listener) }</Frame>
                    if story.tells_events() {
                        <EventLog {log} zone={clock.map(|_| ZONE)} />
                    }
                </div>
                <Source source={story.source} />
            </div>
            <PropertiesTable component={story.component()} />
        </article>
    }
}
