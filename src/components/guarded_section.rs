//! A section that an outage takes down.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use web_sys::HtmlElement;
use yew::html::IntoPropValue;
use yew::prelude::*;

use super::fallback::Fallback;
use super::hooks::subscribe;
use super::outage_handle::OutageHandle;
use super::presentation::Presentation;
use super::reader_state::{CONTENT, ReaderState};
use super::section_alert::{AlertKind, SectionAlert};
use super::section_context::SectionContext;
use super::section_entry::SectionEntry;
use super::section_list::Section;
use super::shown::{Shown, UNGUARDED};
use super::transitions::{AnnouncementTracker, EventTracker};
use super::while_down::WhileDown;
use super::wrapper::{merged_class, wrapper};
use crate::model::{Availability, Downtime, Rule, any};
use crate::store::{Answer, Query, RuleQuery, Timer, WhileUnknown};

/// How long the default pending line waits. Most answers arrive sooner, and a line that appears and disappears
/// would only flicker.
const PENDING_LINE_AFTER: Duration = Duration::from_millis(300);

/// Properties of [`GuardedSection`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct GuardedSectionProps {
    /// What a reader calls the section, in words that fit into "You can't use … right now".
    pub section: AttrValue,
    /// When it is down: a rule, or a toggle's key.
    pub down_when: Rule, // "a_toggle" or toggle("a_toggle"), service("a_service"), any([..]), all([..])
    /// When it works, but slowly or unreliably: a rule. A note then stands above the section. Default: while an
    /// outage degrades a service that `down_when` names.
    #[prop_or_else(never)]
    pub degraded_when: Rule, // "a_toggle" or toggle("a_toggle"), service("a_service"), any([..]), all([..])
    /// What stands in its place while it is down. Default: the library's own alert.
    #[prop_or_default]
    pub fallback: Fallback,
    /// What stands in its place while nothing is known. Default: a line of text, after 300 ms.
    #[prop_or_default]
    pub pending: Option<Html>,
    /// Renders the section at every availability, and replaces `fallback`, `pending` and `children`. Alerts inside
    /// take the section and its downtime from here. Default: none. Pass the same callback at every render, or
    /// the section renders again.
    #[prop_or_default]
    pub render: Option<Callback<Availability, Html>>,
    /// What it shows if nothing is known after a while. Default: as the guard says.
    #[prop_or_default]
    pub while_unknown: Option<WhileUnknown>,
    /// How long before its start a downtime counts as approaching; zero gives no warning. Default: as the guard says.
    #[prop_or_default]
    pub warn_before: Option<Duration>,
    /// The whole headline of its alert while it is down. Default: made from `section`.
    #[prop_or_default]
    pub headline: Option<AttrValue>,
    /// What readers can do instead, in your own words: a phone number, another page. Its alerts show it below the
    /// library's words. Default: none.
    #[prop_or_default]
    pub help: Html,
    /// Whether its alerts are a heading and one line, without a button: for pages where many sections are down
    /// together, below an [`OutageSummary`](super::OutageSummary). Default: no.
    #[prop_or_default]
    pub compact: bool,
    /// What becomes of the section while it is down. Default: it is unmounted.
    #[prop_or_default]
    pub while_down: WhileDown,
    /// The level of its alerts' headings, from 1 to 6; any other number counts as the nearest of these.
    /// Default: 3.
    #[prop_or(3)]
    pub heading_level: u8,
    /// Classes for its outermost element, beside `outage-section`. Default: none.
    #[prop_or_default]
    pub class: Classes,
    /// The id of its outermost element. Default: none.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// The section.
    #[prop_or_default]
    pub children: Html,
}

