use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use gloo_events::EventListener;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::bug_report::bug_report;
use super::copy::{copy, surroundings};
use super::view_model::ViewModel;
use super::{OutageDevtoolsProps, avoid_focus, parts};
use crate::components::OutageHandle;
use crate::model::Timestamp;
use crate::store::{Overrides, Panel, Timer, warn};

/// The panel's own look.
const STYLESHEET: &str = include_str!("devtools.css");

/// On a section that is shown, for this long.
const OUTLINED: &str = "outage-devtools-outlined";
const OUTLINED_FOR: Duration = Duration::from_secs(3);

/// How often an open panel looks whether time alone has changed something on it.
const LOOKS_EVERY: Duration = Duration::from_secs(10);

/// The button and what it opens.
pub(super) struct Shell {
    guard: Option<OutageHandle>,
    /// Hears of another guard for as long as it is held.
    _around: Option<ContextHandle<OutageHandle>>,
    panel: Option<Panel>,
    /// A look is on its way, so that many changes make one.
    looking: Rc<Cell<bool>>,
    /// Until the next look.
    next_look: Option<Timer>,
    /// `None` until the page runs.
    view_model: Option<ViewModel>,
    id: usize,
    is_open: bool,
    on_top: bool,
    sought: String,
    /// What has just been done, for the status line.
    said: AttrValue,
    /// A report that the clipboard refused.
    refused: Option<AttrValue>,
    outlined: Option<(Outlined, Timer)>,
    root: NodeRef,
    button: NodeRef,
    region: NodeRef,
    refused_ref: NodeRef,
    /// What was to be seen to once it is drawn.
    after: After,
    _listeners: Vec<EventListener>,
}

pub(super) enum Message {
    Around(OutageHandle),
    /// Something may look otherwise.
    Look,
    Flip,
    Close,
    AvoidFocus,
    Seek(String),
    Override(Rc<str>, Option<bool>),
    ClearOverrides,
    /// By so much from the time that is in force.
    Travel(TimeDelta),
    TravelTo(Timestamp),
    BackToNow,
    AskNow,
    Show(u64),
    Fade,
    Copy,
    Copied(Option<AttrValue>),
}

impl Component for Shell {
    type Message = Message;
    type Properties = OutageDevtoolsProps;

