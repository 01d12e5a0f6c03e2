//! The one component behind all alerts of a section. The public alerts only pass their properties to it, so that a
//! page which guards sections contains no other alert component.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::alert_context::AlertContext;
use super::body::Body;
use super::check_again::{CheckAgain, CheckState};
use super::dismissal::Dismissal;
use super::focus::focus_section;
use super::listeners::Listener;
use super::outage_handle::OutageHandle;
use super::presentation::Presentation;
use super::section_context::SectionContext;
use super::wrapper::wrapper;
use crate::model::{Downtime, Timestamp, is_blank};
use crate::skin::{Action, Alert, AlertStatus};
use crate::store::{Query, Subscription};
use crate::text::Messages;

/// What an alert says of its section.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum AlertKind {
    /// It is down.
    Outage,
    /// It is down for a downtime whose start or end is known.
    Downtime,
    /// It works, and a downtime approaches.
    Warning,
    /// It works, but slowly or unreliably.
    Degraded,
}

impl AlertKind {
    /// Whether the section works, below the alert. Then a reader can dismiss the alert.
    fn is_above_section(self) -> bool {
        matches!(self, Self::Warning | Self::Degraded)
    }
}

/// The properties of all public alerts together.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SectionAlertProps {
    pub(super) kind: AlertKind,
    #[prop_or_default]
    pub(super) section: Option<AttrValue>,
    #[prop_or_default]
    pub(super) headline: Option<AttrValue>,
    #[prop_or_default]
    pub(super) until: Option<Timestamp>,
    #[prop_or_default]
    pub(super) downtime: Option<Downtime>,
    #[prop_or_default]
    pub(super) heading_level: Option<u8>,
    #[prop_or_default]
    pub(super) status: AlertStatus,
    #[prop_or_default]
    pub(super) class: Option<AttrValue>,
    #[prop_or_default]
    pub(super) id: Option<AttrValue>,
    #[prop_or_default]
    pub(super) help: Html,
    #[prop_or_default]
    pub(super) children: Html,
}

pub(super) enum Message {
    /// An inherited value has changed: the guard, the section or the presentation.
    InheritedChanged,
    /// Words for the time that is left may have changed.
    Minute,
    Pressed(MouseEvent),
    Check(CheckState),
}

pub(super) struct SectionAlert {
    inherited: Inherited,
    check: CheckAgain,
    /// What this alert's reader dismissed last.
    dismissal: Option<Dismissal>,
}

/// What an alert inherits through Yew's contexts. Each handle reports changes until it is dropped.
struct Inherited {
    guard: Option<(OutageHandle, ContextHandle<OutageHandle>)>,
    _rest_of_page: Option<Listener>,
    /// Renders the alert once a minute, for words such as "in about 20 minutes".
    _minute: Option<Subscription>,
    section: Option<(SectionContext, ContextHandle<SectionContext>)>,
    presentation: Option<(Presentation, ContextHandle<Presentation>)>,
}

impl Inherited {
    fn new(ctx: &Context<SectionAlert>) -> Self {
        let link = ctx.link();
        let guard = link.context::<OutageHandle>(link.callback(|_| Message::InheritedChanged));
        // An alert above a section that works does not mention the rest of the page.
        let mentions_rest = guard.as_ref().filter(|_| !ctx.props().kind.is_above_section());
        let rest_of_page = mentions_rest.map(|(guard, _)| {
            guard.sections.rest_of_page.listen(&guard.store, link.callback(|()| Message::InheritedChanged))
        });
        let minute = guard.as_ref().map(|(guard, _)| {
            let link = link.clone();
            guard.store.subscribe(Query::Minute, move || link.send_message(Message::Minute))
        });
        Self {
            _rest_of_page: rest_of_page,
            _minute: minute,
            guard,
            section: link.context(link.callback(|_| Message::InheritedChanged)),
            presentation: link.context(link.callback(|_| Message::InheritedChanged)),
        }
    }

    fn section(&self) -> Option<&SectionContext> {
        self.section.as_ref().map(|(section, _)| section)
    }

    /// The guard, if it has a feed that can be polled.
    fn pollable_guard(&self) -> Option<&OutageHandle> {
        self.guard.as_ref().map(|(guard, _)| guard).filter(|guard| guard.store.can_fetch())
    }

    /// Whether the alert may say that the rest of the page works. A server cannot know at the first paint,
    /// because it renders a section before it knows the next.
    fn rest_works(&self) -> bool {
        let is_first_paint =
            self.presentation.as_ref().is_some_and(|(presentation, _)| presentation.is_first_paint);
        !is_first_paint && self.guard.as_ref().is_none_or(|(guard, _)| guard.sections.rest_of_page.works())
    }
}

