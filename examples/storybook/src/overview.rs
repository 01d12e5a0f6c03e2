//! The overview page: every story with its one-sentence description.

use yew::prelude::*;

use crate::catalog::{self, Story};

#[derive(PartialEq, Properties)]
pub(crate) struct OverviewProps {
    pub(crate) heading: NodeRef,
}

#[component]
pub(crate) fn Overview(props: &OverviewProps) -> Html {
    html! {
        <div class="overview">
            <h1 ref={props.heading.clone()} tabindex="-1">{ "Stories" }</h1>
            <p class="story__sentence">
                { "Every component and state, live. Change its properties, and read the code that runs beside it." }
            </p>
            { for catalog::GROUPS.into_iter().map(group) }
        </div>
    }
}

fn group(stories: &'static [Story]) -> Html {
    let name = stories.first().map(|story| story.group);
    html! {
        <section>
            <h2>{ name }</h2>
            <ul class="cards">
                { for stories.iter().map(|story| html! {
                    <li class="card">
                        <a href={story.hash()}>{ story.title }</a>
                        <p>{ story.sentence }</p>
                    </li>
                }) }
            </ul>
        </section>
    }
}