/// Wraps a section: shows it, or what is known about its outage.
///
/// While its rule is down, the section is unmounted and an alert stands in its place. Afterwards it is mounted
/// anew, or shown again if [`WhileDown::Keep`] kept it. While a downtime approaches, or while the section works
/// badly, it stands below a warning or a note, which a reader can dismiss.
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
/// `section` and `down_when` take a `&'static str`, a `String` or an `AttrValue`; `down_when` takes a [`Rule`] too:
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let name = String::from("claims");
/// let key = AttrValue::from("hide_claims");
/// let sections = html! {
///     <>
///         <GuardedSection section={name.clone()} down_when={format!("hide_{name}")} />
///         <GuardedSection section={AttrValue::from(name)} down_when={key} />
///         <GuardedSection section="claims" down_when={toggle("hide_claims").or(service("claims"))} />
///     </>
/// };
/// # let _ = sections;
/// ```
///
/// It is one element, `<div class="outage-section" data-section="direct deposit"
/// data-availability="unknown|available|approaching|degraded|down">`. Tests and style sheets may rely on it. Its children
/// are in a `<div class="outage-content">`.
///
/// If its siblings can appear or disappear (a list that grows, an `if`), give it and its siblings a `key`. Yew
/// matches siblings without keys by position, so it would mount the section anew, and what was typed in it would
/// be lost.
///
/// Focus inside a section moves to the heading of the alert that replaces it, and later back into the section.
/// Focus elsewhere on the page does not move.
///
/// A guard hides a section; it does not protect what is behind it. The server has to refuse what must not be used
/// during an outage.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) it shows the section and writes a warning to the console.
pub struct GuardedSection {
    guard: Option<OutageHandle>,
    /// Reports another guard until it is dropped.
    _guard_handle: Option<ContextHandle<OutageHandle>>,
    /// Asks the store about this section, and lists it among those of its guard.
    entry: Option<SectionEntry>,
    /// The answer that `view` renders.
    answer: Answer,
    /// The last answer that `rendered` has handled.
    rendered_answer: Option<Answer>,
    events: EventTracker,
    announcements: AnnouncementTracker,
    element: NodeRef,
    /// The section has been on the page.
    was_shown: bool,
    /// Shows the default pending line when it fires.
    pending_timer: Option<Timer>,
    shows_pending_line: Rc<Cell<bool>>,
    reader_state: ReaderState,
}

// Not a function component: it has to look at the page right before the page changes, and hooks cannot.
impl Component for GuardedSection {
    /// `Some`: the section has another guard. `None`: the answer may have changed, or the pending line is due.
    type Message = Option<OutageHandle>;
    type Properties = GuardedSectionProps;

    fn create(ctx: &Context<Self>) -> Self {
        let (guard, guard_handle) = ctx.link().context::<OutageHandle>(ctx.link().callback(Some)).unzip();
        let mut section = Self {
            guard,
            _guard_handle: guard_handle,
            entry: None,
            answer: UNGUARDED,
            rendered_answer: None,
            events: EventTracker::default(),
            announcements: AnnouncementTracker::default(),
            element: NodeRef::default(),
            was_shown: false,
            pending_timer: None,
            shows_pending_line: Rc::default(),
            reader_state: ReaderState::default(),
        };
        section.subscribe(ctx);
        section.answer = section.current_answer();
        section.announcements.update(&section.answer);
        section.was_shown = section.answer.shown() == Shown::Section;
        section.schedule_pending_line(ctx);
        section
    }

    fn update(&mut self, ctx: &Context<Self>, message: Self::Message) -> bool {
        if message.is_some() {
            self.guard = message;
            self.subscribe(ctx);
        }
        let has_changed = self.take_answer(ctx);
        has_changed || self.answer.shown() == Shown::Pending
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &Self::Properties) -> bool {
        let props = ctx.props();
        let is_same_query = props.down_when == old.down_when
            && props.degraded_when == old.degraded_when
            && props.while_unknown == old.while_unknown
            && props.warn_before == old.warn_before;
        if !is_same_query || props.section != old.section {
            self.subscribe(ctx);
        }
        self.take_answer(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let availability = self.answer.availability();
        let shown = self.answer.shown();
        let wrapped = |content| wrapper(None, None, Some(content));
        let downtime = || availability.downtime().cloned().unwrap_or_default();
        let alert = match (shown, &props.render) {
            (_, Some(render)) => {
                Some(with_context(props, "render", downtime(), wrapped(render.emit(availability.clone()))))
            }
            (Shown::Outage, _) => {
                Some(with_context(props, "outage", downtime(), props.fallback.render(&downtime())))
            }
            (Shown::Pending, _) => match &props.pending {
                Some(pending) => {
                    Some(html! { <div key="pending" class="outage-place">{ pending.clone() }</div> })
                }
                None => self.pending_line(ctx),
            },
            (Shown::Section, _) => availability.approaching().map(|downtime| {
                let warning = html! { <SectionAlert kind={AlertKind::Warning} /> };
                with_context(props, "warning", downtime.clone(), warning)
            }),
        };
        let note =
            (shown == Shown::Section && availability.is_degraded() && props.render.is_none()).then(|| {
                let note = html! { <SectionAlert kind={AlertKind::Degraded} /> };
                with_context(props, "degraded", downtime(), note)
            });
        // Alert and content have keys, so that one appears or disappears without remounting the other.
        let inside: Html =
            alert.into_iter().chain(note).chain(self.content(props, shown == Shown::Section)).collect();
        html! {
            <div
                ref={self.element.clone()}
                class={merged_class("outage-section", props.class.clone().into_prop_value())}
                id={props.id.clone()}
                data-section={props.section.clone()}
                data-availability={availability.name()}
            >
                { inside }
            </div>
        }
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        // Looking up the element costs time at every mount, so this first checks that there is something to do.
        if self.reader_state.is_saved()
            && let Some(section) = self.element.cast::<HtmlElement>()
        {
            self.reader_state.restore(&section, self.answer.shown() == Shown::Section);
        }
        if self.rendered_answer.as_ref() == Some(&self.answer) {
            return;
        }
        self.rendered_answer = Some(self.answer.clone());
        if let Some(guard) = &self.guard {
            let emit = |event| guard.store.emit(event);
            self.events.update(&ctx.props().section, self.answer.availability(), emit);
        }
    }
}

impl GuardedSection {
    fn subscribe(&mut self, ctx: &Context<Self>) {
        let link = ctx.link().clone();
        let props = ctx.props();
        let query = Query::Rule(RuleQuery {
            rule: props.down_when.clone(),
            degraded_when: Some(props.degraded_when.clone()),
            warn_before: props.warn_before,
            while_unknown: props.while_unknown,
        });
        let subscription = subscribe(self.guard.as_ref(), query, move || link.send_message(None));
        self.entry = self.guard.as_ref().zip(subscription).map(|(guard, subscription)| {
            let section = Section {
                name: props.section.clone(),
                #[cfg(feature = "devtools")]
                rule: props.down_when.clone(),
                is_shown: Cell::new(
                    subscription.answer().is_some_and(|answer| answer.shown() == Shown::Section),
                ),
                subscription,
                element: self.element.clone(),
            };
            SectionEntry::new(&guard.sections, section)
        });
    }