impl Component for SectionAlert {
    type Message = Message;
    type Properties = SectionAlertProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self { inherited: Inherited::new(ctx), check: CheckAgain::default(), dismissal: None }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::InheritedChanged => self.inherited = Inherited::new(ctx),
            Message::Minute => {}
            Message::Check(state) => self.check.set(state),
            Message::Pressed(event) if ctx.props().kind.is_above_section() => {
                focus_section_of(&event);
                let dismissal = dismissal(ctx.props().kind, &self.context(ctx));
                dismissal.save();
                self.dismissal = Some(dismissal);
            }
            Message::Pressed(_) => {
                let Some(guard) = self.inherited.pollable_guard() else { return false };
                return self.check.press(&guard.store, ctx.link().callback(Message::Check));
            }
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let context = self.context(ctx);
        let props = ctx.props();
        let rest_works = self.inherited.rest_works();
        let is_dismissed = || context.is_dismissed(&dismissal(props.kind, &context), self.dismissal.as_ref());
        let is_shown = !props.kind.is_above_section() || !is_dismissed();
        let content = is_shown.then(|| {
            let section = self.inherited.section();
            let compact = section.is_some_and(|section| section.compact);
            let onclick = ctx.link().callback(Message::Pressed);
            let action = match props.kind {
                AlertKind::Warning | AlertKind::Degraded => {
                    Some(Action::dismissing(context.messages().dismiss, onclick))
                }
                // A summary has the button for all of them.
                _ if compact => None,
                _ => {
                    let guard = self.inherited.pollable_guard();
                    guard.map(|_| self.check.action(&context.messages(), onclick))
                }
            };
            let mut body = Body::default();
            let (status, headline) = match props.kind {
                AlertKind::Outage | AlertKind::Downtime => {
                    down(&context, props, section, compact, rest_works, &mut body)
                }
                AlertKind::Warning => warning(&context, compact, &mut body),
                AlertKind::Degraded => degraded(&context, compact, &mut body),
            };
            body.help(if props.help == Html::default() {
                section.map_or(&props.help, |section| &section.help)
            } else {
                &props.help
            });
            context.draw(Alert { compact, ..context.alert(status, headline, body.html()) }, action)
        });
        wrapper(props.class.clone(), props.id.clone(), content)
    }
}

impl SectionAlert {
    fn context(&self, ctx: &Context<Self>) -> AlertContext {
        let Inherited { guard, presentation, .. } = &self.inherited;
        let props = ctx.props();
        AlertContext::new(
            props.section.clone(),
            props.downtime.clone(),
            props.heading_level,
            self.inherited.section(),
            presentation
                .as_ref()
                .map_or_else(Presentation::default, |(presentation, _)| presentation.clone()),
            guard.as_ref().map(|(guard, _)| guard.store.now()),
        )
    }
}

/// The alert in the place of a section that is down.
fn down(
    context: &AlertContext,
    props: &SectionAlertProps,
    section: Option<&SectionContext>,
    compact: bool,
    rest_works: bool,
    body: &mut Body,
) -> (AlertStatus, AttrValue) {
    let messages = context.messages();
    let reason = if context.is_planned() { messages.downtime } else { messages.outage };
    let until = props.until.or_else(|| context.downtime.as_ref()?.until);
    if props.children != Html::default() {
        body.children(&props.children);
    } else if compact {
        context.add_end(body, until);
    } else {
        if props.kind == AlertKind::Outage {
            context.add_message_and_link(body, reason);
        } else {
            body.text("reason", reason);
            context.add_message_and_link(body, "");
        }
        context.add_times(body, until);
        add_what_works(body, &messages, rest_works);
    }
    let inherited = section.and_then(|section| section.headline.clone());
    let headline = props.headline.clone().or(inherited).filter(|headline| !is_blank(headline));
    let headline =
        headline.unwrap_or_else(|| context.headline(messages.headline, messages.headline_without_section));
    (props.status, headline)
}

/// Adds that the rest of the page works, if it does, and that the section comes back by itself.
fn add_what_works(body: &mut Body, messages: &Messages<&str>, rest_works: bool) {
    let sentences = [if rest_works { messages.rest_works } else { "" }, messages.comes_back].join(" ");
    body.text("rest", sentences.trim());
}

/// The warning above a section that will be down.
fn warning(context: &AlertContext, compact: bool, body: &mut Body) -> (AlertStatus, AttrValue) {
    let messages = context.messages();
    if !compact {
        body.text("warning", messages.warning_body);
    }
    if let Some(downtime) = &context.downtime {
        if !compact {
            context.add_message_and_link(body, "");
        }
        context.add_planned_times(body, downtime);
    }
    if !compact {
        body.text("advice", messages.warning_advice);
    }
    let headline = context.headline(messages.warning_headline, messages.warning_headline_without_section);
    (AlertStatus::Information, headline)
}

/// The note above a section that works badly.
fn degraded(context: &AlertContext, compact: bool, body: &mut Body) -> (AlertStatus, AttrValue) {
    let messages = context.messages();
    if !compact {
        if context.is_planned() {
            body.text("reason", messages.downtime);
        }
        context.add_message_and_link(body, messages.degraded);
        context.add_start(body);
    }
    context.add_end_of_degradation(body);
    if !compact {
        body.text("advice", messages.degraded_advice);
    }
    let headline = context.headline(messages.degraded_headline, messages.degraded_headline_without_section);
    (AlertStatus::Warning, headline)
}

fn dismissal(kind: AlertKind, context: &AlertContext) -> Dismissal {
    let kind = if kind == AlertKind::Degraded { "degraded" } else { "warning" };
    Dismissal::new(kind, context.downtime.as_ref(), context.section.as_deref())
}

/// Dismissing removes the focused button, so this moves focus to the section first.
fn focus_section_of(event: &MouseEvent) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let section = button.and_then(|button| button.closest(".outage-section").ok().flatten());
    if let Some(section) = section.and_then(|section| section.dyn_into::<HtmlElement>().ok()) {
        focus_section(&section);
    }
}
