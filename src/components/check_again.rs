use yew::prelude::*;

use super::use_outage;
use crate::skin::Action;
use crate::text::Messages;

#[derive(Clone, Copy, PartialEq)]
enum Check {
    Ready,
    Checking,
    JustChecked,
}

/// The button that asks the feeds at once. There is none where nobody can be asked.
#[hook]
pub(super) fn use_check_again(messages: &'static Messages) -> Option<Action> {
    let check = use_state_eq(|| Check::Ready);
    let rest = use_mut_ref(|| None);
    let guard = use_outage().filter(|guard| guard.store.can_ask())?;
    let now = *check;
    let onclick = Callback::from(move |_: MouseEvent| {
        if *check != Check::Ready {
            return;
        }
        check.set(Check::Checking);
        let wait = guard.store.check({
            let check = check.clone();
            move || check.set(Check::JustChecked)
        });
        let ready = check.clone();
        let timer = guard.store.clock().after(wait, Box::new(move || ready.set(Check::Ready)));
        rest.replace(Some(timer));
    });
    let label = match now {
        Check::Ready => messages.check_again,
        Check::Checking => messages.checking,
        Check::JustChecked => messages.checked,
    };
    Some(Action { label: label.into(), onclick, busy: now != Check::Ready, dismisses: false })
}
