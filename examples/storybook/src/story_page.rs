//! One story: what it shows, its controls, the preview, and its source beside it.

use yew::prelude::*;

use crate::catalog::Story;
use crate::choices::Choices;
use crate::controls::Controls;
use crate::frame::Frame;
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
                    <Frame story={story.id} choices={props.choices}>{ (story.view)(&values) }</Frame>
                </div>
                <Source source={story.source} />
            </div>
        </article>
    }
}
