//! One language, whatever the page around it speaks. By default
//! a guard goes by `<html lang>`, then by the reader's browser.

use yew::prelude::*;
use yew_outage::model::{Notice, Timestamp, Toggle};
use yew_outage::prelude::*;

#[derive(PartialEq, Properties)]
pub(crate) struct SpanishProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) ends_at: Option<Timestamp>,
}

#[component]
pub(crate) fn Spanish(props: &SpanishProps) -> Html {
    let toggle = Toggle::on().with_notice(Notice::default().with_ends_at(props.ends_at));
    html! {
        // The part of a page that speaks another language than the page has to say so.
        <div lang="es">
            <OutageGuard
                feeds={Feed::fixed([("profile_hide_direct_deposit", toggle)])}
                messages={&Messages::SPANISH}
            >
                <GuardedSection
                    section={props.section.clone()}
                    down_when="profile_hide_direct_deposit"
                    heading_level={props.heading_level}
                >
                    { "El formulario" }
                </GuardedSection>
            </OutageGuard>
        </div>
    }
}
