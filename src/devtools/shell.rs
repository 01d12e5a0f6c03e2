//! The panel as a component: the button, what it opens, and the state of both.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use chrono::TimeDelta;
use gloo_events::EventListener;
use web_sys::{Element, HtmlElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::bug_report::bug_report;
use super::copy::{copy, environment};
use super::message::Message;
use super::view_model::ViewModel;
use super::{OutageDevtoolsProps, avoid_focus, parts};
use crate::components::{Listener, OutageHandle};
use crate::store::{Overrides, Panel, Timer, warn};

const STYLESHEET: &str = include_str!("devtools.css");

/// The class that outlines a section, and how long the outline stays.
const OUTLINED: &str = "outage-devtools-outlined";
const OUTLINED_FOR: Duration = Duration::from_secs(3);

/// How often an open panel refreshes, because time alone changes what it shows.
const REFRESH_INTERVAL: Duration = Duration::from_secs(10);

/// The button and the panel that it opens.
pub(super) struct Shell {
    guard: Option<OutageHandle>,
    /// Subscribes to the guard's context until it is dropped.
    _guard_context: Option<ContextHandle<OutageHandle>>,
    panel: Option<Panel>,
    /// Tells of sections that come and go.
    _sections: Option<Listener>,
    /// Whether a `Refresh` message is on its way. Many changes at once send one.
    is_refresh_queued: Rc<Cell<bool>>,
    next_refresh: Option<Timer>,
    /// `None` until the component runs in a browser.
    view_model: Option<ViewModel>,
    id: usize,
    is_open: bool,
    is_at_top: bool,
    search: String,
    /// The status line: what was just done.
    status: AttrValue,
    /// A report that the browser did not let us copy.
    uncopied_report: Option<AttrValue>,
    outlined: Option<(Outlined, Timer)>,
    root: NodeRef,
    button: NodeRef,
    region: NodeRef,
    report_field: NodeRef,
    focus_task: FocusTask,
    _listeners: Vec<EventListener>,
}

impl Component for Shell {
    type Message = Message;
    type Properties = OutageDevtoolsProps;

    fn create(ctx: &Context<Self>) -> Self {
        static PANELS: AtomicUsize = AtomicUsize::new(0);
        let context = ctx.link().context::<OutageHandle>(ctx.link().callback(Message::GuardChanged));
        let (guard, guard_context) = context.unzip();
        if guard.is_none() {
            warn("OutageDevtools is outside of any OutageGuard, so there is nothing to see");
        }
        Self {
            guard,
            _guard_context: guard_context,
            panel: None,
            _sections: None,
            is_refresh_queued: Rc::default(),
            next_refresh: None,
            view_model: None,
            id: PANELS.fetch_add(1, Ordering::Relaxed),
            is_open: false,
            is_at_top: false,
            search: String::new(),
            status: AttrValue::default(),
            uncopied_report: None,
            outlined: None,
            root: NodeRef::default(),
            button: NodeRef::default(),
            region: NodeRef::default(),
            report_field: NodeRef::default(),
            focus_task: FocusTask::default(),
            _listeners: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        let Some(guard) = self.guard.clone() else { return false };
        let store = &guard.store;
        let is_refresh = matches!(message, Message::Refresh);
        match message {
            Message::GuardChanged(guard) => {
                self.guard = Some(guard);
                self.attach(ctx);
            }
            Message::Refresh => {}
            Message::OpenOrClose => {
                self.is_open = !self.is_open;
                self.set_status("");
            }
            Message::Close => {
                self.is_open = false;
                self.focus_task.to_button = true;
            }
            Message::AvoidFocus => self.is_at_top = !self.is_at_top,
            Message::Search(search) => self.search = search,
            Message::SetOverride(key, on) => {
                let mut overrides = store.overrides();
                overrides.set(&key, on);
                store.set_overrides(overrides);
            }
            Message::ClearOverrides => {
                store.set_overrides(Overrides::default());
                self.set_status("All overrides are cleared.");
            }
            Message::ShiftTime(by) => {
                store.shift_time(store.time_shift().checked_add(&by).unwrap_or_default())
            }
            Message::SetTime(time) => store.shift_time(time - (store.now() - store.time_shift())),
            Message::ResetTime => {
                store.shift_time(TimeDelta::zero());
                self.set_status("Back to now.");
            }
            Message::FetchNow => {
                guard.refresh();
                self.set_status("Polling every feed.");
            }
            Message::ShowSection(number) => self.show_section(ctx, number),
            Message::RemoveOutline => self.outlined = None,
            Message::CopyReport => {
                let report = bug_report(store, &guard.sections, &environment());
                ctx.link().send_future(async move {
                    let is_copied = copy(&report).await;
                    Message::ReportCopied(if is_copied { Ok(()) } else { Err(report.into()) })
                });
            }
            Message::ReportCopied(Ok(())) => {
                self.set_status("The bug report is copied.");
                self.uncopied_report = None;
            }
            Message::ReportCopied(Err(report)) => {
                self.set_status("The browser refused to copy it. Here it is.");
                self.uncopied_report = Some(report);
                self.focus_task.to_report = true;
            }
        }
        let renders = self.refresh(ctx) || !is_refresh;
        self.focus_task.keep_inside |= renders && self.has_focus();
        renders
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        // Yew needs an element from the first rendering on, to mount siblings before it.
        let Some(view_model) = &self.view_model else {
            return html! { <div ref={self.root.clone()} class="outage-place" hidden=true /> };
        };
        let emit = ctx.link().callback(|message: Message| message);
        let id = format!("outage-devtools-{}", self.id);
        let on_escape = ctx
            .link()
            .batch_callback(|event: KeyboardEvent| (event.key() == "Escape").then_some(Message::Close));
        html! {
            <div
                ref={self.root.clone()}
                class={classes!("outage-devtools", self.is_at_top.then_some("outage-devtools--top"))}
                onkeydown={self.is_open.then_some(on_escape)}
            >
                <style nonce={ctx.props().nonce.clone()}>{ STYLESHEET }</style>
                <button
                    ref={self.button.clone()}
                    type="button"
                    class="outage-devtools__button"
                    aria-expanded={self.is_open.to_string()}
                    aria-controls={self.is_open.then(|| id.clone())}
                    onclick={emit.reform(|_: MouseEvent| Message::OpenOrClose)}
                >
                    { "Outage devtools" }
                    { parts::active_overrides(view_model) }
                </button>
                if let Some(open) = &view_model.open {
                    <section
                        ref={self.region.clone()}
                        {id}
                        class="outage-devtools__panel"
                        aria-label="Outage devtools"
                        tabindex="-1"
                    >
                        <p class="outage-devtools__status" role="status">{ &self.status }</p>
                        { parts::overrides(view_model, &emit) }
                        { parts::sections(open, &emit) }
                        { parts::toggles(open, &self.search, &emit) }
                        { parts::feeds(open, &emit) }
                        { parts::windows(open) }
                        { parts::time(open.minute, view_model.offset, &emit) }
                        { parts::report(self.uncopied_report.clone(), self.report_field.clone(), &emit) }
                    </section>
                }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        // Attach only now: a server renders an empty element, and hydration must begin with the same.
        if first {
            self.attach(ctx);
            let link = ctx.link().clone();
            self._listeners =
                avoid_focus::watch(self.root.clone(), move || link.send_message(Message::AvoidFocus));
            ctx.link().send_message(Message::Refresh);
        }
        let FocusTask { to_button, to_report, keep_inside } = std::mem::take(&mut self.focus_task);
        if to_button {
            focus(&self.button);
        } else if to_report {
            focus(&self.report_field);
            if let Some(field) = self.report_field.cast::<HtmlTextAreaElement>() {
                field.select();
            }
        } else if keep_inside && !self.has_focus() {
            focus(&self.region);
        }
    }
}

/// Where to move the focus after the next rendering.
#[derive(Default)]
struct FocusTask {
    /// The panel was closed by the keyboard.
    to_button: bool,
    /// The report has to be copied by hand.
    to_report: bool,
    /// The focus was inside the panel, and the rendering may remove the focused element.
    keep_inside: bool,
}

fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        // If the element cannot take the focus, the page keeps it.
        let _ = element.focus();
    }
}

impl Shell {
    /// Watches the guard's store, and brings overrides into force.
    fn attach(&mut self, ctx: &Context<Self>) {
        // Drop the old panel first: that ends what it had in force.
        self.panel = None;
        let (link, is_queued) = (ctx.link().clone(), self.is_refresh_queued.clone());
        let refresh = Callback::from(move |()| {
            if !is_queued.replace(true) {
                link.send_message(Message::Refresh);
            }
        });
        let on_change = refresh.clone();
        self.panel = self.guard.as_ref().map(|guard| guard.store.attach(move || on_change.emit(())));
        self._sections = self.guard.as_ref().map(|guard| guard.sections.listeners.add(refresh));
    }

    fn has_focus(&self) -> bool {
        let focused = web_sys::window().and_then(|window| window.document()?.active_element());
        self.root
            .cast::<Element>()
            .is_some_and(|root| focused.is_some_and(|focused| root.contains(Some(&focused))))
    }

    /// Builds the view model anew. Returns whether it differs from the one before.
    fn refresh(&mut self, ctx: &Context<Self>) -> bool {
        self.is_refresh_queued.set(false);
        let Some(guard) = &self.guard else { return false };
        let link = ctx.link().clone();
        self.next_refresh = self.is_open.then(|| {
            guard.store.clock().after(REFRESH_INTERVAL, Box::new(move || link.send_message(Message::Refresh)))
        });
        let view_model = Some(ViewModel::of(&guard.store, &guard.sections, self.is_open, &self.search));
        let is_new = view_model != self.view_model;
        self.view_model = view_model;
        is_new
    }

    fn set_status(&mut self, status: &'static str) {
        self.status = status.into();
    }

    /// Scrolls to a section, without animation, and outlines it for a while.
    fn show_section(&mut self, ctx: &Context<Self>, number: usize) {
        let Some(guard) = &self.guard else { return };
        let sections = guard.sections.in_page_order();
        let section = sections.iter().find(|section| section.number() == number);
        let Some((name, element)) = section.and_then(|section| Some((&section.name, section.element()?)))
        else {
            return;
        };
        element.scroll_into_view_with_bool(!self.is_at_top);
        self.status = format!("Scrolled to {name}.").into();
        let link = ctx.link().clone();
        let remove = guard
            .store
            .clock()
            .after(OUTLINED_FOR, Box::new(move || link.send_message(Message::RemoveOutline)));
        // Drop the last outline first: it may be on the same element.
        self.outlined = None;
        self.outlined = Some((Outlined::new(element), remove));
    }
}

/// Outlines an element until it is dropped.
struct Outlined(Element);

impl Outlined {
    fn new(element: Element) -> Self {
        // `add` fails for names that are empty or hold spaces, which this one is not.
        let _ = element.class_list().add_1(OUTLINED);
        Self(element)
    }
}

impl Drop for Outlined {
    fn drop(&mut self) {
        let _ = self.0.class_list().remove_1(OUTLINED);
    }
}