    fn create(ctx: &Context<Self>) -> Self {
        static PANELS: AtomicUsize = AtomicUsize::new(0);
        let around = ctx.link().context::<OutageHandle>(ctx.link().callback(Message::Around));
        let (guard, around) = around.unzip();
        if guard.is_none() {
            warn("OutageDevtools is outside of any OutageGuard, so there is nothing to see");
        }
        Self {
            guard,
            _around: around,
            panel: None,
            looking: Rc::default(),
            next_look: None,
            view_model: None,
            id: PANELS.fetch_add(1, Ordering::Relaxed),
            is_open: false,
            on_top: false,
            sought: String::new(),
            said: AttrValue::default(),
            refused: None,
            outlined: None,
            root: NodeRef::default(),
            button: NodeRef::default(),
            region: NodeRef::default(),
            refused_ref: NodeRef::default(),
            after: After::default(),
            _listeners: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let Some(guard) = self.guard.clone() else { return false };
        let store = &guard.store;
        let is_look = matches!(message, Message::Look);
        match message {
            Message::Around(guard) => {
                self.guard = Some(guard);
                self.attach(ctx);
            }
            Message::Look => {}
            Message::Flip => {
                self.is_open = !self.is_open;
                self.say("");
            }
            Message::Close => {
                self.is_open = false;
                self.after.closed = true;
            }
            Message::AvoidFocus => self.on_top = !self.on_top,
            Message::Seek(sought) => self.sought = sought,
            Message::Override(key, on) => {
                let mut overrides = store.overrides();
                overrides.set(&key, on);
                store.set_overrides(overrides);
            }
            Message::ClearOverrides => {
                store.set_overrides(Overrides::default());
                self.say("All overrides are cleared.");
            }
            Message::Travel(by) => store.travel(store.offset().checked_add(&by).unwrap_or_default()),
            Message::TravelTo(moment) => store.travel(moment - (store.now() - store.offset())),
            Message::BackToNow => {
                store.travel(TimeDelta::zero());
                self.say("Back to now.");
            }
            Message::AskNow => {
                guard.refresh();
                self.say("Asking every feed.");
            }
            Message::Show(number) => self.show(ctx, number),
            Message::Fade => self.outlined = None,
            Message::Copy => {
                let report = bug_report(store, &surroundings());
                ctx.link().send_future(async move {
                    let is_copied = copy(&report).await;
                    Message::Copied((!is_copied).then(|| report.into()))
                });
            }
            Message::Copied(refused) => {
                self.say(match &refused {
                    None => "The bug report is copied.",
                    Some(_) => "The browser does not let it be copied. Here it is.",
                });
                self.after.refused = refused.is_some();
                self.refused = refused;
            }
        }
        let is_drawn = self.look(ctx) || !is_look;
        self.after.held_focus |= is_drawn && self.has_focus();
        is_drawn
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // Something to be mounted before, from the first drawing on.
        let Some(view_model) = &self.view_model else {
            return html! { <div ref={self.root.clone()} class="outage-place" hidden=true /> };
        };
        let link = ctx.link();
        let id = format!("outage-devtools-{}", self.id);
        let close =
            link.batch_callback(|event: KeyboardEvent| (event.key() == "Escape").then_some(Message::Close));
        html! {
            <div
                ref={self.root.clone()}
                class={classes!("outage-devtools", self.on_top.then_some("outage-devtools--top"))}
                onkeydown={self.is_open.then_some(close)}
            >
                <style nonce={ctx.props().nonce.clone()}>{ STYLESHEET }</style>
                <button
                    ref={self.button.clone()}
                    type="button"
                    class="outage-devtools__button"
                    aria-expanded={self.is_open.to_string()}
                    aria-controls={self.is_open.then(|| id.clone())}
                    onclick={link.callback(|_: MouseEvent| Message::Flip)}
                >
                    { "Outage devtools" }
                    { parts::marks(view_model) }
                </button>
                if let Some(inside) = &view_model.inside {
                    <section
                        ref={self.region.clone()}
                        {id}
                        class="outage-devtools__panel"
                        aria-label="Outage devtools"
                        tabindex="-1"
                    >
                        <p class="outage-devtools__said" role="status">{ &self.said }</p>
                        { parts::overrides(view_model, link) }
                        { parts::sections(inside, link) }
                        { parts::toggles(inside, &self.sought, link) }
                        { parts::feeds(inside, link) }
                        { parts::windows(inside) }
                        { parts::time(inside.minute, view_model.offset, link) }
                        { parts::report(self.refused.clone(), self.refused_ref.clone(), link) }
                    </section>
                }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        // Not before: a server draws nothing, and a page that takes over its html must draw the same at first.
        if first {
            self.attach(ctx);
            let link = ctx.link().clone();
            self._listeners =
                avoid_focus::watch(self.root.clone(), move || link.send_message(Message::AvoidFocus));
            ctx.link().send_message(Message::Look);
        }
        let After { closed, refused, held_focus } = std::mem::take(&mut self.after);
        if closed {
            focus(&self.button);
        } else if refused {
            focus(&self.refused_ref);
            if let Some(refused) = self.refused_ref.cast::<HtmlTextAreaElement>() {
                refused.select();
            }
        } else if held_focus && !self.has_focus() {
            focus(&self.region);
        }
    }
}

/// What is seen to after the next drawing.
#[derive(Default)]
struct After {
    closed: bool,
    /// A report is to be copied by hand.
    refused: bool,
    /// The focus was inside; what had it may be gone.
    held_focus: bool,
}

fn focus(place: &NodeRef) {
    if let Some(element) = place.cast::<HtmlElement>() {
        // What cannot take it leaves the focus to the page.
        let _ = element.focus();
    }
}

impl Shell {
    fn attach(&mut self, ctx: &Context<Self>) {
        // What the old guard has in force goes first.
        self.panel = None;
        let (link, looking) = (ctx.link().clone(), self.looking.clone());
        self.panel = self.guard.as_ref().map(|guard| {
            guard.store.attach(move || {
                if !looking.replace(true) {
                    link.send_message(Message::Look);
                }
            })
        });
    }

    fn has_focus(&self) -> bool {
        let focused = web_sys::window().and_then(|window| window.document()?.active_element());
        self.root
            .cast::<Element>()
            .is_some_and(|root| focused.is_some_and(|focused| root.contains(Some(&focused))))
    }

    /// Looks again. Whether anything that is shown is otherwise.
    fn look(&mut self, ctx: &Context<Self>) -> bool {
        self.looking.set(false);
        let Some(guard) = &self.guard else { return false };
        let link = ctx.link().clone();
        self.next_look = self.is_open.then(|| {
            guard.store.clock().after(LOOKS_EVERY, Box::new(move || link.send_message(Message::Look)))
        });
        let view_model = Some(ViewModel::of(&guard.store, self.is_open, &self.sought));
        let is_new = view_model != self.view_model;
        self.view_model = view_model;
        is_new
    }

    fn say(&mut self, words: &'static str) {
        self.said = words.into();
    }

    /// Scrolls to a section, without any movement, and outlines it for a while.
    fn show(&mut self, ctx: &Context<Self>, number: u64) {
        let Some(guard) = &self.guard else { return };
        let sections = guard.store.sections();
        let shown = sections.iter().find(|(listed, _, _)| *listed == number);
        let Some((name, element)) =
            shown.and_then(|(_, section, _)| Some((&section.name, (section.place)()?)))
        else {
            return;
        };
        element.scroll_into_view_with_bool(!self.on_top);
        self.said = format!("Scrolled to {name}.").into();
        let link = ctx.link().clone();
        let fade =
            guard.store.clock().after(OUTLINED_FOR, Box::new(move || link.send_message(Message::Fade)));
        // The last one first: it may be the same.
        self.outlined = None;
        self.outlined = Some((Outlined::new(element), fade));
    }
}

/// An element with the outline, until it is dropped.
struct Outlined(Element);

impl Outlined {
    fn new(element: Element) -> Self {
        // The name is one that a list of classes takes.
        let _ = element.class_list().add_1(OUTLINED);
        Self(element)
    }
}

impl Drop for Outlined {
    fn drop(&mut self) {
        let _ = self.0.class_list().remove_1(OUTLINED);
    }
}
