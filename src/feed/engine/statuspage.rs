//! Atlassian Statuspage, and status pages that speak the same format.

use std::borrow::Cow;
use std::rc::Rc;

use super::Engine;
use crate::feed::fields::{self, truncated};
use crate::feed::plain_text::plain_text;
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::{Impact, Kinds, Outage, Timestamp, is_blank};

/// Atlassian Statuspage: the public `summary.json` of a status page.
///
/// ```
/// use yew_outage::feed::{ComponentStatus, Feed, Statuspage};
///
/// let feed = Feed::statuspage("https://status.example.gov");
/// // A partial outage takes sections down, too.
/// let strict = Feed::new(
///     Statuspage::down_from(ComponentStatus::PartialOutage),
///     "https://status.example.gov/api/v2/summary.json",
/// );
/// # let _ = (feed, strict);
/// ```
///
/// A component is a service, by its id and by its name. Its current status wins over any schedule: a component is
/// down while its status is `major_outage` or `under_maintenance`, and while a maintenance of it is `in_progress`
/// or `verifying`, whatever the scheduled times are. A `partial_outage` or `degraded_performance` degrades it;
/// [`Statuspage::down_from`] makes them take it down. `under_maintenance` is planned, and the other statuses are
/// not. A scheduled end is shown while it is in the future. A maintenance that is `scheduled` counts from its start
/// to its end. The message and the link of an incident win over those of a maintenance, and its `started_at` says
/// since when. HTML and Markdown become plain text.
///
/// Compatible status pages of other vendors may omit ids, and name statuses `full_outage` and
/// `maintenance_in_progress`.
///
/// # On bad input
///
/// A document without the array `components`, or of which nothing can be read, is an error. A component or a
/// maintenance that cannot be read, or whose status this crate does not know, keeps its last known state,
/// with a warning. A message of an incident that cannot be read is left out with a warning.
///
/// Source: [developer.statuspage.io](https://developer.statuspage.io), and the public API page that every
/// status page has at `/api/v2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statuspage {
    down_from: ComponentStatus,
}

/// The status of a component, from best to worst.
///
/// ```
/// use yew_outage::feed::ComponentStatus;
///
/// assert!(ComponentStatus::PartialOutage < ComponentStatus::MajorOutage);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ComponentStatus {
    /// It works.
    Operational,
    /// It works, but slowly or unreliably.
    DegradedPerformance,
    /// Part of it does not work.
    PartialOutage,
    /// It does not work.
    MajorOutage,
    /// It is under maintenance.
    UnderMaintenance,
}

impl ComponentStatus {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "operational" => Self::Operational,
            "degraded_performance" => Self::DegradedPerformance,
            "partial_outage" => Self::PartialOutage,
            "major_outage" | "full_outage" => Self::MajorOutage,
            "under_maintenance" | "maintenance_in_progress" => Self::UnderMaintenance,
            _ => return None,
        })
    }
}

impl Default for Statuspage {
    fn default() -> Self {
        Self::down_from(ComponentStatus::MajorOutage)
    }
}

impl Statuspage {
    /// An engine that takes sections down from this status on. Less severe statuses degrade them. `Operational`
    /// counts as `DegradedPerformance`: a component that works is never down.
    pub const fn down_from(status: ComponentStatus) -> Self {
        match status {
            ComponentStatus::Operational => Self { down_from: ComponentStatus::DegradedPerformance },
            down_from => Self { down_from },
        }
    }
}

impl Engine for Statuspage {
    fn name(&self) -> &'static str {
        "statuspage"
    }

    fn reports(&self) -> Kinds {
        Kinds::OUTAGES
    }

    fn variant(&self) -> Cow<'static, str> {
        format!("{:?}", self.down_from).into()
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Document::parse(self.name(), body)?;
        let root = document.root();
        let components = root.field("components")?;
        let mut decoded = Decoded::builder();

        let incidents = decoded.ok_or_warn(root.optional("incidents"));
        let incidents: Vec<Incident> = match incidents.flatten() {
            Some(list) => {
                let list = decoded.ok_or_warn(list.items());
                list.into_iter().flatten().filter_map(|entry| incident(entry, &mut decoded)).collect()
            }
            None => Vec::new(),
        };
        let mut under_maintenance: Vec<Vec<Rc<str>>> = Vec::new();
        if let Some(list) = root.optional("scheduled_maintenances")? {
            match list.items() {
                Ok(items) => {
                    items.for_each(|entry| under_maintenance.extend(maintenance(entry, &mut decoded)));
                }
                Err(error) => decoded.unreadable_outage(None, Vec::new(), error),
            }
        }
        for entry in components.items()? {
            let Some(component) = component(entry, &mut decoded) else { continue };
            if component.status == ComponentStatus::Operational {
                decoded.other_entry();
                continue;
            }
            let incident = incidents.iter().find(|incident| component.is_among(&incident.components));
            // A current maintenance already takes the component down, and has a start. Only an incident adds
            // to that.
            if incident.is_some() || !under_maintenance.iter().any(|names| component.is_among(names)) {
                let impact = if component.status < self.down_from { Impact::Degraded } else { Impact::Down };
                decoded.ongoing(component.outage(impact, incident));
            }
        }
        decoded.build()
    }
}

struct Component {
    names: Vec<Rc<str>>,
    status: ComponentStatus,
}

