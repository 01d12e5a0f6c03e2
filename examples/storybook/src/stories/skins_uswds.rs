//! The markup of the U.S. Web Design System 3. The page brings
//! its style sheet, from npm `@uswds/uswds`.

use std::rc::Rc;
use std::time::Duration;

use yew::prelude::*;
use yew_outage::model::Timestamp;
use yew_outage::prelude::*;

use super::sections::DirectDeposit;
use super::windows::work_and_outage;

#[derive(PartialEq, Properties)]
pub(crate) struct UswdsProps {
    pub(crate) section: AttrValue,
    pub(crate) heading_level: u8,
    pub(crate) message: Option<Rc<str>>,
    /// When the maintenance of the site starts and ends.
    pub(crate) since: Option<Timestamp>,
    pub(crate) until: Option<Timestamp>,
}

#[component]
pub(crate) fn Uswds(props: &UswdsProps) -> Html {
    let feeds = work_and_outage(props.since, props.until, props.message.clone());
    html! {
        <OutageGuard {feeds} skin={Skin::USWDS}>
            <MaintenanceBanner
                warn_before={Duration::from_secs(48 * 60 * 60)}
                heading_level={props.heading_level}
            />
            <GuardedSection
                section={props.section.clone()}
                down_when="profile_hide_direct_deposit"
                heading_level={props.heading_level}
            >
                <DirectDeposit />
            </GuardedSection>
        </OutageGuard>
    }
}
