use yew::prelude::*;

use super::use_outage;
use crate::text::ENGLISH;

#[derive(Clone, Copy, PartialEq)]
enum Check {
    Ready,
    Checking,
    JustChecked,
}

/// The button that asks the feeds at once. There is none where nobody can be asked.
///
/// While it has nothing to do it is `aria-disabled`, not `disabled`: focus must not fall off it.
#[component]
pub(super) fn CheckAgain() -> Html {
    let check = use_state_eq(|| Check::Ready);
    let rest = use_mut_ref(|| None);
    let Some(guard) = use_outage().filter(|guard| guard.0.can_ask()) else { return Html::default() };
    let onclick = {
        let check = check.clone();
        Callback::from(move |_: MouseEvent| {
            if *check != Check::Ready {
                return;
            }
            check.set(Check::Checking);
            let wait = guard.0.check({
                let check = check.clone();
                move || check.set(Check::JustChecked)
            });
            let ready = check.clone();
            let timer = guard.0.clock().after(wait, Box::new(move || ready.set(Check::Ready)));
            rest.replace(Some(timer));
        })
    };
    html! {
        <button
            type="button"
            class="outage-action outage-check-again"
            aria-disabled={(*check != Check::Ready).then_some("true")}
            {onclick}
        >
            { match *check {
                Check::Ready => ENGLISH.check_again,
                Check::Checking => ENGLISH.checking,
                Check::JustChecked => ENGLISH.checked,
            } }
        </button>
    }
}