/// Reads a component, or adds an unreadable outage.
fn component(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Component> {
    let mut names = Vec::new();
    if let Err(error) = fields::id_and_name(entry, "name", &mut names) {
        decoded.unreadable_outage(None, names, error);
        return None;
    }
    let status = entry.field("status").and_then(|field| {
        let status = ComponentStatus::parse(&field.text()?);
        status.ok_or_else(|| field.error("expected a status of a component, found one that is not known"))
    });
    match status {
        Ok(status) => Some(Component { names, status }),
        Err(error) => {
            decoded.unreadable_outage(names.first().cloned(), names, error);
            None
        }
    }
}

impl Component {
    fn is_among(&self, names: &[Rc<str>]) -> bool {
        self.names.iter().any(|name| names.contains(name))
    }

    fn outage(self, impact: Impact, incident: Option<&Incident>) -> Outage {
        Outage {
            id: self.names.first().cloned().unwrap_or_default(),
            services: self.names.into(),
            planned: self.status == ComponentStatus::UnderMaintenance,
            impact,
            // Only an incident says since when.
            starts_at: incident.and_then(|incident| incident.started_at),
            ends_at: None,
            message: incident.and_then(|incident| incident.message.clone()),
            link: incident.and_then(|incident| incident.link.clone()),
        }
    }
}

struct Incident {
    components: Vec<Rc<str>>,
    started_at: Option<Timestamp>,
    message: Option<Rc<str>>,
    link: Option<Rc<str>>,
}

/// Reads an incident that is not resolved. One with an unreadable status counts.
fn incident(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Incident> {
    let status = entry.field("status").and_then(|status| status.text());
    if matches!(decoded.ok_or_warn(status).as_deref(), Some("resolved" | "postmortem")) {
        return None;
    }
    let components = components(entry);
    components.error.into_iter().for_each(|error| decoded.warn(error));
    Some(Incident {
        components: components.names,
        started_at: fields::time(entry, "started_at", decoded),
        message: message(entry, decoded),
        link: fields::link(entry, "shortlink", decoded),
    })
}

/// Adds a maintenance. If the status page says that it is on now, returns the components that it affects.
fn maintenance(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Vec<Rc<str>>> {
    let id = fields::optional_id(entry, "id", decoded);
    let Affected { names: services, error } = components(entry);
    let status = entry.field("status").and_then(|field| {
        Ok(match &*field.text()? {
            "scheduled" | "maintenance_scheduled" => Some(false),
            "in_progress" | "verifying" | "maintenance_in_progress" => Some(true),
            "completed" | "maintenance_complete" => None,
            _ => {
                return Err(field.error("expected a status of a maintenance, found one that is not known"));
            }
        })
    });
    let is_on = match status {
        Ok(Some(is_on)) if !has_no_impact(entry) => is_on,
        Ok(_) => {
            decoded.other_entry();
            return None;
        }
        Err(error) => {
            decoded.unreadable_outage(id, services, error);
            return None;
        }
    };
    if let Some(error) = error {
        decoded.unreadable_outage(id.clone(), Vec::new(), error);
    }
    let message = self::message(entry, decoded);
    let link = fields::link(entry, "shortlink", decoded);
    if !is_on {
        let services = fields::Services { names: services, error: None };
        let times = ["scheduled_for", "scheduled_until"];
        let impact = Impact::Down;
        fields::OutageEntry { entry, id, services, planned: true, impact, times, message, link }.add(decoded);
        return None;
    }
    let starts_at = fields::time(entry, "scheduled_for", decoded);
    let ends_at = fields::end(entry, "scheduled_until", starts_at, decoded);
    decoded.ongoing(Outage {
        id: id.or_else(|| services.first().cloned()).unwrap_or_default(),
        services: services.clone().into(),
        planned: true,
        impact: Impact::Down,
        starts_at,
        ends_at,
        message,
        link,
    });
    Some(services)
}

fn has_no_impact(entry: Value<'_>) -> bool {
    let impact = entry.optional("impact").ok().flatten();
    impact.is_some_and(|impact| impact.text().is_ok_and(|impact| impact == "none"))
}

/// The components that an entry is about, by id and name. There may be none.
struct Affected {
    names: Vec<Rc<str>>,
    /// Why the first unreadable component cannot be read.
    error: Option<DecodeError>,
}

fn components(entry: Value<'_>) -> Affected {
    let mut affected = Affected { names: Vec::new(), error: None };
    let list = entry.optional("components").and_then(|list| {
        for component in list.map(Value::items).transpose()?.into_iter().flatten() {
            if let Err(error) = fields::id_and_name(component, "name", &mut affected.names) {
                affected.error.get_or_insert(error);
            }
        }
        Ok(())
    });
    if let Err(error) = list {
        affected.error.get_or_insert(error);
    }
    affected
}

/// The title of an entry and its latest update, which is the first one, as plain text.
fn message(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
    let latest = entry.optional("incident_updates").and_then(|updates| {
        let Some(update) = updates.map(Value::items).transpose()?.and_then(|mut all| all.next()) else {
            return Ok(None);
        };
        Ok(update.optional("body")?.map(Value::text).transpose()?.map(|text| plain_text(&text)))
    });
    let title = entry
        .optional("name")
        .and_then(|name| Ok(name.map(Value::text).transpose()?.map(|text| plain_text(&text))));
    let parts = [decoded.ok_or_warn(title).flatten(), decoded.ok_or_warn(latest).flatten()];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !is_blank(part)).collect();
    (!parts.is_empty()).then(|| truncated(&parts.join("\n")))
}
