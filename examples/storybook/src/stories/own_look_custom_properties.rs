//! The own look in colours of the app's. Its style sheet says:
//!
//! .violet {
//!     --outage-accent-warning: light-dark(#6d28d9, #c4b5fd);
//!     --outage-background-warning: light-dark(#f3effd, #272042);
//!     --outage-link: light-dark(#5b21b6, #ddd6fe);
//!     --outage-radius: 1rem;
//! }

use yew::prelude::*;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;

#[derive(PartialEq, Properties)]
pub(crate) struct CustomPropertiesProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn CustomProperties(props: &CustomPropertiesProps) -> Html {
    html! {
        <div class="violet">
            <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", true)])} skin={Skin::OWN}>
                <GuardedSection
                    section={props.section.clone()}
                    down_when="profile_hide_direct_deposit"
                    heading_level={props.heading_level}
                >
                    <DirectDeposit />
                </GuardedSection>
            </OutageGuard>
        </div>
    }
}
