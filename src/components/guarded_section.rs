use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::answer::{Reported, SectionAnswer, Seen, Shown};
use super::context::{Presentation, SectionContext};
use super::hooks::subscribe;
use super::place::place;
use super::props::heading_level;
use super::reader_state::{CONTENT, ReaderState};
use super::rest_of_page::SectionCount;
use super::section_alert::{AlertKind, SectionAlert};
use super::{Fallback, OutageHandle};
use crate::model::{Availability, Downtime, Rule};
use crate::store::{Query, Subscription, Timer};

/// Most answers are here sooner, and a line that comes and goes would only blink.
const SAID_AFTER: Duration = Duration::from_millis(300);

/// Properties of [`GuardedSection`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GuardedSectionProps {
    /// What a reader calls the section, in words that fit into "You can't use … right now".
    pub section: AttrValue,
    /// When it is down: a rule, or a toggle's key.
    pub down_when: Rule,
    /// What stands in its place while it is down. Default: the library's own alert.
    #[prop_or_default]
    pub fallback: Fallback,
    /// What stands in its place while nothing is known. Default: a quiet line, after 300 ms.
    #[prop_or_default]
    pub pending: Option<Html>,
    /// Draws the section's place in your own way, whatever its availability: called with it, and shown in
    /// place of everything else. Alerts inside know the section and its downtime without props. Default:
    /// none. Give the same callback at every render, or it renders again.
    #[prop_or_default]
    pub render: Option<Callback<Availability, Html>>,
    /// What becomes of the section while it is down. Default: it is unmounted.
    #[prop_or_default]
    pub while_down: WhileDown,
    /// The heading level of its alerts: 1 to 6; the nearest of them for any other number. Default: 3.
    #[prop_or(3)]
    pub heading_level: u8,
    /// The section.
    #[prop_or_default]
    pub children: Html,
}

/// What becomes of a section while an alert stands in its place.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let long_form = html! {
///     <GuardedSection section="the claim form" down_when="hide_claims" while_down={WhileDown::Keep}>
///         <label>{ "What happened?" }<textarea /></label>
///     </GuardedSection>
/// };
/// # let _ = long_form;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhileDown {
    /// It is taken off the page, and mounted anew when it is back.
    #[default]
    Unmount,
    /// If it was on the page, it stays there, in a `<div class="outage-content outage-kept">` that is `hidden`
    /// and `inert`: what a reader has filled in, chosen or scrolled is as it was when it is back. A modal
    /// dialog that is open in it is closed meanwhile, of which its `close` event does not tell. Its own timers
    /// and requests go on.
    Keep,
}

/// Wraps a section: shows it, or what is known about its outage.
///
/// While its rule says down, the section is not on the page and an alert stands in its place; once the
/// rule says otherwise, the section is back, newly mounted ([`WhileDown`] keeps it instead). While a downtime approaches, the section
/// works on, below a warning that a reader can put away.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let section = html! {
///     <GuardedSection section="direct deposit" down_when="profile_hide_direct_deposit">
///         { "The form" }
///     </GuardedSection>
/// };
/// # let _ = section;
/// ```
///
/// It is one element, `<div class="outage-section" data-section="direct deposit"
/// data-availability="unknown|available|approaching|down">`: tests and style sheets may rely on it. What it
/// holds is in a `<div class="outage-content">`.
///
/// Where something beside it on the page may come or go (a list that grows, an `if`), give it and its siblings
/// a `key`. Yew tells siblings without keys apart by their place alone, and mounts a section anew whose place
/// is another's: what was typed in it is lost.
///
/// Focus that was inside a section moves to the heading of the alert that takes its place, and back to the
/// section. Focus elsewhere on the page stays where it is.
///
/// A guard hides; it does not protect. What must not be used while it is out, the server has to refuse.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) the section is shown, and the console is told.
pub struct GuardedSection {
    guard: Option<OutageHandle>,
    /// Hears of another guard for as long as it is held.
    _around: Option<ContextHandle<OutageHandle>>,
    subscription: Option<Subscription>,
    /// The answer that is drawn.
    answer: SectionAnswer,
    /// The answer that was seen to last.
    drawn: Option<SectionAnswer>,
    reported: Reported,
    seen: Seen,
    /// Among the guard's sections.
    counted: Option<SectionCount>,
    place: NodeRef,
    /// The section has been on the page.
    was_shown: bool,
    /// Until the quiet line is due.
    waiting: Option<Timer>,
    /// It is due.
    late: Rc<Cell<bool>>,
    swap: ReaderState,
    #[cfg(feature = "devtools")]
    listed: Option<crate::store::Listed>,
}

