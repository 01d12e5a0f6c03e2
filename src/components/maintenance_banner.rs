use std::time::Duration;

use yew::prelude::*;

use super::alert_context::{AlertContext, time_element};
use super::body::Body;
use super::context::Presentation;
use super::dismissal::Dismissal;
use super::hooks::use_standing;
use super::place::place;
use crate::model::timestamp::to_rfc3339;
use crate::model::{Availability, Downtime, Rule, Timestamp, WHOLE_SITE, is_blank, service};
use crate::skin::{Action, Alert, AlertStatus, Placement};
use crate::store::{Answer, Query};
use crate::text::Messages;

/// Properties of [`MaintenanceBanner`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct MaintenanceBannerProps {
    /// What it tells about. Default: windows of the whole site, [`WHOLE_SITE`].
    #[prop_or_else(|| service(WHOLE_SITE))]
    pub down_when: Rule,
    /// How long ahead of its start a window is told about. Default: 12 hours.
    #[prop_or(Duration::from_secs(12 * 60 * 60))]
    pub warn_before: Duration,
    /// The whole headline. Default: that work on the site is planned, or is going on.
    #[prop_or_default]
    pub headline: Option<AttrValue>,
    /// 1 to 6; the nearest of them for any other number. Default: 2.
    #[prop_or(2)]
    pub heading_level: u8,
    /// Stand in place of the body, above the times. Default: the message of the window, or words of the
    /// library's own.
    #[prop_or_default]
    pub children: Html,
}

/// The site-wide banner: work on the site is planned, or is going on, with date, start and duration.
///
/// Put it at the head of the page, inside the guard. It shows nothing while nothing is planned: its element is
/// `hidden` then. Put away,
/// it stays away for as long as the tab is open, until the work begins, and unless that moves to an
/// earlier start.
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
/// Outside of any [`OutageGuard`](super::OutageGuard) it shows nothing, and the console is told.
#[component]
pub fn MaintenanceBanner(props: &MaintenanceBannerProps) -> Html {
    let subject = Query::Rule { rule: props.down_when.clone(), warn_before: Some(props.warn_before) };
    let availability = match use_standing(subject) {
        Some(Answer::Rule { availability, .. }) => availability,
        _ => Availability::Available,
    };
    let wording = use_context::<Presentation>().unwrap_or_default();
    let context = AlertContext::new(None, Some(props.heading_level), None, wording);
    let messages = context.messages;
    let now = availability.is_down();
    let dismissal = Dismissal::new(if now { "banner-now" } else { "banner" }, availability.downtime(), None);
    let here = use_state_eq(|| None);
    let Some(downtime) = availability.downtime().filter(|_| !context.is_put_away(&dismissal, here.as_ref()))
    else {
        return place(None);
    };
    let onclick = Callback::from(move |_: MouseEvent| {
        dismissal.remember();
        here.set(Some(dismissal.clone()));
    });
    let facts = match downtime.since {
        Some(since) => facts(&context, since, downtime.until),
        None => {
            let mut body = Body::default();
            context.until(&mut body, downtime.until);
            body.html()
        }
    };
    let (status, headline) = match now {
        true => (AlertStatus::Warning, messages.maintenance_now),
        false => (AlertStatus::Information, messages.maintenance_upcoming),
    };
    let headline = props.headline.clone().filter(|given| !is_blank(given)).unwrap_or(headline.into());
    let alert = context.alert(status, headline, words(&context, &props.children, downtime));
    let alert = Alert { placement: Placement::Site, facts, ..alert };
    place(Some(context.draw(alert, Some(downtime), Some(Action::dismissing(messages.dismiss, onclick)))))
}

/// Date, start and duration, in one element that goes with its words.
fn facts(context: &AlertContext, since: Timestamp, until: Option<Timestamp>) -> Html {
    let Messages { date, start, duration, duration_unknown, .. } = *context.messages;
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

fn words(context: &AlertContext, children: &Html, downtime: &Downtime) -> Html {
    if *children != Html::default() {
        return children.clone();
    }
    let mut body = Body::default();
    context.message_and_link(&mut body, Some(downtime), context.messages.maintenance_body);
    body.html()
}
