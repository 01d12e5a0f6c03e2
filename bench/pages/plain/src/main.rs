//! A page with as many sections as the benchmark driver requests, in plain Yew, to measure them without a guard.

use std::rc::Rc;

use page_driven::{Task, use_controls};
use yew::prelude::*;

#[component]
fn App() -> Html {
    let task = use_memo((), |()| Task::read());
    html! { <Sections {task} /> }
}

#[derive(PartialEq, Properties)]
struct SectionsProps {
    task: Rc<Task>,
}

#[component]
fn Sections(props: &SectionsProps) -> Html {
    let shown = use_controls(|| {});
    if !shown {
        return Html::default();
    }
    let section = |(section, _): &(Rc<str>, Rc<str>)| {
        html! {
            <Section key={section.clone()} section={section.clone()}>
                <p class="content">{ "Account ending in 1234" }</p>
            </Section>
        }
    };
    props.task.watched.iter().map(section).collect()
}

#[derive(PartialEq, Properties)]
struct SectionProps {
    section: AttrValue,
    children: Html,
}

/// The element of a guarded section around a section without a guard.
#[component]
fn Section(props: &SectionProps) -> Html {
    html! {
        <div class="outage-section" data-section={props.section.clone()} data-availability="available">
            { props.children.clone() }
        </div>
    }
}

fn main() {
    page_driven::render::<App>();
}
