//! The navigation to the sections of the page. It marks sections that are down.

use yew::prelude::*;
use yew_outage::prelude::*;

use crate::sections::{contact_information, direct_deposit, notifications, personal_information};

#[component]
pub(crate) fn SectionNavigation() -> Html {
    html! {
        <nav class="sections" aria-label="On this page">
            <ul>
                <Entry
                    to="#personal-information"
                    name="Personal information"
                    down_when={personal_information::down_when()}
                />
                <Entry
                    to="#contact-information"
                    name="Contact information"
                    down_when={contact_information::down_when()}
                />
                <Entry to="#direct-deposit" name="Direct deposit" down_when={direct_deposit::down_when()} />
                <Entry to="#notifications" name="Notifications" down_when={notifications::down_when()} />
            </ul>
        </nav>
    }
}

#[derive(PartialEq, Properties)]
struct EntryProps {
    to: &'static str,
    name: &'static str,
    down_when: Rule,
}

#[component]
fn Entry(props: &EntryProps) -> Html {
    let down = use_availability(props.down_when.clone()).is_down();
    html! {
        <li>
            <a href={props.to}>
                { props.name }
                if down {
                    <span class="sections__note">{ " (not available right now)" }</span>
                }
            </a>
        </li>
    }
}
