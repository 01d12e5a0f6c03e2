//! The one component behind the alerts of a section. A page that only guards sections holds no other.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};
use yew::prelude::*;

use super::OutageHandle;
use super::alert::Filled;
use super::body::Body;
use super::context::{DownSection, Wording};
use super::focus::focus_section;
use super::place::place;
use super::put_away::PutAway;
use super::rest::Listening;
use crate::model::{Downtime, Timestamp, is_blank};
use crate::skin::{Action, Alert, AlertStatus};
use crate::store::Timer;
use crate::text::Messages;

/// What is told.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Told {
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
    pub(super) told: Told,
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
    put_away: Option<PutAway>,
}

/// What stands around an alert, and the handles by which it hears of another.
struct Around {
    guard: Option<(OutageHandle, ContextHandle<OutageHandle>)>,
    /// Hears when the rest of the page can be used or no more.
    _rest: Option<Listening>,
    section: Option<(DownSection, ContextHandle<DownSection>)>,
    wording: Option<(Wording, ContextHandle<Wording>)>,
}

impl Around {
    fn of(ctx: &Context<SectionAlert>) -> Self {
        let link = ctx.link();
        let guard = link.context::<OutageHandle>(link.callback(|_| Message::Around));
        // A warning says nothing of it.
        let says_it = guard.as_ref().filter(|_| ctx.props().told != Told::Warning);
        let rest =
            says_it.map(|(guard, _)| guard.rest.listen(&guard.store, link.callback(|()| Message::Around)));
        Self {
            _rest: rest,
            guard,
            section: link.context(link.callback(|_| Message::Around)),
            wording: link.context(link.callback(|_| Message::Around)),
        }
    }

    fn guard(&self) -> Option<&OutageHandle> {
        self.guard.as_ref().map(|(guard, _)| guard).filter(|guard| guard.store.can_ask())
    }

    /// Whether the rest of the page can be used. A server draws one section after the other and knows no rest.
    fn rest_works(&self) -> bool {
        let as_served = self.wording.as_ref().is_some_and(|(wording, _)| wording.as_served);
        !as_served && self.guard.as_ref().is_none_or(|(guard, _)| guard.rest.works())
    }
}

impl Component for SectionAlert {
    type Message = Message;
    type Properties = SectionAlertProps;

    fn create(ctx: &Context<Self>) -> Self {
        Self { around: Around::of(ctx), check: Check::Ready, rest: None, put_away: None }
    }

    fn update(&mut self, ctx: &Context<Self>, message: Message) -> bool {
        match message {
            Message::Around => self.around = Around::of(ctx),
            Message::Check(check) => self.check = check,
            Message::Pressed(event) if ctx.props().told == Told::Warning => {
                hand_over_focus(&event);
                let filled = self.filled(ctx);
                let put_away = warning(&filled, filled.downtime(ctx.props().downtime.as_ref()));
                put_away.remember();
                self.put_away = Some(put_away);
            }
            Message::Pressed(_) => return self.ask(ctx),
        }
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let filled = self.filled(ctx);
        let props = ctx.props();
        let downtime = filled.downtime(props.downtime.as_ref());
        let alert = match props.told {
            Told::Outage => outage(&filled, props, downtime, self.around.rest_works()),
            Told::Downtime => self::downtime(&filled, downtime, self.around.rest_works()),
            Told::Warning if filled.is_put_away(&warning(&filled, downtime), self.put_away.as_ref()) => {
                return place(None);
            }
            Told::Warning => approaching(&filled, downtime),
        };
        let onclick = ctx.link().callback(Message::Pressed);
        let action = match props.told {
            Told::Warning => Some(Action::dismissing(filled.messages.dismiss, onclick)),
            _ => self.around.guard().map(|_| self.check_again(&filled, onclick)),
        };
        place(Some(filled.draw(alert, downtime, action)))
    }
}

impl SectionAlert {
    fn filled(&self, ctx: &Context<Self>) -> Filled {
        let Around { section, wording, .. } = &self.around;
        let props = ctx.props();
        Filled::new(
            props.section.clone(),
            props.heading_level,
            section.as_ref().map(|(section, _)| section.clone()),
            wording.as_ref().map_or_else(Wording::default, |(wording, _)| wording.clone()),
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

    fn check_again(&self, filled: &Filled, onclick: Callback<MouseEvent>) -> Action {
        let label = match self.check {
            Check::Ready => filled.messages.check_again,
            Check::Checking => filled.messages.checking,
            Check::JustChecked => filled.messages.checked,
        };
        Action { label: label.into(), onclick, busy: self.check != Check::Ready, dismisses: false }
    }
}

fn outage(
    filled: &Filled,
    props: &SectionAlertProps,
    downtime: Option<&Downtime>,
    rest_works: bool,
) -> Alert {
    let messages = filled.messages;
    let headline = || filled.headline(messages.headline, messages.headline_without_section);
    let body = if props.children == Html::default() {
        let mut body = Body::default();
        filled.told(&mut body, downtime, messages.outage);
        filled.until(&mut body, props.until.or_else(|| downtime?.until));
        rest(&mut body, filled, rest_works);
        body.html()
    } else {
        props.children.clone()
    };
    let given = props.headline.clone().filter(|headline| !is_blank(headline));
    filled.alert(props.status, given.unwrap_or_else(headline), body)
}

fn downtime(filled: &Filled, downtime: Option<&Downtime>, rest_works: bool) -> Alert {
    let messages = filled.messages;
    let mut body = Body::default();
    body.say("downtime", messages.downtime);
    filled.told(&mut body, downtime, "");
    match downtime {
        Some(downtime) if downtime.since.is_some() && downtime.until.is_some() => {
            filled.planned(&mut body, downtime);
        }
        downtime => filled.until(&mut body, downtime.and_then(|downtime| downtime.until)),
    }
    rest(&mut body, filled, rest_works);
    let headline = filled.headline(messages.headline, messages.headline_without_section);
    filled.alert(AlertStatus::Warning, headline, body.html())
}

/// What still works, where anything does, and that the section comes back.
fn rest(body: &mut Body, filled: &Filled, works: bool) {
    let Messages { rest_works, comes_back, .. } = *filled.messages;
    let both = [if works { rest_works } else { "" }, comes_back].join(" ");
    body.say("rest", both.trim());
}

fn approaching(filled: &Filled, downtime: Option<&Downtime>) -> Alert {
    let messages = filled.messages;
    let mut body = Body::default();
    body.say("warning", messages.warning_body);
    if let Some(downtime) = downtime {
        filled.told(&mut body, Some(downtime), "");
        filled.planned(&mut body, downtime);
    }
    body.say("advice", messages.warning_advice);
    let headline = filled.headline(messages.warning_headline, messages.warning_headline_without_section);
    filled.alert(AlertStatus::Information, headline, body.html())
}

fn warning(filled: &Filled, downtime: Option<&Downtime>) -> PutAway {
    PutAway::new("warning", downtime, filled.section.as_deref())
}

/// The button goes with its message; whoever pressed it goes on in the section that it stood above.
fn hand_over_focus(event: &MouseEvent) {
    let button = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let section = button.and_then(|button| button.closest(".outage-section").ok().flatten());
    if let Some(section) = section.and_then(|section| section.dyn_into::<HtmlElement>().ok()) {
        focus_section(&section);
    }
}
