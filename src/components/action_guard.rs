//! A hook for one action, such as starting a form: whether it can be started now, and why not.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use web_sys::Event;
use yew::prelude::*;

use super::alert_context::AlertContext;
use super::body::Body;
use super::hooks::{use_answer, use_outage};
use super::outage_handle::OutageHandle;
use super::presentation::Presentation;
use super::shown::{Shown, UNGUARDED};
use super::transitions::Transition;
use crate::model::Rule;
use crate::store::{Answer, Query, RuleQuery, UnknownFallback};

/// Whether an action can be started now, and everything that its button needs if not.
///
/// You get one from [`use_action_guard`].
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// /// A link that leads nowhere while it is blocked.
/// fn link(start: &ActionGuard) -> Html {
///     let onclick = start.unless_blocked(Callback::noop());
///     html! { <a href="/claim" aria-disabled={start.aria_disabled()} {onclick}>{ "Start" }</a> }
/// }
/// # let _ = link;
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct ActionGuard {
    action: AttrValue,
    blocked: Option<Blocked>,
    reason: Html,
    id: AttrValue,
    guard: Option<OutageHandle>,
}

/// Why an action cannot be started.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Blocked {
    /// Nothing is known yet, and the guard says to close what is unknown.
    Unknown,
    Down,
    /// A downtime starts before the action is done.
    TooLate,
}

impl Blocked {
    fn of(answer: &Answer, guard: Option<&OutageHandle>) -> Option<Self> {
        let closes_unknown = || {
            let fallback = guard.map(|guard| guard.store.settings().while_unknown.fallback());
            fallback == Some(UnknownFallback::Outage)
        };
        match answer.shown() {
            Shown::Outage => Some(Self::Down),
            Shown::Pending => closes_unknown().then_some(Self::Unknown),
            Shown::Section => answer.availability().approaching().map(|_| Self::TooLate),
        }
    }
}

impl ActionGuard {
    /// Whether the action cannot be started now.
    pub fn is_blocked(&self) -> bool {
        self.blocked.is_some()
    }

    /// The value of the button's `aria-disabled`: `Some("true")` while the action is blocked.
    ///
    /// Do not set `disabled`: a disabled button cannot have the focus, so nobody who uses a keyboard or a screen reader
    /// would find it, or hear why it does nothing.
    pub fn aria_disabled(&self) -> Option<&'static str> {
        self.is_blocked().then_some("true")
    }

    /// The value of the button's `aria-describedby` while the action is blocked: the id of the element of
    /// [`reason`](Self::reason).
    pub fn described_by(&self) -> Option<AttrValue> {
        self.is_blocked().then(|| self.id.clone())
    }

    /// Why the action is blocked and until when, in the guard's language: an element to put beside the button. It is
    /// `hidden` while the action is not blocked. Draw it once.
    pub fn reason(&self) -> Html {
        html! {
            <div id={self.id.clone()} class="outage-reason" hidden={!self.is_blocked()}>{ self.reason.clone() }</div>
        }
    }

    /// A callback that does nothing while the action is blocked, for `onclick` and `onsubmit`.
    ///
    /// It then stops the event, so that the browser neither submits the form nor follows the link, and has the guard
    /// announce why to screen readers.
    pub fn unless_blocked<E: AsRef<Event> + 'static>(&self, callback: Callback<E>) -> Callback<E> {
        let Some(blocked) = self.blocked else { return callback };
        let (guard, action) = (self.guard.clone(), self.action.clone());
        Callback::from(move |event: E| {
            event.as_ref().prevent_default();
            event.as_ref().stop_propagation();
            if let Some(guard) = &guard {
                let transition =
                    if blocked == Blocked::TooLate { Transition::Warned } else { Transition::Down };
                guard.announcer.announce(action.clone(), transition);
            }
        })
    }
}

