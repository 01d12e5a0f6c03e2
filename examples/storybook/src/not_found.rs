//! The page for a URL that names no story.

use yew::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct NotFoundProps {
    /// The hash in the URL.
    pub(crate) path: AttrValue,
    pub(crate) heading: NodeRef,
}

#[component]
pub(crate) fn NotFound(props: &NotFoundProps) -> Html {
    html! {
        <div class="not-found">
            <h1 ref={props.heading.clone()} tabindex="-1">{ "There is no such story" }</h1>
            <p class="story__sentence">
                { "Nothing here is called " }<code>{ props.path.clone() }</code>
                { ". It may have been renamed, or the address lost a letter on its way." }
            </p>
            <p><a class="button" href="#/">{ "See all stories" }</a></p>
        </div>
    }
}
