//! Links that are marked while their target is out. They stay
//! links: the target shows why, and until when.

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::use_translate;

#[derive(PartialEq, Properties)]
pub(crate) struct NavigationProps {
    pub(crate) direct_deposit_down: bool,
    pub(crate) contact_down: bool,
}

#[component]
pub(crate) fn Navigation(props: &NavigationProps) -> Html {
    let translate = use_translate();
    let toggles = Feed::fixed([
        ("profile_hide_direct_deposit", props.direct_deposit_down),
        ("profile_hide_contact_information", props.contact_down),
    ]);
    html! {
        <OutageGuard feeds={toggles}>
            <nav class="menu" aria-label={translate("Profile", "Perfil")}>
                <ul>
                    <NavLink
                        to="#/guarded-section/down"
                        words={translate("Direct deposit", "Depósito directo")}
                        down_when="profile_hide_direct_deposit"
                    />
                    <NavLink
                        to="#/guarded-section/available"
                        words={translate("Contact information", "Información de contacto")}
                        down_when="profile_hide_contact_information"
                    />
                </ul>
            </nav>
        </OutageGuard>
    }
}

#[derive(PartialEq, Properties)]
struct NavLinkProps {
    to: &'static str,
    words: &'static str,
    down_when: Rule,
}

/// Renders again only when the availability of its own section
/// changes.
#[component]
fn NavLink(props: &NavLinkProps) -> Html {
    let translate = use_translate();
    let down = use_availability(props.down_when.clone()).is_down();
    html! {
        <li>
            // Inside the link, so that it is part of the link's name.
            <a href={props.to}>
                { props.words }
                if down {
                    { " " }<span class="menu__note">{ translate("Not available", "No disponible") }</span>
                }
            </a>
        </li>
    }
}
