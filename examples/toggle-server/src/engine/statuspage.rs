//! Statuspage: `GET /api/v2/summary.json`.
//!
//! Modelled on the API page that every status page has at `/api/v2`, without the fields that are not needed here. Past
//! windows and resolved incidents are left out.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Json, Router, routing::get};
use chrono::{DateTime, Utc};
use serde::Serialize;

use crate::{
    space::{Space, Spaces},
    state::State,
    status_page::{self, ComponentStatus, Impact, IncidentStatus},
    time,
    window::{Phase, Window, label},
};

const PAGE_ID: &str = "toggle-server";

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/api/v2/summary.json", get(summary))
}

#[derive(Serialize)]
struct Summary {
    page: Page,
    components: Vec<Component>,
    incidents: Vec<Incident>,
    scheduled_maintenances: Vec<ScheduledMaintenance>,
    status: Status,
}

#[derive(Serialize)]
struct Page {
    id: &'static str,
    name: &'static str,
    url: &'static str,
    time_zone: &'static str,
    updated_at: String,
}

#[derive(Clone, Serialize)]
struct Component {
    id: String,
    name: String,
    status: ComponentStatus,
    page_id: &'static str,
    group_id: Option<String>,
    group: bool,
    only_show_if_degraded: bool,
}

#[derive(Serialize)]
struct Incident {
    id: String,
    name: String,
    status: IncidentStatus,
    impact: Impact,
    page_id: &'static str,
    shortlink: Option<String>,
    created_at: String,
    started_at: String,
    updated_at: String,
    resolved_at: Option<String>,
    incident_updates: Vec<Update<IncidentStatus>>,
    components: Vec<Component>,
}

#[derive(Serialize)]
struct ScheduledMaintenance {
    id: String,
    name: String,
    status: MaintenanceStatus,
    impact: &'static str,
    page_id: &'static str,
    shortlink: Option<String>,
    created_at: String,
    started_at: String,
    updated_at: String,
    resolved_at: Option<String>,
    scheduled_for: String,
    /// On a real page a maintenance always has an end, and other incidents have null here. A window with an open end
    /// has null, too, because readers would take an invented end for a promise.
    scheduled_until: Option<String>,
    incident_updates: Vec<Update<MaintenanceStatus>>,
    components: Vec<Component>,
}

#[derive(Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum MaintenanceStatus {
    Scheduled,
    InProgress,
}

#[derive(Serialize)]
struct Update<S> {
    id: String,
    incident_id: String,
    status: S,
    body: String,
    created_at: String,
    display_at: String,
    updated_at: String,
}

#[derive(Serialize)]
struct Status {
    indicator: Indicator,
    description: &'static str,
}

/// From best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
enum Indicator {
    None,
    /// Not in the documentation's list, but used by pages if maintenance is the only event.
    Maintenance,
    Minor,
    Major,
    Critical,
}

async fn summary(space: Space) -> Json<Summary> {
    Json(Summary::of(&space.state(), time::now()))
}

impl Summary {
    fn of(state: &State, now: DateTime<Utc>) -> Self {
        let components = components(state, now);
        let affected = |ids: &[String]| -> Vec<Component> {
            ids.iter().filter_map(|id| components.get(id.as_str()).cloned()).collect()
        };
        let incidents: Vec<_> = state
            .incidents
            .values()
            .filter(|incident| !incident.is_over())
            .map(|incident| Incident::new(incident, affected(&incident.components)))
            .collect();
        let scheduled_maintenances = state
            .windows
            .values()
            .filter_map(|window| ScheduledMaintenance::new(window, now, affected(&window.services)))
            .collect();
        let indicator = components
            .values()
            .map(|component| Indicator::from(component.status))
            .chain(incidents.iter().map(|incident| Indicator::from(incident.impact)))
            .max()
            .unwrap_or(Indicator::None);
        Self {
            page: Page::new(state),
            components: components.into_values().collect(),
            incidents,
            scheduled_maintenances,
            status: Status { indicator, description: indicator.description() },
        }
    }
}

impl Page {
    fn new(state: &State) -> Self {
        let changes = (state.windows.values().map(|window| window.changed_at))
            .chain(state.components.values().map(|component| component.changed_at))
            .chain(state.incidents.values().map(|incident| incident.changed_at));
        Self {
            id: PAGE_ID,
            name: "Toggle server",
            url: "https://status.example",
            time_zone: "Etc/UTC",
            // The epoch while there are no entries, so that equal states give equal bytes.
            updated_at: time::utc(&changes.max().unwrap_or_default()),
        }
    }
}

