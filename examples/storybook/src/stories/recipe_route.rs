//! A page behind a route. The guard stands around the router, so
//! each feed is polled once; the section is the whole page.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::{ContactInformation, DirectDeposit, use_translate};

#[derive(Clone, Copy, PartialEq)]
enum Page {
    DirectDeposit,
    ContactInformation,
}

#[derive(PartialEq, Properties)]
pub(crate) struct RouteProps {
    pub(crate) down: bool,
    pub(crate) on_event: Callback<OutageEvent>,
}

#[component]
pub(crate) fn Route(props: &RouteProps) -> Html {
    let translate = use_translate();
    let page = use_state_eq(|| Page::DirectDeposit);
    let link = |to: Page, words: &'static str| {
        let (page, current) = (page.clone(), *page == to);
        let onclick = Callback::from(move |_: MouseEvent| page.set(to));
        html! {
            <li>
                <button type="button" aria-current={current.then_some("page")} {onclick}>{ words }</button>
            </li>
        }
    };
    html! {
        <OutageGuard
            feeds={Feed::fixed([("profile_hide_direct_deposit", props.down)])}
            on_event={props.on_event.clone()}
        >
            <nav class="tabs" aria-label={translate("Profile", "Perfil")}>
                <ul>
                    { link(Page::DirectDeposit, translate("Direct deposit", "Depósito directo")) }
                    { link(Page::ContactInformation, translate("Contact information", "Información de contacto")) }
                </ul>
            </nav>
            // The result of a router's `match` of the URL.
            { match *page {
                Page::DirectDeposit => html! {
                    <GuardedSection
                        section={translate("direct deposit", "el depósito directo")}
                        down_when="profile_hide_direct_deposit"
                    >
                        <DirectDeposit />
                    </GuardedSection>
                },
                Page::ContactInformation => html! { <ContactInformation /> },
            } }
        </OutageGuard>
    }
}
