use std::rc::Rc;

use yew::prelude::*;

use super::OutageHandle;
use crate::model::{Availability, Rule, Toggle};
use crate::store::{Answer, Query, Subscription, warn};

/// The handle of the guard around this component; `None` where there is no guard.
///
/// It never renders the component again. See [`OutageHandle`] for an example.
#[hook]
pub fn use_outage() -> Option<OutageHandle> {
    use_context::<OutageHandle>()
}

/// The availability of a section under a rule. The component renders again when it changes, and only
/// then.
///
/// Use it where a [`GuardedSection`](super::GuardedSection) does not fit: to disable a button, to hide
/// a link.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// #[component]
/// fn DirectDepositLink() -> Html {
///     let down = use_availability(toggle("profile_hide_direct_deposit")).is_down();
///     html! {
///         <a href="/direct-deposit">
///             { "Direct deposit" }
///             if down {
///                 { " (not available right now)" }
///             }
///         </a>
///     }
/// }
/// ```
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) the answer is [`Availability::Available`], and
/// the console is told.
#[hook]
pub fn use_availability(rule: impl Into<Rule>) -> Availability {
    match use_standing(Query::from(rule.into())) {
        Some(Answer::Rule { availability, .. }) => availability,
        _ => Availability::Available,
    }
}

/// One toggle, with its notice; `None` while it is not known. The component renders again when the
/// toggle or its notice changes, and only then.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// #[component]
/// fn NewForm() -> Html {
///     let on = use_toggle("profile_new_form").is_some_and(|toggle| toggle.is_on());
///     html! { <p>{ if on { "The new form" } else { "The form" } }</p> }
/// }
/// ```
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) the toggle is off, and the console is told.
#[hook]
pub fn use_toggle(key: impl Into<Rc<str>>) -> Option<Toggle> {
    match use_standing(Query::Toggle(key.into())) {
        Some(Answer::Toggle(toggle)) => toggle,
        _ => Some(Toggle::off()),
    }
}

/// The answer to a subject; `None` outside of any guard. Renders again whenever the answer changes.
#[hook]
pub(super) fn use_standing(subject: Query) -> Option<Answer> {
    let guard = use_outage();
    let update = use_force_update();
    // Subscribed while rendering, not in an effect after it: no change can fall between the two.
    let subscription = use_memo((guard, subject), |(guard, subject)| {
        subscribe(guard.as_ref(), subject.clone(), move || update.force_update())
    });
    subscription.as_ref().as_ref().and_then(Subscription::answer)
}

/// Subscribes with the guard around; without one, the console is told.
pub(super) fn subscribe(
    guard: Option<&OutageHandle>,
    subject: Query,
    notify: impl Fn() + 'static,
) -> Option<Subscription> {
    if guard.is_none() {
        warn("a section is outside of any OutageGuard, so nothing can take it down");
    }
    Some(guard?.store.subscribe(subject, notify))
}
