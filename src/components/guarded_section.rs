use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlElement;
use yew::prelude::*;

use super::context::{DownSection, Wording};
use super::hooks::subscribe;
use super::live_region::Change;
use super::props::heading_level;
use super::section_alert::{SectionAlert, Told};
use super::swap::{KEPT, Swap};
use super::{Fallback, OutageHandle};
use crate::model::{Availability, Downtime, Rule};
use crate::store::{Instead, OutageEvent, Standing, Subject, Subscription, Timer};

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
    /// If it was on the page, it stays there, in a `<div class="outage-kept">` that is `hidden` and `inert`:
    /// what a reader has filled in, chosen or scrolled is as it was when it is back. Its own timers and
    /// requests go on meanwhile.
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
/// data-availability="unknown|available|approaching|down">`: tests and style sheets may rely on it.
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
    answer: Answer,
    /// The answer that was seen to last.
    drawn: Option<Answer>,
    place: NodeRef,
    /// The section has been on the page.
    was_shown: bool,
    /// Until the quiet line is due.
    waiting: Option<Timer>,
    /// It is due.
    late: Rc<Cell<bool>>,
    swap: Swap,
    #[cfg(feature = "devtools")]
    listed: Option<crate::store::Listed>,
}

#[derive(Clone, Debug, PartialEq)]
struct Answer {
    availability: Availability,
    /// Nothing is known, and the time to wait for it is over.
    instead: Option<Instead>,
}

#[derive(Clone, Copy, PartialEq)]
enum Shown {
    Pending,
    Section,
    Outage,
}

impl Answer {
    fn of(subscription: Option<&Subscription>) -> Self {
        match subscription.and_then(Subscription::standing) {
            Some(Standing::Rule { availability, instead }) => Self { availability, instead },
            _ => Self { availability: Availability::Available, instead: None },
        }
    }

    fn shown(&self) -> Shown {
        match (&self.availability, self.instead) {
            (Availability::Down(_), _) | (Availability::Unknown, Some(Instead::Outage)) => Shown::Outage,
            (Availability::Unknown, None) => Shown::Pending,
            _ => Shown::Section,
        }
    }

    fn is_warning(&self) -> bool {
        matches!(self.availability, Availability::Approaching(_))
    }

    /// What those who do not see the page are told when another answer takes this one's place.
    fn change_to(&self, other: &Self) -> Option<Change> {
        match (self.shown(), other.shown()) {
            (Shown::Section, Shown::Outage) => Some(Change::Down),
            (Shown::Outage, Shown::Section) => Some(Change::Back),
            (Shown::Section, Shown::Section) if other.is_warning() && !self.is_warning() => {
                Some(Change::Warned)
            }
            // What nobody has seen has not gone.
            _ => None,
        }
    }
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
            answer: Answer::of(None),
            drawn: None,
            place: NodeRef::default(),
            was_shown: false,
            waiting: None,
            late: Rc::default(),
            swap: Swap::default(),
            #[cfg(feature = "devtools")]
            listed: None,
        };
        section.subscribe(ctx);
        // The first state is no news.
        section.answer = Answer::of(section.subscription.as_ref());
        section.was_shown = section.answer.shown() == Shown::Section;
        section.wait(ctx);
        section
    }

    fn update(&mut self, ctx: &Context<Self>, message: Self::Message) -> bool {
        if message.is_some() {
            self.guard = message;
            self.subscribe(ctx);
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
        let about = |content: Html| about(props, downtime(), content);
        let shown = self.answer.shown();
        let is_shown = shown == Shown::Section;
        let alert = match (shown, &props.render) {
            (_, Some(render)) => about(render.emit(availability.clone())),
            (Shown::Outage, _) => about(props.fallback.render(&downtime())),
            (Shown::Pending, _) => match &props.pending {
                Some(pending) => pending.clone(),
                None => self.quiet_line(ctx),
            },
            (Shown::Section, _) => match availability {
                Availability::Approaching(_) => about(html! { <SectionAlert told={Told::Warning} /> }),
                _ => Html::default(),
            },
        };
        let section = match props.while_down {
            _ if props.render.is_some() => Html::default(),
            WhileDown::Unmount if is_shown => props.children.clone(),
            WhileDown::Keep if self.was_shown => html! {
                <div class={KEPT} hidden={!is_shown} inert={!is_shown}>
                    { props.children.clone() }
                </div>
            },
            _ => Html::default(),
        };
        // Of one shape whatever is shown, so that an alert comes and goes without touching the section.
        html! {
            <div
                ref={self.place.clone()}
                class="outage-section"
                data-section={props.section.clone()}
                data-availability={availability.name()}
            >
                { alert }
                { section }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        // Asking the browser for an element costs something, and this comes with every mount.
        if self.swap.is_pending()
            && let Some(section) = self.place.cast::<HtmlElement>()
        {
            self.swap.after(&section, self.answer.shown() == Shown::Outage);
        }
        if self.drawn.as_ref() == Some(&self.answer) {
            return;
        }
        let before = self.drawn.replace(self.answer.clone());
        if let Some(guard) = &self.guard {
            emit(guard, &ctx.props().section, before.as_ref(), &self.answer);
        }
    }
}

impl GuardedSection {
    fn subscribe(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let subject = Subject::from(ctx.props().down_when.clone());
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
        let answer = Answer::of(self.subscription.as_ref());
        if answer == self.answer {
            return false;
        }
        if let Some(section) = self.place.cast::<HtmlElement>() {
            self.swap.before(&section);
        }
        if let (Some(guard), Some(change)) = (&self.guard, self.answer.change_to(&answer)) {
            guard.news.tell(ctx.props().section.clone(), change);
        }
        self.was_shown |= answer.shown() == Shown::Section;
        self.answer = answer;
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

    fn quiet_line(&self, ctx: &Context<Self>) -> Html {
        if !self.late.get() {
            return Html::default();
        }
        let wording = ctx.link().context::<Wording>(Callback::noop());
        let messages = wording.map_or_else(Wording::default, |(wording, _)| wording).messages;
        let words = messages.pending.replace("{section}", &ctx.props().section);
        html! { <p class="outage-pending">{ words }</p> }
    }
}

/// Tells the guard's listener what has changed.
fn emit(guard: &OutageHandle, section: &AttrValue, before: Option<&Answer>, now: &Answer) {
    let was_down = before.is_some_and(|before| before.availability.is_down());
    let name = || Rc::<str>::from(section.as_str());
    let is_up = matches!(now.availability, Availability::Available | Availability::Approaching(_));
    if was_down && is_up {
        guard.store.emit(OutageEvent::SectionBack { section: name() });
    }
    match now.availability.clone() {
        Availability::Down(downtime) if !was_down => {
            guard.store.emit(OutageEvent::SectionDown { section: name(), downtime });
        }
        Availability::Approaching(downtime) => {
            guard.store.emit(OutageEvent::SectionWarned { section: name(), downtime });
        }
        _ => {}
    }
}

/// Html whose alerts know this section and this downtime.
fn about(props: &GuardedSectionProps, downtime: Downtime, content: Html) -> Html {
    let context = DownSection {
        section: props.section.clone(),
        downtime,
        heading_level: heading_level(props.heading_level),
    };
    html! { <ContextProvider<DownSection> {context}>{ content }</ContextProvider<DownSection>> }
}
