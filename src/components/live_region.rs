//! The live region of a guard: it tells screen readers what changed on the page.

use std::time::Duration;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::outage_handle::OutageHandle;
use crate::store::Timer;
use crate::text::Language;

/// How long an announcement stays in the region, where it can be read again. After that it is outdated.
const CLEAR_AFTER: Duration = Duration::from_secs(10);

/// Hides the region visually and leaves it to screen readers. A script sets this style, because no skin's style
/// sheet can be relied on and a strict Content-Security-Policy would block an inline style in the markup.
const VISUALLY_HIDDEN: &str = "position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;\
                               clip-path:inset(50%);white-space:nowrap";

#[derive(PartialEq, Properties)]
pub(super) struct LiveRegionProps {
    pub(super) guard: OutageHandle,
    pub(super) language: Language,
}

pub(super) enum Message {
    Announce,
    Clear,
}

/// Empty until something changes.
pub(super) struct LiveRegion {
    announcement: String,
    /// How many announcements there were: the key of the next one's element.
    announced: usize,
    /// Clears the announcement when it fires.
    clear_timer: Option<Timer>,
    element: NodeRef,
}

impl Component for LiveRegion {
    type Message = Message;
    type Properties = LiveRegionProps;

    fn create(ctx: &Context<Self>) -> Self {
        attach(ctx);
        Self { announcement: String::new(), announced: 0, clear_timer: None, element: NodeRef::default() }
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        if ctx.props().guard != old.guard {
            old.guard.announcer.detach();
            attach(ctx);
        }
        false
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let LiveRegionProps { guard, language } = ctx.props();
        match message {
            Message::Announce => {
                self.announcement = guard.announcer.take_sentences(&language.messages());
                self.announced += 1;
                let link = ctx.link().clone();
                let clear = Box::new(move || link.send_message(Message::Clear));
                self.clear_timer = Some(guard.store.clock().after(CLEAR_AFTER, clear));
            }
            Message::Clear => self.announcement.clear(),
        }
        true
    }

    fn view(&self, _: &Context<Self>) -> Html {
        // Each announcement gets a new element. Screen readers would not read the same words again if the old
        // element still held them.
        html! {
            <div ref={self.element.clone()} class="outage-live" role="status">
                if !self.announcement.is_empty() {
                    <p key={self.announced}>{ &self.announcement }</p>
                }
            </div>
        }
    }

    fn rendered(&mut self, _: &Context<Self>, first: bool) {
        if let Some(element) = self.element.cast::<HtmlElement>().filter(|_| first) {
            element.style().set_css_text(VISUALLY_HIDDEN);
        }
    }

    fn destroy(&mut self, ctx: &Context<Self>) {
        ctx.props().guard.announcer.detach();
    }
}

fn attach(ctx: &Context<LiveRegion>) {
    ctx.props().guard.announcer.attach(ctx.link().callback(|()| Message::Announce));
}
