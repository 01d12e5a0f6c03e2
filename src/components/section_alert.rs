//! The one component behind the alerts of a section. A page that only guards sections holds no other.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::OutageHandle;
use super::alert_context::AlertContext;
use super::body::Body;
use super::context::{Presentation, SectionContext};
use super::dismissal::Dismissal;
use super::focus::focus_section;
use super::place::place;
use super::rest_of_page::RestListener;
use crate::model::{Downtime, Timestamp, is_blank};
use crate::skin::{Action, Alert, AlertStatus};
use crate::store::Timer;
use crate::text::Messages;

/// What is told.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum AlertKind {
    /// That something is out.
    Outage,
    /// That somebody works on it, and until when.
    Downtime,
    /// That it will be out.
    Warning,
}

/// What the public alerts let an author say.
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
    pub(super) children: Html,
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Check {
    Ready,
    Checking,
    JustChecked,
}

pub(super) enum Message {
    /// The guard, the section or the wording around is another.
    Around,
    Pressed(MouseEvent),
    Check(Check),
}

pub(super) struct SectionAlert {
    around: Around,
    check: Check,
    /// Until another check may be asked for.
    rest: Option<Timer>,
    dismissal: Option<Dismissal>,
}

/// What stands around an alert, and the handles by which it hears of another.
struct Around {
    guard: Option<(OutageHandle, ContextHandle<OutageHandle>)>,
    /// Hears when the rest of the page can be used or no more.
    _rest: Option<RestListener>,
    section: Option<(SectionContext, ContextHandle<SectionContext>)>,
    wording: Option<(Presentation, ContextHandle<Presentation>)>,
}

impl Around {
    fn of(ctx: &Context<SectionAlert>) -> Self {
        let link = ctx.link();
        let guard = link.context::<OutageHandle>(link.callback(|_| Message::Around));
        // A warning says nothing of it.
        let says_it = guard.as_ref().filter(|_| ctx.props().kind != AlertKind::Warning);
        let rest = says_it
            .map(|(guard, _)| guard.rest_of_page.listen(&guard.store, link.callback(|()| Message::Around)));
        Self {
            _rest: rest,
            guard,
            section: link.context(link.callback(|_| Message::Around)),
            wording: link.context(link.callback(|_| Message::Around)),
        }
    }

    fn guard(&self) -> Option<&OutageHandle> {
        self.guard.as_ref().map(|(guard, _)| guard).filter(|guard| guard.store.can_fetch())
    }

    /// Whether the rest of the page can be used. A server draws one section after the other and knows no rest.
    fn rest_works(&self) -> bool {
        let is_first_paint = self.wording.as_ref().is_some_and(|(wording, _)| wording.is_first_paint);
        !is_first_paint && self.guard.as_ref().is_none_or(|(guard, _)| guard.rest_of_page.works())
    }
}

impl Component for SectionAlert {
    type Message = Message;
    type Properties = SectionAlertProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self { around: Around::of(ctx), check: Check::Ready, rest: None, dismissal: None }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Around => self.around = Around::of(ctx),
            Message::Check(check) => self.check = check,
            Message::Pressed(event) if ctx.props().kind == AlertKind::Warning => {
                hand_over_focus(&event);
                let context = self.context(ctx);
                let dismissal = warning(&context, context.downtime(ctx.props().downtime.as_ref()));
                dismissal.remember();
                self.dismissal = Some(dismissal);
            }
            Message::Pressed(_) => return self.ask(ctx),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let context = self.context(ctx);
        let props = ctx.props();
        let downtime = context.downtime(props.downtime.as_ref());
        let alert = match props.kind {
            AlertKind::Outage => outage(&context, props, downtime, self.around.rest_works()),
            AlertKind::Downtime => self::downtime(&context, downtime, self.around.rest_works()),
            AlertKind::Warning
                if context.is_put_away(&warning(&context, downtime), self.dismissal.as_ref()) =>
            {
                return place(None);
            }
            AlertKind::Warning => approaching(&context, downtime),
        };
        let onclick = ctx.link().callback(Message::Pressed);
        let action = match props.kind {
            AlertKind::Warning => Some(Action::dismissing(context.messages.dismiss, onclick)),
            _ => self.around.guard().map(|_| self.check_again(&context, onclick)),
        };
        place(Some(context.draw(alert, downtime, action)))
    }
}