/// The components that were set, and one for each other service of a window, by id. An operational component is under
/// maintenance while a window of its service lasts, as on a real page. A failure stays a failure.
fn components(state: &State, now: DateTime<Utc>) -> BTreeMap<&str, Component> {
    let mut components: BTreeMap<_, _> = state
        .services()
        .map(|service| (service.as_str(), Component::new(service, label(service))))
        .chain(state.components.values().map(|status_page::Component { id, name, status, .. }| {
            (id.as_str(), Component { status: *status, ..Component::new(id, name.clone()) })
        }))
        .collect();
    for window in state.windows.values().filter(|window| window.phase(now) == Phase::Ongoing) {
        for service in &window.services {
            if let Some(component) = components.get_mut(service.as_str())
                && component.status == ComponentStatus::Operational
            {
                component.status = ComponentStatus::UnderMaintenance;
            }
        }
    }
    components
}

impl Component {
    fn new(id: &str, name: String) -> Self {
        Self {
            id: id.to_owned(),
            name,
            status: ComponentStatus::Operational,
            page_id: PAGE_ID,
            group_id: None,
            group: false,
            only_show_if_degraded: false,
        }
    }
}

impl Incident {
    fn new(incident: &status_page::Incident, components: Vec<Component>) -> Self {
        let status_page::Incident {
            id, name, status, impact, body, shortlink, started_at, changed_at, ..
        } = incident;
        let started_at = time::utc(started_at);
        Self {
            id: id.clone(),
            name: name.clone(),
            status: *status,
            impact: *impact,
            page_id: PAGE_ID,
            shortlink: shortlink.clone(),
            created_at: started_at.clone(),
            started_at,
            updated_at: time::utc(changed_at),
            resolved_at: None,
            incident_updates: updates(id, *status, body.as_deref(), *changed_at),
            components,
        }
    }
}

impl ScheduledMaintenance {
    /// `None` if the window is over.
    fn new(window: &Window, now: DateTime<Utc>, components: Vec<Component>) -> Option<Self> {
        let status = match window.phase(now) {
            Phase::Future => MaintenanceStatus::Scheduled,
            Phase::Ongoing => MaintenanceStatus::InProgress,
            Phase::Past => return None,
        };
        let scheduled_for = time::utc(&window.starts_at);
        let changed_at = time::utc(&window.changed_at);
        Some(Self {
            id: window.id.clone(),
            name: window.title(),
            status,
            impact: "maintenance",
            page_id: PAGE_ID,
            shortlink: None,
            created_at: changed_at.clone(),
            started_at: scheduled_for.clone(),
            updated_at: changed_at,
            resolved_at: None,
            scheduled_for,
            scheduled_until: window.ends_at.as_ref().map(time::utc),
            incident_updates: updates(&window.id, status, window.message.as_deref(), window.changed_at),
            components,
        })
    }
}

/// The latest update, the only one that is stored. Empty if it has no body.
fn updates<S>(incident: &str, status: S, body: Option<&str>, at: DateTime<Utc>) -> Vec<Update<S>> {
    let at = time::utc(&at);
    let update = body.map(|body| Update {
        id: format!("{incident}-update"),
        incident_id: incident.to_owned(),
        status,
        body: body.to_owned(),
        created_at: at.clone(),
        display_at: at.clone(),
        updated_at: at,
    });
    update.into_iter().collect()
}

impl From<ComponentStatus> for Indicator {
    fn from(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self::None,
            ComponentStatus::UnderMaintenance => Self::Maintenance,
            ComponentStatus::DegradedPerformance => Self::Minor,
            ComponentStatus::PartialOutage => Self::Major,
            ComponentStatus::MajorOutage => Self::Critical,
        }
    }
}

impl From<Impact> for Indicator {
    fn from(impact: Impact) -> Self {
        match impact {
            Impact::None => Self::None,
            Impact::Minor => Self::Minor,
            Impact::Major => Self::Major,
            Impact::Critical => Self::Critical,
        }
    }
}

impl Indicator {
    fn description(self) -> &'static str {
        match self {
            Self::None => "Everything works",
            Self::Maintenance => "Something is under maintenance",
            Self::Minor => "Something is slow or shaky",
            Self::Major => "Something works in part",
            Self::Critical => "Something does not work",
        }
    }
}
