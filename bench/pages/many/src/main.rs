//! A page with as many guarded sections and toggles as the benchmark driver requests.

use std::rc::Rc;
use std::time::Duration;

use page_driven::{Task, use_controls};
use yew::prelude::*;
use yew_outage::prelude::*;

/// Never: only the driver triggers fetches.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

#[component]
fn App() -> Html {
    let task = use_memo((), |()| Task::read());
    let feed = use_memo((), |()| {
        let feed = match task.engine.as_str() {
            "unleash" => Feed::unleash(&task.url, "front-end-token"),
            "ofrep" => Feed::ofrep(&task.url),
            _ => Feed::plain(task.url.clone()),
        };
        feed.every(NEVER)
    });
    html! {
        <OutageGuard feeds={Feed::clone(&feed)} cache={Cache::None}>
            <Sections {task} />
        </OutageGuard>
    }
}

#[derive(PartialEq, Properties)]
struct SectionsProps {
    task: Rc<Task>,
}

#[component]
fn Sections(props: &SectionsProps) -> Html {
    let guard = use_outage();
    let shown = use_controls(move || guard.iter().for_each(|guard| guard.refresh()));
    if !shown {
        return Html::default();
    }
    let section = |(section, key): &(Rc<str>, Rc<str>)| {
        html! {
            <GuardedSection key={section.clone()} section={section.clone()} down_when={toggle(key.clone())}>
                <p class="content">{ "Account ending in 1234" }</p>
            </GuardedSection>
        }
    };
    props.task.watched.iter().map(section).collect()
}

fn main() {
    page_driven::render::<App>();
}
