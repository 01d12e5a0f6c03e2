//! The list of stories, grouped by component. On a narrow page it folds behind a button.

use yew::prelude::*;

use crate::catalog::{self, Story};
use crate::route::Route;

#[derive(PartialEq, Properties)]
pub(crate) struct SidebarProps {
    pub(crate) route: Route,
}

#[component]
pub(crate) fn Sidebar(props: &SidebarProps) -> Html {
    let open = use_state_eq(|| false);
    let button = use_node_ref();
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // Whoever has chosen a story wants to see it, not the list that covers it.
    use_effect_with(props.route.clone(), {
        let open = open.clone();
        move |_| open.set(false)
    });
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                open.set(false);
                if let Some(button) = button.cast::<web_sys::HtmlElement>() {
                    // Refused only where the button is not shown, and then the list is not folded.
                    let _ = button.focus();
                }
            }
        })
    };
    html! {
        <nav class="sidebar" aria-label="Stories" {onkeydown}>
            <button
                ref={button}
                type="button"
                class="button sidebar__button"
                aria-expanded={open.to_string()}
                aria-controls="story-list"
                onclick={toggle}
            >
                { "All stories" }
            </button>
            <div id="story-list" class={classes!("sidebar__list", open.then_some("sidebar__list--open"))}>
                { for catalog::GROUPS.into_iter().enumerate().map(|(at, stories)| group(at, stories, &props.route)) }
            </div>
        </nav>
    }
}

fn group(at: usize, stories: &'static [Story], route: &Route) -> Html {
    let id = format!("group-{at}");
    let entry = |story: &'static Story| {
        html! {
            <li>
                <a href={story.hash()} aria-current={route.is(story).then_some("page")}>{ story.title }</a>
            </li>
        }
    };
    html! {
        <>
            <p class="sidebar__group" id={id.clone()}>{ stories.first().map(|story| story.group) }</p>
            <ul aria-labelledby={id}>{ for stories.iter().map(entry) }</ul>
        </>
    }
}
