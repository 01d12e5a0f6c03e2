//! VA's design system: <https://design.va.gov/components/alert/> and
//! <https://design.va.gov/components/banner/maintenance>.

use gloo_events::EventListener;
use yew::prelude::*;

use super::{Alert, AlertStatus, Placement, keyed_text};
use crate::model::timestamp::to_rfc3339;
use crate::model::{Cause, Timestamp};

pub(super) fn alert(alert: Alert) -> Html {
    match banner_times(&alert) {
        Some((since, until)) => html! { <MaintenanceBanner {alert} {since} {until} /> },
        None => va_alert(alert),
    }
}

fn va_alert(alert: Alert) -> Html {
    let status = match alert.status {
        AlertStatus::Information => "info",
        AlertStatus::Warning => "warning",
        AlertStatus::Error => "error",
    };
    let (role, full_width) = match alert.placement {
        Placement::Section => ("group", None),
        Placement::Site => ("region", Some("true")),
    };
    html! {
        <va-alert {status} visible="true" full-width={full_width} {role} aria-label={alert.headline.clone()}>
            // The component puts the status in words before it.
            <@{format!("h{}", alert.heading_level)} slot="headline" class="vads-u-margin-top--0" tabindex="-1">
                { keyed_text(alert.headline) }
            </@>
            { alert.body }
            { alert.facts }
            if let Some(action) = alert.action {
                <va-button
                    secondary="true"
                    text={action.label}
                    disabled={action.busy}
                    onclick={action.onclick}
                />
            }
        </va-alert>
    }
}

/// Start and end of a maintenance that `va-maintenance-banner` would show as the guard does: it knows no
/// open end, speaks English alone, and looks at the reader's clock itself.
fn banner_times(alert: &Alert) -> Option<(Timestamp, Timestamp)> {
    let downtime =
        alert.downtime.as_ref().filter(|_| alert.placement == Placement::Site && !alert.is_first_paint)?;
    let (since, until) = (downtime.since?, downtime.until?);
    let now = now()?;
    let agrees = (now < since.timestamp_millis()) == (alert.status == AlertStatus::Information);
    (alert.messages.locale.starts_with("en") && agrees && now < until.timestamp_millis())
        .then_some((since, until))
}

/// What the component will take for now.
#[cfg(target_arch = "wasm32")]
fn now() -> Option<i64> {
    Some(js_sys::Date::now() as i64)
}

/// On a server no component runs.
#[cfg(not(target_arch = "wasm32"))]
fn now() -> Option<i64> {
    None
}

#[derive(PartialEq, Properties)]
struct MaintenanceBannerProps {
    alert: Alert,
    since: Timestamp,
    until: Timestamp,
}

#[component]
fn MaintenanceBanner(props: &MaintenanceBannerProps) -> Html {
    let MaintenanceBannerProps { alert, since, until } = props;
    let banner = use_node_ref();
    let put_away = alert.action.as_ref().map(|action| action.onclick.clone());
    use_effect_with((banner.clone(), put_away), |(banner, put_away)| {
        let put_away = put_away.clone();
        // The component's own event; it has no mouse event to hand on.
        let listener = banner.cast::<web_sys::Element>().zip(put_away).map(|(banner, put_away)| {
            EventListener::new(&banner, "closeEvent", move |_| {
                if let Ok(event) = MouseEvent::new("click") {
                    put_away.emit(event);
                }
            })
        });
        move || drop(listener)
    });
    let upcoming = alert.status == AlertStatus::Information;
    // It is remembered by this when it is put away: another start is another message.
    let cause =
        alert.downtime.as_ref().and_then(|downtime| downtime.causes.first()).map(|cause| match cause {
            Cause::Toggle(key) => key,
            Cause::Window(id) => id,
        });
    let id = format!("{}-{}-{upcoming}", cause.map_or("", |cause| &**cause), since.timestamp());
    html! {
        // What it shows is settled when it is connected, so work that begins makes another one.
        <va-maintenance-banner
            key={id.clone()}
            ref={banner}
            banner-id={id.clone()}
            maintenance-title={alert.headline.clone()}
            upcoming-warn-title={alert.headline.clone()}
            maintenance-title-header-level={alert.heading_level.to_string()}
            // The guard says from when it is told about.
            upcoming-warn-start-date-time="1970-01-01T00:00:00Z"
            maintenance-start-date-time={to_rfc3339(*since)}
            maintenance-end-date-time={to_rfc3339(*until)}
            role="region"
            aria-label={alert.headline.clone()}
        >
            // It takes the slot that it does not use out of the page, so there is only the one it does.
            <div slot={if upcoming { "warn-content" } else { "maintenance-content" }}>{ alert.body.clone() }</div>
        </va-maintenance-banner>
    }
}
