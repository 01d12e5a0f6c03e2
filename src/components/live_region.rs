//! What a guard says to those who do not see the page change.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::OutageHandle;
use super::alert::use_wording;
use crate::text::{Messages, count};

/// How long something that was said can be read again. Then it is old news.
const SAID_FOR: Duration = Duration::from_secs(10);

/// Out of sight, and in reach of screen readers. Set on the element by script, as no skin's style sheet can
/// be counted on, and a strict Content-Security-Policy takes this for no inline style.
const OUT_OF_SIGHT: &str = "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;\
                            clip-path:inset(50%);white-space:nowrap";

/// What a section's readers are told.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Change {
    Down,
    Back,
    Warned,
}

/// What has changed and is not said yet.
#[derive(Default)]
pub(super) struct News {
    changes: RefCell<Vec<(AttrValue, Change)>>,
    speak: RefCell<Option<Callback<()>>>,
}

impl News {
    /// Notes a change. It is said together with all that change at once.
    pub(super) fn tell(self: &Rc<Self>, section: AttrValue, change: Change) {
        let first = {
            let mut changes = self.changes.borrow_mut();
            changes.push((section, change));
            changes.len() == 1
        };
        if first {
            let news = self.clone();
            // A report's changes are all drawn in one go; this comes after it.
            spawn_local(async move {
                let speak = news.speak.borrow().clone();
                if let Some(speak) = speak {
                    speak.emit(());
                }
            });
        }
    }

    fn sentences(&self, messages: &Messages) -> String {
        let changes = self.changes.take();
        let kinds = [
            (Change::Down, messages.headline, messages.several_down),
            (Change::Back, messages.back, messages.several_back),
            (Change::Warned, messages.warning_headline, messages.several_warned),
        ];
        let said = kinds.iter().filter_map(|(kind, one, several)| {
            let mut sections =
                changes.iter().filter(|(_, change)| change == kind).map(|(section, _)| section);
            let first = sections.next()?;
            Some(match sections.count() {
                0 => one.replace("{section}", first),
                more => count(messages, several, more + 1),
            })
        });
        said.collect::<Vec<_>>().join(". ")
    }
}

#[derive(PartialEq, Properties)]
pub(super) struct LiveRegionProps {
    pub(super) guard: OutageHandle,
}

/// Empty until something changes.
#[component]
pub(super) fn LiveRegion(props: &LiveRegionProps) -> Html {
    let messages = use_wording().messages;
    let said = use_state_eq(String::new);
    let region = use_node_ref();
    let rest = use_mut_ref(|| None);
    use_effect_with(region.clone(), |region| {
        if let Some(region) = region.cast::<HtmlElement>() {
            region.style().set_css_text(OUT_OF_SIGHT);
        }
    });
    use_effect_with((props.guard.clone(), messages), {
        let said = said.clone();
        move |(guard, messages)| {
            let (guard, messages) = (guard.clone(), *messages);
            let news = guard.news.clone();
            news.speak.replace(Some(Callback::from(move |()| {
                said.set(guard.news.sentences(messages));
                let said = said.clone();
                let silence = guard.store.clock().after(SAID_FOR, Box::new(move || said.set(String::new())));
                rest.replace(Some(silence));
            })));
            move || drop(news.speak.take())
        }
    });
    html! { <div ref={region} class="outage-live" role="status">{ &*said }</div> }
}
