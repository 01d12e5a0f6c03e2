//! The alert behind `OutageSummary`: when it is rendered, and where the focus goes.

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::alert_context::AlertContext;
use super::body::Body;
use super::check_again::{CheckAgain, CheckState};
use super::focus::{focus, focus_section, focused, within};
use super::hooks::subscribe;
use super::listeners::Listener;
use super::outage_handle::OutageHandle;
use super::presentation::Presentation;
use super::section_list::Section;
use super::summary_group::{OutageGroup, OutageKind, groups};
use super::wrapper::wrapper;
use crate::model::is_blank;
use crate::skin::AlertStatus;
use crate::store::{Query, Subscription};

pub(super) enum Message {
    /// The sections, the minute or the presentation may have changed.
    Changed,
    GuardChanged(OutageHandle),
    Pressed,
    Check(CheckState),
}

pub(super) struct SummaryAlert {
    guard: Option<OutageHandle>,
    /// Reports another guard until it is dropped.
    _guard_handle: Option<ContextHandle<OutageHandle>>,
    presentation: Option<(Presentation, ContextHandle<Presentation>)>,
    _sections: Option<Listener>,
    /// Renders the summary once a minute, for words such as "in about 20 minutes".
    _minute: Option<Subscription>,
    /// Whether the sections are on the page, so that their order is known.
    is_ready: bool,
    /// The sections that are listed on the page now.
    listed: RefCell<Vec<Rc<Section>>>,
    check: CheckAgain,
    /// Around the alert while there is one.
    element: NodeRef,
    /// The sections that were listed while the focus was inside, until the page has changed.
    listed_around_focus: Option<Vec<Rc<Section>>>,
}

/// The properties of the public component.
#[derive(Clone, PartialEq, Properties)]
pub(super) struct SummaryAlertProps {
    pub(super) headline: Option<AttrValue>,
    pub(super) heading_level: u8,
    pub(super) help: Html,
    pub(super) class: Option<AttrValue>,
    pub(super) id: Option<AttrValue>,
}

// Not a function component: it has to look at the focus right before the page changes, and hooks cannot.
impl Component for SummaryAlert {
    type Message = Message;
    type Properties = SummaryAlertProps;

    fn create(ctx: &Context<Self>) -> Self {
        let link = ctx.link();
        let (guard, guard_handle) = link.context(link.callback(Message::GuardChanged)).unzip();
        let mut summary = Self {
            guard,
            _guard_handle: guard_handle,
            presentation: link.context(link.callback(|_| Message::Changed)),
            _sections: None,
            _minute: None,
            is_ready: false,
            listed: RefCell::default(),
            check: CheckAgain::default(),
            element: NodeRef::default(),
            listed_around_focus: None,
        };
        summary.listen(ctx);
        summary
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Changed => {
                let link = ctx.link();
                self.presentation = link.context(link.callback(|_| Message::Changed));
            }
            Message::GuardChanged(guard) => {
                self.guard = Some(guard);
                self.listen(ctx);
            }
            Message::Check(state) => self.check.set(state),
            Message::Pressed => {
                let Some(guard) = &self.guard else { return false };
                return self.check.press(&guard.store, ctx.link().callback(Message::Check));
            }
        }
        if self.listed_around_focus.is_none() && self.has_focus() {
            self.listed_around_focus = Some(self.listed.borrow().clone());
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        // Many sections may change before the page is rendered once, so this asks for them here and not in `update`.
        let guard = self.guard.as_ref().filter(|_| self.is_ready);
        let sections = guard.map(|guard| guard.sections.in_page_order()).unwrap_or_default();
        let groups = groups(sections.into_iter().map(|section| (section.clone(), section.answer())));
        let content = (!groups.is_empty()).then(|| {
            html! {
                <div ref={self.element.clone()} class="outage-summary">{ self.alert(ctx, &groups) }</div>
            }
        });
        self.listed.replace(groups.into_iter().flat_map(|group| group.sections).collect());
        wrapper(props.class.clone(), props.id.clone(), content)
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.is_ready = true;
            ctx.link().send_message(Message::Changed);
        }
        if let Some(listed) = self.listed_around_focus.take()
            && !self.has_focus()
        {
            self.keep_focus_near(&listed);
        }
    }
}

impl SummaryAlert {
    fn listen(&mut self, ctx: &Context<Self>) {
        let (changed, link) = (ctx.link().callback(|()| Message::Changed), ctx.link().clone());
        self._sections = self.guard.as_ref().map(|guard| guard.sections.listeners.add(changed));
        let on_minute = move || link.send_message(Message::Changed);
        self._minute = subscribe(self.guard.as_ref(), Query::Minute, on_minute);
    }

    fn has_focus(&self) -> bool {
        let element = self.element.cast::<Element>();
        element.zip(focused()).is_some_and(|(element, focused)| within(&element, &focused).is_some())
    }

    /// Moves a focus that was lost to the summary's heading, or to the first section that was listed.
    fn keep_focus_near(&self, listed: &[Rc<Section>]) {
        let element = self.element.cast::<Element>();
        let heading = element.and_then(|element| element.query_selector("[tabindex='-1']").ok().flatten());
        if let Some(heading) = heading {
            focus(&heading);
        } else if let Some(section) = listed.iter().find_map(|section| section.element.cast::<HtmlElement>())
        {
            focus_section(&section);
        }
    }

    fn alert(&self, ctx: &Context<Self>, groups: &[OutageGroup]) -> Html {
        let props = ctx.props();
        let presentation = self.presentation.as_ref().map(|(presentation, _)| presentation.clone());
        let presentation = presentation.unwrap_or_default();
        let now = self.guard.as_ref().map(|guard| guard.store.now());
        let context = |downtime| {
            AlertContext::new(None, downtime, Some(props.heading_level), None, presentation.clone(), now)
        };
        let inner_level = props.heading_level.clamp(1, 5) + 1;
        let drawn =
            groups.iter().map(|group| group.draw(&context(Some(group.downtime.clone())), inner_level));
        let mut body = Body::default();
        body.children(&html! { <div key="groups" class="outage-summary__groups">{ for drawn }</div> });
        body.help(&props.help);
        let context = context(None);
        let messages = context.messages();
        let headline = props.headline.clone().filter(|headline| !is_blank(headline));
        let headline = headline.unwrap_or_else(|| messages.summary_headline.to_owned().into());
        let is_out = groups.iter().any(|group| group.kind != OutageKind::Approaching);
        let status = if is_out { AlertStatus::Warning } else { AlertStatus::Information };
        let can_check = is_out && self.guard.as_ref().is_some_and(|guard| guard.store.can_fetch());
        let onclick = ctx.link().callback(|_| Message::Pressed);
        let check_again = can_check.then(|| self.check.action(&messages, onclick));
        context.draw(context.alert(status, headline, body.html()), check_again)
    }
}
