use std::borrow::Cow;
use std::rc::Rc;

use super::Engine;
use crate::feed::fields::{self, cut};
use crate::feed::plain_text::plain_text;
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::{Kinds, MaintenanceWindow, is_blank};

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
/// A component is a service, by its id and by its name. What the page says of the present goes before what it
/// planned: a component is down while its status is `major_outage` or `under_maintenance`, and while a
/// maintenance of it is `in_progress` or `verifying`, whatever the planned times; less grave statuses count if
/// the author says so. A planned end is shown while it lies ahead. A maintenance that is `scheduled` counts by
/// its times. An incident that names a component gives the words and the link, before any maintenance's;
/// markup in them becomes text.
///
/// Pages of other makers that look like Statuspage's may leave out ids, and call statuses `full_outage` and
/// `maintenance_in_progress`.
///
/// # On bad input
///
/// A document without the list `components`, or of which nothing can be read, is an error. A component or a
/// maintenance that cannot be read, or whose status this crate does not know, keeps its last known state, with
/// a warning. An incident's words that cannot be read are left out with a warning.
///
/// Source: [developer.statuspage.io](https://developer.statuspage.io), and the public API page that every
/// status page has at `/api/v2`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Statuspage {
    down_from: ComponentStatus,
}

/// How a component of a status page is doing, from well to worst.
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
    /// It works, slowly or now and then.
    DegradedPerformance,
    /// Part of it does not work.
    PartialOutage,
    /// It does not work.
    MajorOutage,
    /// It is being worked on.
    UnderMaintenance,
}

impl ComponentStatus {
    fn of(name: &str) -> Option<Self> {
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
    /// One that takes sections down from this status on. `Operational` counts as the next graver one: a
    /// component that works is not down.
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
        Kinds::WINDOWS
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
        let mut works = Vec::new();
        if let Some(list) = root.optional("scheduled_maintenances")? {
            match list.items() {
                Ok(items) => items.for_each(|entry| works.extend(maintenance(entry, &mut decoded))),
                Err(reason) => decoded.unreadable_window(None, Vec::new(), reason),
            }
        }
        for entry in components.items()? {
            let Some(component) = component(entry, &mut decoded) else { continue };
            if component.status < self.down_from {
                decoded.other_entry();
                continue;
            }
            let incident = incidents.iter().find(|incident| component.is_among(&incident.components));
            // Work that is on says all that the component does, and since when. An incident says more.
            if incident.is_some() || !works.iter().any(|work: &Vec<Rc<str>>| component.is_among(work)) {
                decoded.ongoing(component.down(incident));
            }
        }
        decoded.build()
    }
}

struct Component {
    names: Vec<Rc<str>>,
    status: ComponentStatus,
}

/// A component, if it can be read.
fn component(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Component> {
    let mut names = Vec::new();
    if let Err(reason) = fields::id_and_name(entry, "name", &mut names) {
        decoded.unreadable_window(None, names, reason);
        return None;
    }
    let status = entry.field("status").and_then(|field| {
        let status = ComponentStatus::of(&field.text()?);
        status.ok_or_else(|| field.error("expected a status of a component, found one that is not known"))
    });
    match status {
        Ok(status) => Some(Component { names, status }),
        Err(reason) => {
            decoded.unreadable_window(names.first().cloned(), names, reason);
            None
        }
    }
}

impl Component {
    fn is_among(&self, names: &[Rc<str>]) -> bool {
        self.names.iter().any(|name| names.contains(name))
    }

    fn down(self, incident: Option<&Incident>) -> MaintenanceWindow {
        MaintenanceWindow {
            id: self.names.first().cloned().unwrap_or_default(),
            services: self.names.into(),
            // The page says that it is down now, by its own clock, and not since when.
            starts_at: None,
            ends_at: None,
            message: incident.and_then(|incident| incident.message.clone()),
            link: incident.and_then(|incident| incident.link.clone()),
        }
    }
}

struct Incident {
    components: Vec<Rc<str>>,
    message: Option<Rc<str>>,
    link: Option<Rc<str>>,
}

/// An incident that goes on. One whose status cannot be read counts as one.
fn incident(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Incident> {
    let status = entry.field("status").and_then(|status| status.text());
    if matches!(decoded.ok_or_warn(status).as_deref(), Some("resolved" | "postmortem")) {
        return None;
    }
    let components = components(entry);
    components.unread.into_iter().for_each(|reason| decoded.warn(reason));
    Some(Incident {
        components: components.names,
        message: words(entry, decoded),
        link: fields::link(entry, "shortlink", decoded),
    })
}

/// Adds a maintenance, and gives back what it affects if it is on by the word of the page.
fn maintenance(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Vec<Rc<str>>> {
    let id = fields::optional_id(entry, "id", decoded);
    let Affected { names: services, unread } = components(entry);
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
        Ok(Some(is_on)) if !degrades_nothing(entry) => is_on,
        Ok(_) => {
            decoded.other_entry();
            return None;
        }
        Err(reason) => {
            decoded.unreadable_window(id, services, reason);
            return None;
        }
    };
    if let Some(reason) = unread {
        decoded.unreadable_window(id.clone(), Vec::new(), reason);
    }
    let message = words(entry, decoded);
    let link = fields::link(entry, "shortlink", decoded);
    if !is_on {
        let services = fields::Services { names: services, unread: None };
        let times = ["scheduled_for", "scheduled_until"];
        fields::Window { entry, id, services, times, message, link }.add(decoded);
        return None;
    }
    let starts_at = fields::time(entry, "scheduled_for", decoded);
    let ends_at = fields::end(entry, "scheduled_until", starts_at, decoded);
    decoded.ongoing(MaintenanceWindow {
        id: id.or_else(|| services.first().cloned()).unwrap_or_default(),
        services: services.clone().into(),
        starts_at,
        ends_at,
        message,
        link,
    });
    Some(services)
}

fn degrades_nothing(entry: Value<'_>) -> bool {
    let impact = entry.optional("impact").ok().flatten();
    impact.is_some_and(|impact| impact.text().is_ok_and(|impact| impact == "none"))
}

/// The components that an entry is about, by id and name; there may be none.
struct Affected {
    names: Vec<Rc<str>>,
    unread: Option<DecodeError>,
}

fn components(entry: Value<'_>) -> Affected {
    let mut affected = Affected { names: Vec::new(), unread: None };
    let list = entry.optional("components").and_then(|list| {
        for component in list.map(Value::items).transpose()?.into_iter().flatten() {
            if let Err(reason) = fields::id_and_name(component, "name", &mut affected.names) {
                affected.unread.get_or_insert(reason);
            }
        }
        Ok(())
    });
    if let Err(reason) = list {
        affected.unread.get_or_insert(reason);
    }
    affected
}

/// The title of an entry and its latest update, which comes first; as text, whatever markup they hold.
fn words(entry: Value<'_>, decoded: &mut DecodedBuilder) -> Option<Rc<str>> {
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
    (!parts.is_empty()).then(|| cut(&parts.join("\n")))
}
