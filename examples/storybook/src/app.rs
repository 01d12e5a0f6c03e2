//! The page around the stories: header, sidebar, main area.

use web_sys::HtmlElement;
use yew::prelude::*;
use yew_outage::prelude::*;

use crate::choices::Choice;
use crate::location::{LocationAction, use_location};
use crate::not_found::NotFound;
use crate::overview::Overview;
use crate::route::Route;
use crate::sidebar::Sidebar;
use crate::story_page::StoryPage;
use crate::toolbar::Toolbar;

#[component]
pub(crate) fn App() -> Html {
    let location = use_location();
    let (route, choices) = (location.route.clone(), location.choices);
    let heading = use_node_ref();
    use_arrival(&route, &heading);
    let skip = {
        let (heading, to) = (heading.clone(), route.hash());
        // Moves focus by code, because the hash names the story and cannot name an element.
        let onclick = Callback::from(move |event: MouseEvent| {
            event.prevent_default();
            focus(&heading);
        });
        html! { <a class="skip" href={to} {onclick}>{ "Skip to the story" }</a> }
    };
    let on_change = {
        let location = location.dispatcher();
        Callback::from(move |choices| location.dispatch(LocationAction::Choose(choices)))
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
                        // Starts over for another language, because the default values of the controls are in that language.
                        Route::Story(story) => html! {
                            <StoryPage
                                key={format!("{} {}", story.id, choices.language.name())}
                                {story}
                                {choices}
                                {heading}
                            />
                        },
                        Route::Unknown(path) => html! { <NotFound {path} {heading} /> },
                    } }
                </main>
            </div>
        </>
    }
}

/// The nonce of the page's Content-Security-Policy, if the server put one into a `meta` element.
pub(crate) fn nonce() -> Option<String> {
    let page = web_sys::window()?.document()?;
    page.query_selector("meta[name=csp-nonce]").ok()??.get_attribute("content")
}

/// Sets the document's title, and moves focus to the heading when the story changes.
#[hook]
fn use_arrival(route: &Route, heading: &NodeRef) {
    let arrived_before = use_mut_ref(|| false);
    let heading = heading.clone();
    use_effect_with(route.clone(), move |route| {
        if let Some(document) = web_sys::window().and_then(|window| window.document()) {
            document.set_title(&route.title());
        }
        // Not after loading: a reader then starts at the top of the page.
        if arrived_before.replace(true) {
            focus(&heading);
        }
    });
}

fn focus(heading: &NodeRef) {
    if let Some(heading) = heading.cast::<HtmlElement>() {
        // Fails only if the element cannot take focus. Then there is nothing to move.
        let _ = heading.focus();
    }
}
