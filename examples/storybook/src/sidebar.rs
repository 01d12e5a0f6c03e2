//! The sidebar: the list of stories, grouped by component, and the search field. On a narrow page a button shows
//! and hides it.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use crate::catalog::{self, Story};
use crate::route::Route;
use crate::search::Query;
use crate::search_field::SearchField;

#[derive(PartialEq, Properties)]
pub(crate) struct SidebarProps {
    pub(crate) route: Route,
}

#[component]
pub(crate) fn Sidebar(props: &SidebarProps) -> Html {
    let open = use_state_eq(|| false);
    let typed = use_state_eq(AttrValue::default);
    let summons = use_state(|| 0_u32);
    let (button, field, list) = (use_node_ref(), use_node_ref(), use_node_ref());
    let toggle = {
        let open = open.clone();
        Callback::from(move |_: MouseEvent| open.set(!*open))
    };
    // After choosing a story, close the list that covers it.
    use_effect_with(props.route.clone(), {
        let open = open.clone();
        move |_| open.set(false)
    });
    // Only once the list is open, because a hidden field cannot take focus.
    use_effect_with(*summons, {
        let field = field.clone();
        move |summons| {
            if *summons > 0 {
                focus(&field);
            }
        }
    });
    let on_summon = {
        let (open, summons) = (open.setter(), summons.clone());
        use_callback(*summons, move |(), at| {
            open.set(true);
            summons.set(at.wrapping_add(1));
        })
    };
    let onkeydown = {
        let (open, button) = (open.clone(), button.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" && *open {
                open.set(false);
                focus(&button);
            }
        })
    };
    let on_type = {
        let typed = typed.setter();
        use_callback((), move |new, ()| typed.set(new))
    };
    let on_leave = {
        let list = list.clone();
        use_callback((), move |(), ()| focus_first_link(&list))
    };
    let query = Query::new(&typed);
    let found = catalog::GROUPS
        .map(|stories| stories.iter().filter(|story| query.finds(story)).collect::<Vec<&'static Story>>());
    let hits = (!query.is_empty()).then(|| found.iter().map(Vec::len).sum::<usize>());
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
                <SearchField {field} typed={(*typed).clone()} {hits} {on_type} {on_summon} {on_leave} />
                <div ref={list}>
                    { for found.iter().enumerate().map(|(at, stories)| group(at, stories, &props.route)) }
                </div>
            </div>
        </nav>
    }
}

fn group(at: usize, stories: &[&'static Story], route: &Route) -> Html {
    let Some(first) = stories.first() else { return Html::default() };
    let id = format!("group-{at}");
    let entry = |story: &&'static Story| {
        html! {
            <li>
                <a href={story.hash()} aria-current={route.is(story).then_some("page")}>{ story.title }</a>
            </li>
        }
    };
    html! {
        <>
            <p class="sidebar__group" id={id.clone()}>{ first.group }</p>
            <ul aria-labelledby={id}>{ for stories.iter().map(entry) }</ul>
        </>
    }
}

fn focus_first_link(list: &NodeRef) {
    let first = list.cast::<Element>().and_then(|list| list.query_selector("a").ok().flatten());
    if let Some(first) = first.and_then(|first| first.dyn_into::<HtmlElement>().ok()) {
        // Only a visible link can take focus.
        let _ = first.focus();
    }
}

fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        // Fails only if the element is hidden. Then there is nothing to focus.
        let _ = element.focus();
    }
}
