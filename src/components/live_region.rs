//! What a guard says to those who do not see the page change.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlElement;
use yew::prelude::*;

use super::OutageHandle;
use crate::store::Timer;
use crate::text::{Messages, pluralize};

/// How long something that was said can be read again. Then it is old news.
const SAID_FOR: Duration = Duration::from_secs(10);

/// Out of sight, and in reach of screen readers. Set on the element by script, as no skin's style sheet can
/// be counted on, and a strict Content-Security-Policy takes this for no inline style.
const OUT_OF_SIGHT: &str = "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;\
                            clip-path:inset(50%);white-space:nowrap";

/// What a section's readers are told.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Transition {
    Down,
    Back,
    Warned,
}

/// What has changed and is not said yet.
#[derive(Default)]
pub(super) struct Announcer {
    changes: RefCell<Vec<(AttrValue, Transition)>>,
    speak: RefCell<Option<Callback<()>>>,
}

impl Announcer {
    /// Notes a change. It is said together with all that change at once.
    pub(super) fn announce(self: &Rc<Self>, section: AttrValue, change: Transition) {
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
            (Transition::Down, messages.headline, messages.several_down),
            (Transition::Back, messages.back, messages.several_back),
            (Transition::Warned, messages.warning_headline, messages.several_warned),
        ];
        let said = kinds.iter().filter_map(|(kind, one, several)| {
            let mut sections =
                changes.iter().filter(|(_, change)| change == kind).map(|(section, _)| section);
            let first = sections.next()?;
            Some(match sections.count() {
                0 => one.replace("{section}", first),
                more => pluralize(messages, several, more + 1),
            })
        });
        said.collect::<Vec<_>>().join(". ")
    }
}

#[derive(Properties)]
pub(super) struct LiveRegionProps {
    pub(super) guard: OutageHandle,
    pub(super) messages: &'static Messages,
}

impl PartialEq for LiveRegionProps {
    fn eq(&self, other: &Self) -> bool {
        self.guard == other.guard && std::ptr::eq(self.messages, other.messages)
    }
}

pub(super) enum Message {
    Speak,
    Clear,
}

/// Empty until something changes.
pub(super) struct LiveRegion {
    said: String,
    /// How many times it has spoken.
    times: usize,
    /// Until what was said is old.
    silence: Option<Timer>,
    region: NodeRef,
}

impl Component for LiveRegion {
    type Message = Message;
    type Properties = LiveRegionProps;

    fn create(ctx: &Context<Self>) -> Self {
        listen(ctx);
        Self { said: String::new(), times: 0, silence: None, region: NodeRef::default() }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        if ctx.props().guard != old.guard {
            drop(old.guard.announcer.speak.take());
            listen(ctx);
        }
        false
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let LiveRegionProps { guard, messages } = ctx.props();
        match message {
            Message::Speak => {
                self.said = guard.announcer.sentences(messages);
                self.times += 1;
                let link = ctx.link().clone();
                let clear = Box::new(move || link.send_message(Message::Clear));
                self.silence = Some(guard.store.clock().after(SAID_FOR, clear));
            }
            Message::Clear => self.said.clear(),
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        // Each time in a new element: the same words in the old one would be no change, and nobody would hear
        // them again.
        html! {
            <div ref={self.region.clone()} class="outage-live" role="status">
                if !self.said.is_empty() {
                    <p key={self.times}>{ &self.said }</p>
                }
            </div>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if let Some(region) = self.region.cast::<HtmlElement>().filter(|_| first) {
            region.style().set_css_text(OUT_OF_SIGHT);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        drop(ctx.props().guard.announcer.speak.take());
    }
}

fn listen(ctx: &Context<LiveRegion>) {
    let speak = ctx.link().callback(|()| Message::Speak);
    ctx.props().guard.announcer.speak.replace(Some(speak));
}