// Not of a function and hooks: it looks at the page right before the page changes.
impl Component for GuardedSection {
    /// Another guard; or else that the answer has changed, or that it has been waited for long enough.
    type Message = Option<OutageHandle>;
    type Properties = GuardedSectionProps;

    fn create(ctx: &Context<Self>) -> Self {
        let around = ctx.link().context::<OutageHandle>(ctx.link().callback(Some));
        let (guard, around) = around.unzip();
        let mut section = Self {
            guard,
            _around: around,
            subscription: None,
            answer: SectionAnswer::of(None),
            drawn: None,
            reported: Reported::default(),
            seen: Seen::default(),
            counted: None,
            place: NodeRef::default(),
            was_shown: false,
            waiting: None,
            late: Rc::default(),
            swap: ReaderState::default(),
            #[cfg(feature = "devtools")]
            listed: None,
        };
        section.subscribe(ctx);
        // The first state is no news.
        section.answer = SectionAnswer::of(section.subscription.as_ref());
        section.seen.take(&section.answer);
        section.was_shown = section.answer.shown() == Shown::Section;
        section.count();
        section.wait(ctx);
        section
    }

    fn update(&mut self, ctx: &Context<Self>, message: Self::Message) -> bool {
        if message.is_some() {
            self.guard = message;
            self.subscribe(ctx);
            self.count();
        }
        let is_new = self.take_answer(ctx);
        is_new || self.answer.shown() == Shown::Pending
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        if ctx.props().down_when != old.down_when {
            self.subscribe(ctx);
        }
        #[cfg(feature = "devtools")]
        if ctx.props().section != old.section {
            self.list(ctx);
        }
        self.take_answer(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let availability = &self.answer.availability;
        let downtime = || availability.downtime().cloned().unwrap_or_default();
        let about = |key: &'static str, content: Html| Some(about(props, key, downtime(), content));
        let shown = self.answer.shown();
        let alert = match (shown, &props.render) {
            (_, Some(render)) => about("render", place(Some(render.emit(availability.clone())))),
            (Shown::Outage, _) => about("outage", props.fallback.render(&downtime())),
            (Shown::Pending, _) => match &props.pending {
                Some(pending) => {
                    Some(html! { <div key="pending" class="outage-place">{ pending.clone() }</div> })
                }
                None => self.quiet_line(ctx),
            },
            (Shown::Section, _) => match availability {
                Availability::Approaching(_) => {
                    about("warning", html! { <SectionAlert kind={AlertKind::Warning} /> })
                }
                _ => None,
            },
        };
        // By their keys, so that an alert comes and goes without touching the section.
        let inside: Html = alert.into_iter().chain(self.content(props, shown == Shown::Section)).collect();
        html! {
            <div
                ref={self.place.clone()}
                class="outage-section"
                data-section={props.section.clone()}
                data-availability={availability.name()}
            >
                { inside }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        // Asking the browser for an element costs something, and this comes with every mount.
        if self.swap.is_pending()
            && let Some(section) = self.place.cast::<HtmlElement>()
        {
            self.swap.after(&section, self.answer.shown() == Shown::Section);
        }
        if self.drawn.as_ref() == Some(&self.answer) {
            return;
        }
        self.drawn = Some(self.answer.clone());
        if let Some(guard) = &self.guard {
            let tell = |event| guard.store.emit(event);
            self.reported.take(&ctx.props().section, &self.answer.availability, tell);
        }
    }
}

impl GuardedSection {
    fn subscribe(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let subject = Query::from(ctx.props().down_when.clone());
        self.subscription = subscribe(self.guard.as_ref(), subject, move || link.send_message(None));
        #[cfg(feature = "devtools")]
        self.list(ctx);
    }

    /// Lists it, as it is called and by the rule that it has now.
    #[cfg(feature = "devtools")]
    fn list(&mut self, ctx: &Context<Self>) {
        let Some(guard) = &self.guard else { return };
        let place = self.place.clone();
        let section = crate::store::Section {
            name: ctx.props().section.as_str().into(),
            rule: ctx.props().down_when.clone(),
            place: Rc::new(move || place.cast()),
        };
        self.listed = Some(guard.store.list_section(section, self.listed.take()));
    }

    /// Takes the answer as it stands, while the page still shows the last one. Whether it is another.
    fn take_answer(&mut self, ctx: &Context<Self>) -> bool {
        let answer = SectionAnswer::of(self.subscription.as_ref());
        if answer == self.answer {
            return false;
        }
        let is_shown = answer.shown() == Shown::Section;
        if let Some(section) = self.place.cast::<HtmlElement>() {
            let goes = self.answer.shown() == Shown::Section && !is_shown;
            self.swap.before(&section, goes, ctx.props().while_down == WhileDown::Keep);
        }
        if let (Some(change), Some(guard)) = (self.seen.take(&answer), &self.guard) {
            guard.announcer.announce(ctx.props().section.clone(), change);
        }
        self.was_shown |= is_shown;
        self.answer = answer;
        if let Some(counted) = &mut self.counted {
            counted.set(is_shown);
        }
        self.wait(ctx);
        true
    }

    /// While nothing is known, counts the time until that is said.
    fn wait(&mut self, ctx: &Context<Self>) {
        self.late.set(false);
        let guard = self.guard.as_ref().filter(|_| self.answer.shown() == Shown::Pending);
        self.waiting = guard.map(|guard| {
            let (link, late) = (ctx.link().clone(), self.late.clone());
            guard.store.clock().after(
                SAID_AFTER,
                Box::new(move || {
                    late.set(true);
                    link.send_message(None);
                }),
            )
        });
    }

    /// Takes its place among the guard's sections.
    fn count(&mut self) {
        let is_shown = self.answer.shown() == Shown::Section;
        self.counted = self.guard.as_ref().map(|guard| SectionCount::new(&guard.rest_of_page, is_shown));
    }

    /// What the section holds, in an element of ours: it comes and goes as that, whatever a browser has done
    /// to the text in it.
    fn content(&self, props: &GuardedSectionProps, is_shown: bool) -> Option<Html> {
        let class = match props.while_down {
            _ if props.render.is_some() => return None,
            WhileDown::Unmount if is_shown => classes!(CONTENT),
            WhileDown::Keep if self.was_shown => classes!(CONTENT, "outage-kept"),
            _ => return None,
        };
        Some(html! {
            <div key="content" {class} hidden={!is_shown} inert={!is_shown}>{ props.children.clone() }</div>
        })
    }

    fn quiet_line(&self, ctx: &Context<Self>) -> Option<Html> {
        if !self.late.get() {
            return None;
        }
        let wording = ctx.link().context::<Presentation>(Callback::noop());
        let messages = wording.map_or_else(Presentation::default, |(wording, _)| wording).messages;
        let words = messages.pending.replace("{section}", &ctx.props().section);
        Some(html! { <p key={format!("pending {words}")} class="outage-pending">{ words }</p> })
    }
}

/// Html whose alerts know this section and this downtime.
fn about(props: &GuardedSectionProps, key: &'static str, downtime: Downtime, content: Html) -> Html {
    let context = SectionContext {
        section: props.section.clone(),
        downtime,
        heading_level: heading_level(props.heading_level),
    };
    html! { <ContextProvider<SectionContext> {key} {context}>{ content }</ContextProvider<SectionContext>> }
}
