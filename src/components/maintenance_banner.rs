//! The banner for maintenance of the whole site.

use std::time::Duration;

use yew::html::IntoPropValue;
use yew::prelude::*;

use super::alert_context::{AlertContext, time_element};
use super::body::Body;
use super::dismissal::Dismissal;
use super::hooks::{use_answer, use_outage};
use super::presentation::Presentation;
use super::wrapper::wrapper;
use crate::model::timestamp::to_rfc3339;
use crate::model::{Availability, Downtime, Rule, Timestamp, WHOLE_SITE, is_blank, service};
use crate::skin::{Action, Alert, AlertStatus, Placement};
use crate::store::{Answer, Query, RuleQuery};
use crate::text::Messages;

/// Properties of [`MaintenanceBanner`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MaintenanceBannerProps {
    /// What it tells of: a rule, or a toggle's key. Default: maintenance windows of the whole site,
    /// [`WHOLE_SITE`].
    #[prop_or_else(|| service(WHOLE_SITE))]
    pub down_when: Rule, // "a_toggle" or toggle("a_toggle"), service("a_service"), any([..]), all([..])
    /// How long before its start it shows a window. Default: 12 hours.
    #[prop_or(Duration::from_secs(12 * 60 * 60))]
    pub warn_before: Duration,
    /// The whole headline. Default: that maintenance is planned, or that it is under way.
    #[prop_or_default]
    pub headline: Option<AttrValue>,
    /// The level of its heading, from 1 to 6; any other number counts as the nearest of these. Default: 2.
    #[prop_or(2)]
    pub heading_level: u8,
    /// Classes for its outermost element, beside the library's own. Default: none.
    #[prop_or_default]
    pub class: Classes,
    /// The id of its outermost element. Default: none.
    #[prop_or_default]
    pub id: Option<AttrValue>,
    /// Replace the body, above the times. Default: the window's message, or the library's own words.
    #[prop_or_default]
    pub children: Html,
}

/// The site-wide banner: maintenance is planned or under way, with date, start and duration.
///
/// Put it at the head of the page, inside the guard. While nothing is planned, its element is `hidden`. Once
/// dismissed, the banner stays away for as long as the tab is open. It is shown again when the maintenance begins,
/// or moves to an earlier start.
///
/// ```
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let page = html! {
///     <OutageGuard feeds={Feed::vets_api_windows("/v0/maintenance_windows")}>
///         <MaintenanceBanner />
///         { "The page" }
///     </OutageGuard>
/// };
/// # let _ = page;
/// ```
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) it shows nothing and writes a warning to the console.
#[component]
pub fn MaintenanceBanner(props: &MaintenanceBannerProps) -> Html {
    let query =
        Query::Rule(RuleQuery { warn_before: Some(props.warn_before), ..props.down_when.clone().into() });
    let availability = match use_answer(query) {
        Some(Answer::Rule { availability, .. }) => availability,
        _ => Availability::Available,
    };
    let presentation = use_context::<Presentation>().unwrap_or_default();
    let last_dismissal = use_state_eq(|| None);

    let now = use_outage().map(|guard| guard.store.now());
    let is_under_way = availability.is_down();
    let downtime = availability.downtime();
    let kind = if is_under_way { "banner-now" } else { "banner" };
    let dismissal = Dismissal::new(kind, downtime, None);
    let context =
        AlertContext::new(None, downtime.cloned(), Some(props.heading_level), None, presentation, now);
    let is_shown = |_: &&Downtime| !context.is_dismissed(&dismissal, last_dismissal.as_ref());
    let content = downtime.filter(is_shown).map(|downtime| {
        let messages = context.messages();
        let (status, headline) = match is_under_way {
            true => (AlertStatus::Warning, messages.maintenance_now),
            false => (AlertStatus::Information, messages.maintenance_upcoming),
        };
        let headline = props
            .headline
            .clone()
            .filter(|headline| !is_blank(headline))
            .unwrap_or_else(|| headline.to_owned().into());
        let facts = match downtime.since {
            Some(since) => facts(&context, since, downtime.until),
            None => {
                let mut body = Body::default();
                context.add_end(&mut body, downtime.until);
                body.html()
            }
        };
        let alert = context.alert(status, headline, body(&context, &props.children));
        let onclick = Callback::from(move |_: MouseEvent| {
            dismissal.save();
            last_dismissal.set(Some(dismissal.clone()));
        });
        let action = Action::dismissing(messages.dismiss, onclick);
        context.draw(Alert { placement: Placement::Site, facts, ..alert }, Some(action))
    });
    wrapper(props.class.clone().into_prop_value(), props.id.clone(), content)
}

/// Date, start and duration, in one element that is replaced when its words change.
fn facts(context: &AlertContext, since: Timestamp, until: Option<Timestamp>) -> Html {
    let Messages { date, start, duration, duration_unknown, .. } = context.messages();
    let calendar = context.calendar();
    let (day, time) = (calendar.day(since), calendar.time(since));
    let length = match until {
        Some(until) => calendar.duration(since, until),
        None => duration_unknown.to_owned(),
    };
    let key = [date, &day, start, &time, duration, &length, &to_rfc3339(since)].join(" ");
    html! {
        <dl {key} class="outage-facts">
            <dt>{ date }</dt>
            <dd>{ day }</dd>
            <dt>{ start }</dt>
            <dd>{ time_element(since, time) }</dd>
            <dt>{ duration }</dt>
            <dd>{ length }</dd>
        </dl>
    }
}

fn body(context: &AlertContext, children: &Html) -> Html {
    if *children != Html::default() {
        return children.clone();
    }
    let mut body = Body::default();
    context.add_message_and_link(&mut body, context.messages().maintenance_body);
    body.html()
}
