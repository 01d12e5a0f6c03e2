//! The parts of the state that only Statuspage has: components with a status, and incidents.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    body::word,
    error::Error,
    state::{State, check_message, check_name},
};

const LINK_LIMIT: usize = 2_000;

/// The status of a component, from best to worst. Maintenance is no failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ComponentStatus {
    Operational,
    UnderMaintenance,
    DegradedPerformance,
    PartialOutage,
    MajorOutage,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Component {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: ComponentStatus,
    #[serde(skip)]
    pub(crate) changed_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ComponentRequest {
    name: String,
    #[serde(deserialize_with = "word")]
    status: ComponentStatus,
}

impl ComponentRequest {
    pub(crate) fn component(self, id: String, now: DateTime<Utc>) -> Result<Component, Error> {
        check_name(Some(&self.name))?;
        Ok(Component { id, name: self.name, status: self.status, changed_at: now })
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum IncidentStatus {
    Investigating,
    Identified,
    Monitoring,
    Resolved,
    Postmortem,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Impact {
    #[default]
    None,
    Minor,
    Major,
    Critical,
}

#[derive(Debug, Clone, Serialize)]
pub(crate) struct Incident {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) status: IncidentStatus,
    pub(crate) impact: Impact,
    /// The ids of the affected components.
    pub(crate) components: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) body: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) shortlink: Option<String>,
    #[serde(skip)]
    pub(crate) started_at: DateTime<Utc>,
    #[serde(skip)]
    pub(crate) changed_at: DateTime<Utc>,
}

impl Incident {
    pub(crate) fn is_over(&self) -> bool {
        matches!(self.status, IncidentStatus::Resolved | IncidentStatus::Postmortem)
    }
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IncidentRequest {
    name: String,
    #[serde(deserialize_with = "word")]
    status: IncidentStatus,
    #[serde(default, deserialize_with = "word")]
    impact: Impact,
    #[serde(default)]
    components: Vec<String>,
    body: Option<String>,
    shortlink: Option<String>,
}

impl IncidentRequest {
    /// Checks the request and returns the incident. It keeps the start of an incident that exists already.
    pub(crate) fn incident(self, id: String, state: &State, now: DateTime<Utc>) -> Result<Incident, Error> {
        let Self { name, status, impact, components, body, shortlink } = self;
        check_name(Some(&name))?;
        check_message(body.as_deref())?;
        if shortlink.as_ref().is_some_and(|link| link.chars().count() > LINK_LIMIT) {
            return Err(Error::bad_request(format!("A shortlink has at most {LINK_LIMIT} characters.")));
        }
        let mut known: BTreeSet<_> = state.components.keys().chain(state.services()).collect();
        for component in &components {
            // Removed once named, so that naming a component twice is an error.
            if !known.remove(component) {
                let sentence = format!("There is no component {component:?}, or it is named twice.");
                return Err(Error::bad_request(sentence));
            }
        }
        let started_at = state.incidents.get(&id).map_or(now, |incident| incident.started_at);
        Ok(Incident { id, name, status, impact, components, body, shortlink, started_at, changed_at: now })
    }
}
