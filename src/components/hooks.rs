//! Hooks for what the components do not cover.

use std::rc::Rc;

use yew::prelude::*;

use super::outage_handle::OutageHandle;
use crate::model::{Availability, Rule, Toggle};
use crate::store::{Answer, Query, Subscription, warn};

/// The handle of the guard around this component; `None` where there is no guard.
///
/// The handle never changes, so this hook never renders the component again. See [`OutageHandle`] for an
/// example.
#[hook]
pub fn use_outage() -> Option<OutageHandle> {
    use_context::<OutageHandle>()
}

/// The availability of a section under a rule. The component renders again only when the availability changes.
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
/// Outside of any [`OutageGuard`](super::OutageGuard) it returns [`Availability::Available`] and writes a
/// warning to the console.
#[hook]
pub fn use_availability(rule: impl Into<Rule>) -> Availability {
    match use_answer(Query::from(rule.into())) {
        Some(Answer::Rule { availability, .. }) => availability,
        _ => Availability::Available,
    }
}

/// One toggle, with its notice; `None` while it is not known. The component renders again only when the toggle or
/// its notice changes.
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
/// Outside of any [`OutageGuard`](super::OutageGuard) the toggle is off, and a warning is written to the console.
#[hook]
pub fn use_toggle(key: impl Into<Rc<str>>) -> Option<Toggle> {
    match use_answer(Query::Toggle(key.into())) {
        Some(Answer::Toggle(toggle)) => toggle,
        _ => Some(Toggle::off()),
    }
}

/// The answer to a query; `None` outside of any guard. The component renders again whenever the answer changes.
#[hook]
pub(super) fn use_answer(query: Query) -> Option<Answer> {
    let guard = use_outage();
    let update = use_force_update();
    // Subscribes while rendering. An effect would run later, and a change in between would be missed.
    let subscription = use_memo((guard, query), |(guard, query)| {
        subscribe(guard.as_ref(), query.clone(), move || update.force_update())
    });
    subscription.as_ref().as_ref().and_then(Subscription::answer)
}

/// Subscribes to the guard's store. Without a guard it only writes a warning to the console.
pub(super) fn subscribe(
    guard: Option<&OutageHandle>,
    query: Query,
    on_change: impl Fn() + 'static,
) -> Option<Subscription> {
    if guard.is_none() {
        warn("a section is outside of any OutageGuard, so nothing can take it down");
    }
    Some(guard?.store.subscribe(query, on_change))
}
