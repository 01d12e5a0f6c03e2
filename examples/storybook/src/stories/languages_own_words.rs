//! Sentences of your own, in place of some of the library's.

use yew::prelude::*;
use yew_outage::prelude::*;

const OURS: Messages = Messages {
    headline: "{section}: not available right now",
    rest_works: "The rest of your profile works as usual.",
    comes_back: "If this is urgent, call us at 202-555-0147.",
    ..Messages::ENGLISH
};

#[derive(PartialEq, Properties)]
pub(crate) struct OwnWordsProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
}

#[component]
pub(crate) fn OwnWords(props: &OwnWordsProps) -> Html {
    html! {
        <div lang="en">
            <OutageGuard feeds={Feed::fixed([("profile_hide_direct_deposit", true)])} messages={&OURS}>
                <GuardedSection
                    section={props.section.clone()}
                    down_when="profile_hide_direct_deposit"
                    heading_level={props.heading_level}
                >
                    { "The form" }
                </GuardedSection>
            </OutageGuard>
        </div>
    }
}