/// Guards an action that readers should not start now, such as a form that takes 20 minutes: while a rule is down, and
/// while a downtime starts so soon that they could not finish.
///
/// Use it for the button or link that starts the action. The form itself stays in a
/// [`GuardedSection`](super::GuardedSection).
///
/// ```
/// use std::time::Duration;
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// #[derive(PartialEq, Properties)]
/// struct StartProps {
///     onclick: Callback<MouseEvent>,
/// }
///
/// #[component]
/// fn Start(props: &StartProps) -> Html {
///     // The form takes about 20 minutes.
///     let takes = Duration::from_secs(20 * 60);
///     let start = use_action_guard("the claim form", service("claims"), takes);
///     html! {
///         <>
///             <button
///                 type="button"
///                 aria-disabled={start.aria_disabled()}
///                 aria-describedby={start.described_by()}
///                 onclick={start.unless_blocked(props.onclick.clone())}
///             >
///                 { "Start the form" }
///             </button>
///             { start.reason() }
///         </>
///     }
/// }
/// # let _ = html! { <Start onclick={Callback::noop()} /> };
/// ```
///
/// - `action`: what a reader calls it, in words that fit into "You can't use … right now".
/// - `down_when`: when it cannot be used: a rule, or a toggle's key.
/// - `takes`: how long it takes. The action is blocked from that long before a downtime. Zero: only while it is down.
///   The guard's `warn_before` does not count here.
///
/// While nothing is known, the action can be started, unless the guard's `while_unknown` is
/// [`ShowOutage`](crate::store::WhileUnknown::ShowOutage). An action that is only degraded can be started.
///
/// The component renders again when this changes and, while the action is blocked, once a minute for the words of
/// the reason ("in about 20 minutes").
///
/// A blocked button protects nothing: the server has to refuse what must not be used during an outage.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) the action is never blocked, and a warning is written to the
/// console.
///
/// # On a server
///
/// The reason names every day and gives times in UTC, as alerts do.
#[hook]
pub fn use_action_guard(
    action: impl Into<AttrValue>,
    down_when: impl Into<Rule>,
    takes: Duration,
) -> ActionGuard {
    let action = action.into();
    let guard = use_outage();
    let presentation = use_context::<Presentation>().unwrap_or_default();
    let query = RuleQuery { warn_before: Some(takes), ..RuleQuery::from(down_when.into()) };
    let answer = use_answer(Query::Rule(query)).unwrap_or(UNGUARDED);
    let blocked = Blocked::of(&answer, guard.as_ref());
    let id = use_memo((), |()| {
        static NUMBERS: AtomicU32 = AtomicU32::new(1);
        AttrValue::from(format!("outage-reason-{}", NUMBERS.fetch_add(1, Ordering::Relaxed)))
    });
    let update = use_force_update();
    // Only a reason that is shown has words that follow the clock.
    let _minute = use_memo((guard.clone(), blocked.is_some()), |(guard, is_blocked)| {
        let guard = guard.as_ref().filter(|_| *is_blocked)?;
        Some(guard.store.subscribe(Query::Minute, move || update.force_update()))
    });
    let now = guard.as_ref().map(|guard| guard.store.now());
    let reason = blocked.map(|blocked| {
        let downtime = match blocked {
            Blocked::TooLate => answer.availability().approaching(),
            Blocked::Down | Blocked::Unknown => answer.availability().downtime(),
        };
        let (name, downtime) = (Some(action.clone()), downtime.cloned());
        reason(blocked, &AlertContext::new(name, downtime, None, None, presentation, now))
    });
    ActionGuard { action, blocked, reason: reason.unwrap_or_default(), id: (*id).clone(), guard }
}

/// The sentences that say why an action is blocked, and until when.
fn reason(blocked: Blocked, context: &AlertContext) -> Html {
    let messages = context.messages();
    let mut body = Body::default();
    // A headline has no full stop of its own, and a description is read as one text.
    let headline = |about: &str, without: &str| [&*context.headline(about, without), "."].concat();
    match (blocked, &context.downtime) {
        (Blocked::Unknown, _) => body.text("reason", &context.headline(messages.pending, messages.checking)),
        (Blocked::TooLate, Some(downtime)) => {
            let words = headline(messages.warning_headline, messages.warning_headline_without_section);
            body.text("reason", &words);
            context.add_planned_times(&mut body, downtime);
            body.text("too late", messages.too_late);
        }
        (Blocked::Down | Blocked::TooLate, downtime) => {
            body.text("reason", &headline(messages.headline, messages.headline_without_section));
            context.add_end(&mut body, downtime.as_ref().and_then(|downtime| downtime.until));
        }
    }
    body.html()
}
