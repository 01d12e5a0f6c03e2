//! The endpoint of vets-api that says which services work now.

use std::rc::Rc;

use super::Engine;
use super::description::{self, HasDescriptions, VisiblePart, WithDescriptions};
use super::vets_api::{VetsApi, either, window};
use crate::feed::fields;
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::{Impact, Kinds, Outage, is_blank};

/// The services of vets-api that are out now, planned or not, and its maintenance windows:
/// `GET /v0/backend_statuses`.
///
/// [`Feed::vets_api_statuses`](crate::feed::Feed::vets_api_statuses) uses it.
///
/// ```
/// use yew_outage::feed::{Engine, VetsApiStatuses};
/// use yew_outage::model::Impact;
///
/// let body = br#"{"data": {"attributes": {
///     "reported_at": "2026-05-02T20:00:00.000Z",
///     "statuses": [
///         {"service": "Appeals", "service_id": "appeals", "status": "active"},
///         {"service": "Direct deposit", "service_id": "evss", "status": "warning"}
///     ],
///     "maintenance_windows": []
/// }}}"#;
/// let report = VetsApiStatuses.decode(body).unwrap().report;
/// assert_eq!(report.outages("appeals").count(), 0);
/// assert_eq!(report.outages("evss").next().unwrap().impact, Impact::Degraded);
/// ```
///
/// A service is known by its `service_id` and by its name, `service`. Its status is PagerDuty's: `critical` is
/// down, `maintenance` is down for planned work, `warning` is degraded, and `active` works. Nothing is known of a
/// service that is `disabled`, because nobody watches it. What is `critical` or `warning` is so since its last
/// incident. Windows count as those of [`VetsApiWindows`](super::VetsApiWindows) do. Names are in snake_case or,
/// with the request header `X-Key-Inflection: camel`, in camelCase.
///
/// # On bad input
///
/// A document without the array `data.attributes.statuses`, or of which nothing can be read, is an error. A service
/// whose status cannot be read, or is not one of those above, keeps its last known state, with a warning. Of two
/// entries for one service the worse counts. A last incident that cannot be read is left out with a warning. One in
/// the future does not count until then.
///
/// Source: the service's own API,
/// [github.com/department-of-veterans-affairs/vets-api](https://github.com/department-of-veterans-affairs/vets-api).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VetsApiStatuses;

impl Engine for VetsApiStatuses {
    fn name(&self) -> &'static str {
        VetsApi.name()
    }

    fn reports(&self) -> Kinds {
        Kinds::OUTAGES
    }

    fn with_descriptions(&self) -> Option<Rc<dyn Engine>> {
        Some(Rc::new(WithDescriptions(*self)))
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        self.decode_with(body, description::marked)
    }
}

impl HasDescriptions for VetsApiStatuses {
    fn decode_with(&self, body: &[u8], visible_part: VisiblePart) -> Result<Decoded, DecodeError> {
        let document = Document::parse(VetsApi.name(), body)?;
        let data = document.root().field("data")?;
        let attributes = data.field("attributes")?;
        let mut decoded = Decoded::builder();
        attributes.field("statuses")?.items()?.for_each(|entry| status(entry, &mut decoded));
        let windows = attributes.optional(either(attributes, &["maintenance_windows", "maintenanceWindows"]));
        match windows.and_then(|windows| windows.map(Value::items).transpose()) {
            Ok(windows) => windows.into_iter().flatten().for_each(|entry| {
                let id = fields::optional_id(entry, "id", &mut decoded);
                window(entry, id, visible_part, &mut decoded);
            }),
            Err(error) => decoded.unreadable_outage(None, Vec::new(), error),
        }
        decoded.build()
    }
}

/// Reads the status of one service.
fn status(entry: Value<'_>, decoded: &mut DecodedBuilder) {
    let mut names: Vec<Rc<str>> = Vec::new();
    for field in [either(entry, &["service_id", "serviceId"]), "service"] {
        let name = entry.optional(field).and_then(|name| name.map(fields::id).transpose());
        let name = decoded.ok_or_warn(name).flatten();
        // vets-api sends an empty id for a service that has none.
        names.extend(name.filter(|name| !is_blank(name) && !names.contains(name)));
    }
    let Some(id) = names.first().cloned() else {
        let error = entry.error("expected `service_id` or `service`");
        return decoded.unreadable_outage(None, names, error);
    };
    let (planned, impact) = match entry.field("status").and_then(Status::read) {
        Ok(Status::Out { planned, impact }) => (planned, impact),
        Ok(Status::Working) => return decoded.other_entry(),
        // An id of its own: the last known outage of the service is over, and nobody knows what came after it.
        Ok(Status::NotWatched) => return decoded.unknown_services(format!("disabled {id}").into(), names),
        Err(error) => return decoded.unreadable_outage(Some(id), names, error),
    };
    let since = either(entry, &["last_incident_timestamp", "lastIncidentTimestamp"]);
    // The last incident is no maintenance.
    let starts_at = fields::time(entry, since, decoded).filter(|_| !planned);
    let outage = Outage { planned, ..Outage::unplanned(id, names) };
    decoded.ongoing(outage.with_impact(impact).with_starts_at(starts_at));
}

enum Status {
    Working,
    Out { planned: bool, impact: Impact },
    NotWatched,
}

impl Status {
    fn read(field: Value<'_>) -> Result<Self, DecodeError> {
        Ok(match &*field.text()? {
            "active" => Self::Working,
            "critical" => Self::Out { planned: false, impact: Impact::Down },
            "maintenance" => Self::Out { planned: true, impact: Impact::Down },
            "warning" => Self::Out { planned: false, impact: Impact::Degraded },
            "disabled" => Self::NotWatched,
            _ => return Err(field.error("expected a status of a service, found one that is not known")),
        })
    }
}
