use std::rc::Rc;

use super::{Decoded, Engine, Period};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json};
use crate::model::{Kinds, MaintenanceWindow, Report, Spelling};

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
/// A component is a service, by its id and by its name. It is down while a scheduled maintenance of it
/// lasts, and while its status is `major_outage` or `under_maintenance`; less grave ones count if the
/// author says so. An incident that names the component gives the words and the link.
///
/// # On bad input
///
/// A document without the list `components` is an error. A component, an incident or a maintenance that
/// cannot be read is left out with a warning; a status that this crate does not know is ignored.
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
            "major_outage" => Self::MajorOutage,
            "under_maintenance" => Self::UnderMaintenance,
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

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Json::parse(self.name(), body)?;
        let root = document.root();
        let components = root.field("components")?;
        let mut report = Report::builder(Spelling::Exact);
        let mut decoded = Decoded::default();

        let maintenances = entries(&root, "scheduled_maintenances", &mut decoded, maintenance)?;
        let incidents = entries(&root, "incidents", &mut decoded, incident)?;
        for entry in components.items()? {
            match component(&entry) {
                Ok(component) if component.status.is_some_and(|status| status >= self.down_from) => {
                    // A maintenance that is on says when it ends; so does then the component's downtime.
                    let on = maintenances
                        .iter()
                        .any(|work| work.on && work.window.services.contains(&component.id));
                    if !on {
                        report.window(component.down(&incidents));
                    }
                }
                Ok(_) => {}
                Err(reason) => decoded.leave_out(reason),
            }
        }
        maintenances.into_iter().for_each(|work| report.window(work.window));
        Ok(decoded.with(report))
    }
}

/// What each entry of a list that may be missing reads as.
fn entries<T>(
    root: &Cursor<'_>,
    list: &'static str,
    decoded: &mut Decoded,
    read: fn(&Cursor<'_>) -> Result<Option<T>, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let Some(list) = root.optional(list)? else { return Ok(Vec::new()) };
    let read = list.items()?.filter_map(|entry| decoded.part(read(&entry)).flatten());
    Ok(read.collect())
}

struct Component {
    id: Rc<str>,
    name: Rc<str>,
    status: Option<ComponentStatus>,
}

fn component(entry: &Cursor<'_>) -> Result<Component, DecodeError> {
    Ok(Component {
        id: entry.field("id")?.text()?.into(),
        name: entry.field("name")?.text()?.into(),
        status: ComponentStatus::of(&entry.field("status")?.text()?),
    })
}

impl Component {
    fn down(self, incidents: &[Incident]) -> MaintenanceWindow {
        let incident = incidents.iter().find(|incident| incident.components.contains(&self.id));
        MaintenanceWindow {
            services: [self.id.clone(), self.name].into(),
            id: self.id,
            // The page says that it is down now, by its own clock, and not since when.
            starts_at: None,
            ends_at: None,
            message: incident.map(|incident| incident.message.clone()),
            link: incident.and_then(|incident| incident.link.clone()),
        }
    }
}

struct Incident {
    components: Vec<Rc<str>>,
    message: Rc<str>,
    link: Option<Rc<str>>,
}

fn incident(entry: &Cursor<'_>) -> Result<Option<Incident>, DecodeError> {
    if matches!(&*entry.field("status")?.text()?, "resolved" | "postmortem") {
        return Ok(None);
    }
    Ok(Some(Incident {
        components: Affected::read(entry)?.ids,
        message: words(entry)?,
        link: entry.link("shortlink")?,
    }))
}

struct Maintenance {
    window: MaintenanceWindow,
    /// It has begun, by the word of the page.
    on: bool,
}

fn maintenance(entry: &Cursor<'_>) -> Result<Option<Maintenance>, DecodeError> {
    let on = match &*entry.field("status")?.text()? {
        "scheduled" => false,
        "in_progress" | "verifying" => true,
        _ => return Ok(None),
    };
    let id = entry.field("id")?.text()?;
    let period = Period::read(&entry.field("scheduled_for")?, entry.optional("scheduled_until")?)?;
    let Affected { ids, names } = Affected::read(entry)?;
    let services = ids.into_iter().chain(names).collect();
    let message = words(entry)?;
    let window = period.window(id, services, Some(message), entry.link("shortlink")?);
    Ok(Some(Maintenance { window, on }))
}

/// The components that an entry is about; there may be none.
#[derive(Default)]
struct Affected {
    ids: Vec<Rc<str>>,
    names: Vec<Rc<str>>,
}

impl Affected {
    fn read(entry: &Cursor<'_>) -> Result<Self, DecodeError> {
        let mut affected = Self::default();
        if let Some(list) = entry.optional("components")? {
            for component in list.items()? {
                affected.ids.push(component.field("id")?.text()?.into());
                if let Some(name) = component.optional("name")? {
                    affected.names.push(name.text()?.into());
                }
            }
        }
        Ok(affected)
    }
}

/// The title of an entry and its latest update, which comes first.
fn words(entry: &Cursor<'_>) -> Result<Rc<str>, DecodeError> {
    let name = entry.field("name")?.words()?;
    let Some(updates) = entry.optional("incident_updates")? else { return Ok(name) };
    let latest = updates.items()?.next();
    Ok(match latest.as_ref().map(|update| update.field("body")).transpose()? {
        Some(body) if !body.text()?.is_empty() => format!("{name}\n{}", body.words()?).into(),
        _ => name,
    })
}
