//! A list that grows beside a form. Each of them has a `key`, so
//! the form stays the same form, and what you typed stays in it.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::ContactInformation;

#[derive(PartialEq, Properties)]
pub(crate) struct BesideAListProps {
    pub(crate) section: AttrValue,
    pub(crate) letters: usize,
    pub(crate) down: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn BesideAList(props: &BesideAListProps) -> Html {
    let letter = |number: usize| html! { <p key={number}>{ format!("Letter {number}") }</p> };
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_hide_direct_deposit", props.down)])}
            on_event={props.on_event.clone()}
        >
            <>
                <GuardedSection
                    key="form"
                    section={props.section.clone()}
                    down_when="profile_hide_direct_deposit"
                    while_down={WhileDown::Keep}
                >
                    <ContactInformation />
                </GuardedSection>
                { for (1..=props.letters).map(letter) }
            </>
        </OutageGuard>
    }
}
