//! The page around the stories: header, sidebar, main area.

use web_sys::HtmlElement;
use yew::prelude::*;
use yew_outage::prelude::*;

use crate::choices::Choice;
use crate::not_found::NotFound;
use crate::overview::Overview;
use crate::place::{Step, use_place};
use crate::route::Route;
use crate::sidebar::Sidebar;
use crate::story_page::StoryPage;
use crate::toolbar::Toolbar;

#[component]
pub(crate) fn App() -> Html {
    let place = use_place();
    let (route, choices) = (place.route.clone(), place.choices);
    let heading = use_node_ref();
    use_arrival(&route, &heading);
    let skip = {
        let (heading, to) = (heading.clone(), route.hash());
        // Moves focus itself: the hash names the story, so it can't name a place on the page.
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            focus(&heading);
        });
        html! { <a class="skip" href={to} {onclick}>{ "Skip to the story" }</a> }
    };
    let on_change = {
        let place = place.dispatcher();
        Callback::from(move |choices| place.dispatch(Step::Choose(choices)))
    };
    html! {
        <>
            <OutageStyle nonce={nonce()} />
            <header class="masthead">
                { skip }
                <div class="masthead__words">
                    <a class="masthead__name" href="#/">{ "yew-outage" }</a>
                    <p class="masthead__purpose">
                        { "Takes one section of a page down while something behind it is out, and brings it back." }
                    </p>
                </div>
                <Toolbar {choices} {on_change} />
            </header>
            <div class="layout">
                <Sidebar route={route.clone()} />
                <main class="main">
                    { match route {
                        Route::Overview => html! { <Overview {heading} /> },
                        // Another language is another page: its controls say something else.
                        Route::Story(story) => html! {
                            <StoryPage
                                key={format!("{} {}", story.id, choices.language.name())}
                                {story}
                                {choices}
                                {heading}
                            />
                        },
                        Route::Unknown(asked) => html! { <NotFound {asked} {heading} /> },
                    } }
                </main>
            </div>
        </>
    }
}

/// The nonce of the page's Content-Security-Policy, where whoever serves the page put one into a `meta`.
pub(crate) fn nonce() -> Option<String> {
    let page = web_sys::window()?.document()?;
    page.query_selector("meta[name=csp-nonce]").ok()??.get_attribute("content")
}

/// Says where the reader is: in the title at once, and by focus whenever the story changes.
#[hook]
fn use_arrival(route: &Route, heading: &NodeRef) {
    let arrived_before = use_mut_ref(|| false);
    let heading = heading.clone();
    use_effect_with(route.clone(), move |route| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&route.title());
        }
        // Not on the first page: a reader who has just loaded it begins at its top.
        if arrived_before.replace(true) {
            focus(&heading);
        }
    });
}

fn focus(heading: &NodeRef) {
    if let Some(heading) = heading.cast::<HtmlElement>() {
        // Refused only where the element can't take focus; then there is nothing to move.
        let _ = heading.focus();
    }
}