    fn current_answer(&self) -> Answer {
        self.entry.as_ref().map_or(UNGUARDED, |entry| entry.section().answer())
    }

    /// Takes the store's answer while the page still shows the previous one. Returns whether they differ.
    fn take_answer(&mut self, ctx: &Context<Self>) -> bool {
        let answer = self.current_answer();
        if answer == self.answer {
            return false;
        }
        let is_shown = answer.shown() == Shown::Section;
        if let Some(section) = self.element.cast::<HtmlElement>() {
            let is_leaving = self.answer.shown() == Shown::Section && !is_shown;
            self.reader_state.save(&section, is_leaving, ctx.props().while_down == WhileDown::Keep);
        }
        if let (Some(transition), Some(guard)) = (self.announcements.update(&answer), &self.guard) {
            guard.announcer.announce(ctx.props().section.clone(), transition);
        }
        self.was_shown |= is_shown;
        self.answer = answer;
        if let Some(entry) = &self.entry {
            entry.set_shown(is_shown);
        }
        self.schedule_pending_line(ctx);
        true
    }

    /// Starts to count the time until the default pending line is shown, if nothing is known.
    fn schedule_pending_line(&mut self, ctx: &Context<Self>) {
        self.shows_pending_line.set(false);
        let guard = self.guard.as_ref().filter(|_| self.answer.shown() == Shown::Pending);
        self.pending_timer = guard.map(|guard| {
            let (link, shows_pending_line) = (ctx.link().clone(), self.shows_pending_line.clone());
            guard.store.clock().after(
                PENDING_LINE_AFTER,
                Box::new(move || {
                    shows_pending_line.set(true);
                    link.send_message(None);
                }),
            )
        });
    }

    /// The section's children, in an element of the library's own: Yew can remove that element even if a
    /// browser's translation has replaced text nodes inside it.
    fn content(&self, props: &GuardedSectionProps, is_shown: bool) -> Option<Html> {
        let class = match props.while_down {
            _ if props.render.is_some() => return None,
            WhileDown::Unmount if is_shown => CONTENT,
            WhileDown::Keep if self.was_shown => "outage-content outage-kept",
            _ => return None,
        };
        Some(html! {
            <div key="content" {class} hidden={!is_shown} inert={!is_shown}>{ props.children.clone() }</div>
        })
    }

    fn pending_line(&self, ctx: &Context<Self>) -> Option<Html> {
        if !self.shows_pending_line.get() {
            return None;
        }
        let presentation = ctx.link().context::<Presentation>(Callback::noop());
        let presentation = presentation.map_or_else(Presentation::default, |(presentation, _)| presentation);
        let words = presentation.language.messages().pending.replace("{section}", &ctx.props().section);
        Some(html! { <p key={format!("pending {words}")} class="outage-pending">{ words }</p> })
    }
}

/// A rule that is never down.
fn never() -> Rule {
    any([] as [Rule; 0])
}

/// Provides the alerts inside `content` with this section and its downtime.
fn with_context(props: &GuardedSectionProps, key: &'static str, downtime: Downtime, content: Html) -> Html {
    let context = SectionContext {
        section: props.section.clone(),
        downtime,
        heading_level: props.heading_level,
        headline: props.headline.clone(),
        help: props.help.clone(),
        compact: props.compact,
    };
    html! {
        <ContextProvider<SectionContext> {key} {context}>{ content }</ContextProvider<SectionContext>>
    }
}