impl SectionAlert {
    fn context(&self, ctx: &Context<Self>) -> AlertContext {
        let Around { section, wording, .. } = &self.around;
        let props = ctx.props();
        AlertContext::new(
            props.section.clone(),
            props.heading_level,
            section.as_ref().map(|(section, _)| section.clone()),
            wording.as_ref().map_or_else(Presentation::default, |(wording, _)| wording.clone()),
        )
    }

    /// Asks the feeds at once. There is no button for that where nobody can be asked, and while it has
    /// nothing to do it is `aria-disabled`, not `disabled`: focus must not fall off it.
    fn ask(&mut self, ctx: &Context<Self>) -> bool {
        let Some(guard) = self.around.guard().filter(|_| self.check == Check::Ready) else { return false };
        self.check = Check::Checking;
        let (landed, ready) = (ctx.link().clone(), ctx.link().clone());
        let wait = guard.store.check(move || landed.send_message(Message::Check(Check::JustChecked)));
        let again = Box::new(move || ready.send_message(Message::Check(Check::Ready)));
        self.rest = Some(guard.store.clock().after(wait, again));
        true
    }

    fn check_again(&self, context: &AlertContext, onclick: Callback<MouseEvent>) -> Action {
        let label = match self.check {
            Check::Ready => context.messages.check_again,
            Check::Checking => context.messages.checking,
            Check::JustChecked => context.messages.checked,
        };
        Action { label: label.into(), onclick, busy: self.check != Check::Ready, dismisses: false }
    }
}

fn outage(
    context: &AlertContext,
    props: &SectionAlertProps,
    downtime: Option<&Downtime>,
    rest_works: bool,
) -> Alert {
    let messages = context.messages;
    let headline = || context.headline(messages.headline, messages.headline_without_section);
    let body = if props.children == Html::default() {
        let mut body = Body::default();
        context.message_and_link(&mut body, downtime, messages.outage);
        context.until(&mut body, props.until.or_else(|| downtime?.until));
        rest(&mut body, context, rest_works);
        body.html()
    } else {
        props.children.clone()
    };
    let given = props.headline.clone().filter(|headline| !is_blank(headline));
    context.alert(props.status, given.unwrap_or_else(headline), body)
}

fn downtime(context: &AlertContext, downtime: Option<&Downtime>, rest_works: bool) -> Alert {
    let messages = context.messages;
    let mut body = Body::default();
    body.say("downtime", messages.downtime);
    context.message_and_link(&mut body, downtime, "");
    match downtime {
        Some(downtime) if downtime.since.is_some() && downtime.until.is_some() => {
            context.planned(&mut body, downtime);
        }
        downtime => context.until(&mut body, downtime.and_then(|downtime| downtime.until)),
    }
    rest(&mut body, context, rest_works);
    let headline = context.headline(messages.headline, messages.headline_without_section);
    context.alert(AlertStatus::Warning, headline, body.html())
}

/// What still works, where anything does, and that the section comes back.
fn rest(body: &mut Body, context: &AlertContext, works: bool) {
    let Messages { rest_works, comes_back, .. } = *context.messages;
    let both = [if works { rest_works } else { "" }, comes_back].join(" ");
    body.say("rest", both.trim());
}

fn approaching(context: &AlertContext, downtime: Option<&Downtime>) -> Alert {
    let messages = context.messages;
    let mut body = Body::default();
    body.say("warning", messages.warning_body);
    if let Some(downtime) = downtime {
        context.message_and_link(&mut body, Some(downtime), "");
        context.planned(&mut body, downtime);
    }
    body.say("advice", messages.warning_advice);
    let headline = context.headline(messages.warning_headline, messages.warning_headline_without_section);
    context.alert(AlertStatus::Information, headline, body.html())
}

fn warning(context: &AlertContext, downtime: Option<&Downtime>) -> Dismissal {
    Dismissal::new("warning", downtime, context.section.as_deref())
}

/// The button goes with its message; whoever pressed it goes on in the section that it stood above.
fn hand_over_focus(event: &MouseEvent) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let section = button.and_then(|button| button.closest(".outage-section").ok().flatten());
    if let Some(section) = section.and_then(|section| section.dyn_into::<HtmlElement>().ok()) {
        focus_section(&section);
    }
}
