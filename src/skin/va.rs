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
    // A slim alert has no slot for a headline. Its heading is the first of its content, in the size of text.
    let (slim, slot, heading_class) = match alert.compact {
        true => (Some("true"), None, "vads-u-margin-top--0 vads-u-font-size--base"),
        false => (None, Some("headline"), "vads-u-margin-top--0"),
    };
    html! {
        <va-alert {status} visible="true" {slim} full-width={full_width} {role} aria-label={alert.headline.clone()}>
            // The web component itself says the status before the headline.
            <@{format!("h{}", alert.heading_level)} {slot} class={heading_class} tabindex="-1">
                { keyed_text(&alert.headline) }
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

/// Start and end of a maintenance, if `va-maintenance-banner` would show it as the guard does. That web component
/// does not support an open end, speaks English only, and decides by the reader's clock.
fn banner_times(alert: &Alert) -> Option<(Timestamp, Timestamp)> {
    let downtime =
        alert.downtime.as_ref().filter(|_| alert.placement == Placement::Site && !alert.is_first_paint)?;
    let (since, until) = (downtime.since?, downtime.until?);
    let now = now()?;
    let is_upcoming = alert.status == AlertStatus::Information;
    let clock_agrees = (now < since.timestamp_millis()) == is_upcoming && now < until.timestamp_millis();
    (alert.messages().locale.starts_with("en") && clock_agrees).then_some((since, until))
}

/// The current time as the web component reads it.
#[cfg(target_arch = "wasm32")]
fn now() -> Option<i64> {
    Some(js_sys::Date::now() as i64)
}

/// On a server no web component runs.
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
    let dismiss = alert.action.as_ref().map(|action| action.onclick.clone());
    use_effect_with((banner.clone(), dismiss), |(banner, dismiss)| {
        let dismiss = dismiss.clone();
        // The web component fires its own event, without the mouse event that `onclick` takes.
        let listener = banner.cast::<web_sys::Element>().zip(dismiss).map(|(banner, dismiss)| {
            EventListener::new(&banner, "closeEvent", move |_| {
                if let Ok(event) = MouseEvent::new("click") {
                    dismiss.emit(event);
                }
            })
        });
        move || drop(listener)
    });
    let upcoming = alert.status == AlertStatus::Information;
    // The web component stores this id when the banner is dismissed. A maintenance that moves to another start
    // gets another id and is shown again.
    let cause =
        alert.downtime.as_ref().and_then(|downtime| downtime.causes.first()).map(|cause| match cause {
            Cause::Toggle(key) => key,
            Cause::Service { outage, .. } => outage,
        });
    let id = format!("{}-{}-{upcoming}", cause.map_or("", |cause| &**cause), since.timestamp());
    html! {
        // The web component reads its attributes only when it is connected. The key makes a new one when the
        // maintenance begins.
        <va-maintenance-banner
            key={id.clone()}
            ref={banner}
            banner-id={id.clone()}
            maintenance-title={alert.headline.clone()}
            upcoming-warn-title={alert.headline.clone()}
            maintenance-title-header-level={alert.heading_level.to_string()}
            // The guard decides when to show it, so for the web component it is always time to warn.
            upcoming-warn-start-date-time="1970-01-01T00:00:00Z"
            maintenance-start-date-time={to_rfc3339(*since)}
            maintenance-end-date-time={to_rfc3339(*until)}
            role="region"
            aria-label={alert.headline.clone()}
        >
            // The web component removes the slot that it does not use, so this renders only the other one.
            <div slot={if upcoming { "warn-content" } else { "maintenance-content" }}>{ alert.body.clone() }</div>
        </va-maintenance-banner>
    }
}
