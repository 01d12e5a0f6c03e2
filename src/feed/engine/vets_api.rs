//! Two endpoints of vets-api: feature toggles and maintenance windows.

use std::rc::Rc;

use super::Engine;
use super::description::{self, HasDescriptions, VisiblePart, WithDescriptions};
use crate::feed::fields::{self, OutageEntry, Services};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Kind, Value};
use crate::model::{Impact, Kinds, Spelling, Toggle, WHOLE_SITE};

/// The feature toggles of vets-api, the back end of a veterans' agency: `GET /v0/feature_toggles`.
///
/// It sends a toggle in snake_case, in camelCase, or in both. A rule in either form matches either.
///
/// ```
/// use yew_outage::feed::{Engine, VetsApi};
///
/// let body = br#"{"data": {"type": "feature_toggles", "features": [
///     {"name": "profileHideDirectDeposit", "value": true}
/// ]}}"#;
/// let report = VetsApi.decode(body).unwrap().report;
/// assert!(report.toggle("profile_hide_direct_deposit").unwrap().is_on());
/// ```
///
/// # On bad input
///
/// A document without the array `data.features`, or of which nothing can be read, is an error. A feature
/// whose value is not a boolean keeps its last known state, with a warning.
///
/// Source: the service's own API,
/// [github.com/department-of-veterans-affairs/vets-api](https://github.com/department-of-veterans-affairs/vets-api).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VetsApi;

impl Engine for VetsApi {
    fn name(&self) -> &'static str {
        "vets-api"
    }

    fn reports(&self) -> Kinds {
        Kinds::TOGGLES
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Document::parse(self.name(), body)?;
        let root = document.root();
        let data = root.field("data")?;
        let features = data.field("features")?;
        let mut decoded = Decoded::builder().spelling(Spelling::Loose);
        features.items()?.for_each(|feature| toggle(feature, &mut decoded));
        decoded.build()
    }
}

fn toggle(feature: Value<'_>, decoded: &mut DecodedBuilder) {
    let name = match feature.field("name").and_then(|name| name.text()) {
        Ok(name) => name,
        Err(error) => return decoded.unreadable_toggle(None, error),
    };
    match feature.field("value").and_then(|value| value.bool()) {
        Ok(on) => decoded.toggle(name, Toggle::from(on)),
        Err(error) => decoded.unreadable_toggle(Some(&name), error),
    }
}

/// The maintenance windows of vets-api: `GET /v0/maintenance_windows`.
///
/// [`Feed::vets_api_windows`](crate::feed::Feed::vets_api_windows) uses it. A window's service is its
/// `external_service`; the service `global` is the whole site.
///
/// ```
/// use yew_outage::feed::{Engine, VetsApiWindows};
///
/// let body = br#"{"data": [{"id": "139", "type": "maintenance_windows", "attributes": {
///     "external_service": "evss",
///     "start_time": "2026-05-02T00:00:00.000Z",
///     "end_time": "2026-05-02T04:00:00.000Z",
///     "description": "Weekly work"
/// }}]}"#;
/// let report = VetsApiWindows.decode(body).unwrap().report;
/// assert_eq!(report.outages("evss").count(), 1);
/// ```
///
/// Attribute names may be in snake_case or, with the request header `X-Key-Inflection: camel`, in camelCase. The
/// field may also be called `service`, as in `/mobile/v0/maintenance_windows`. The document may also be a bare array;
/// a window in it that names no service is one of the whole site.
///
/// Readers see the part of a `description` that follows `USER_MESSAGE:`. The rest is a note for operators,
/// which readers see if the feed says [`show_descriptions`](crate::feed::Feed::show_descriptions).
///
/// # On bad input
///
/// A document that neither is an array nor has the array `data`, or of which nothing can be read, is an error. A
/// window whose start or service cannot be read keeps its last known state, with a warning. A description or an end
/// that cannot be read, or an end before the start, is left out with a warning; the window counts, with an open end.
///
/// Source: the service's own API,
/// [github.com/department-of-veterans-affairs/vets-api](https://github.com/department-of-veterans-affairs/vets-api).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VetsApiWindows;

impl Engine for VetsApiWindows {
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

impl HasDescriptions for VetsApiWindows {
    fn decode_with(&self, body: &[u8], visible_part: VisiblePart) -> Result<Decoded, DecodeError> {
        let document = Document::parse(VetsApi.name(), body)?;
        let root = document.root();
        let mut decoded = Decoded::builder();
        if root.kind() == Kind::Array {
            for entry in root.items()? {
                let id = fields::optional_id(entry, "id", &mut decoded);
                if let Ok(None) = entry.optional(either(entry, &SERVICE)) {
                    // The agency publishes the windows of the whole site without a service.
                    let services = Services { names: vec![WHOLE_SITE.into()], error: None };
                    add(entry, id, services, visible_part, &mut decoded);
                } else {
                    window(entry, id, visible_part, &mut decoded);
                }
            }
            return decoded.build();
        }
        for entry in root.field("data")?.items()? {
            let id = fields::optional_id(entry, "id", &mut decoded);
            match entry.field("attributes") {
                Ok(attributes) => window(attributes, id, visible_part, &mut decoded),
                Err(error) => decoded.unreadable_outage(id, Vec::new(), error),
            }
        }
        decoded.build()
    }
}

/// The field with the service of a window.
const SERVICE: [&str; 3] = ["external_service", "externalService", "service"];

/// Reads one window. `attributes` has its service and its times.
pub(super) fn window(
    attributes: Value<'_>,
    id: Option<Rc<str>>,
    visible_part: VisiblePart,
    decoded: &mut DecodedBuilder,
) {
    let service = attributes.field(either(attributes, &SERVICE));
    let services = match service.and_then(fields::id) {
        Ok(service) => Services { names: vec![service], error: None },
        Err(error) => Services { names: Vec::new(), error: Some(error) },
    };
    add(attributes, id, services, visible_part, decoded);
}

fn add(
    entry: Value<'_>,
    id: Option<Rc<str>>,
    services: Services,
    visible_part: VisiblePart,
    decoded: &mut DecodedBuilder,
) {
    let outage = OutageEntry {
        entry,
        id,
        services,
        planned: true,
        impact: Impact::Down,
        times: [either(entry, &["start_time", "startTime"]), either(entry, &["end_time", "endTime"])],
        message: fields::message(entry, "description", decoded).and_then(|text| visible_part(&text)),
        link: None,
    };
    outage.add(decoded);
}

/// The first of these names under which a field has a value. The first of all if none has, so that errors name a
/// missing field in snake_case.
pub(super) fn either(entry: Value<'_>, names: &[&'static str]) -> &'static str {
    names.iter().copied().find(|name| matches!(entry.optional(name), Ok(Some(_)))).unwrap_or(names[0])
}
