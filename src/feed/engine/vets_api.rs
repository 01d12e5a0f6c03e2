//! The two endpoints of vets-api: feature toggles and maintenance windows.

use std::rc::Rc;

use super::Engine;
use super::description::{self, HasDescriptions, VisiblePart, WithDescriptions};
use crate::feed::fields::{self, Services, Window};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::{Kinds, Spelling, Toggle};

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
/// assert_eq!(report.windows("evss").count(), 1);
/// ```
///
/// Attribute names may be in snake_case or, with the request header `X-Key-Inflection: camel`, in camelCase.
///
/// Readers see the part of a `description` that follows `USER_MESSAGE:`. The rest is a note for operators,
/// which readers see if the feed says [`show_descriptions`](crate::feed::Feed::show_descriptions).
///
/// # On bad input
///
/// A document without the array `data`, or of which nothing can be read, is an error. A window whose start or
/// service cannot be read keeps its last known state, with a warning. A description or an end that cannot be
/// read, or an end before the start, is left out with a warning; the window counts, with an open end.
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
        Kinds::WINDOWS
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
        let data = root.field("data")?;
        let mut decoded = Decoded::builder();
        data.items()?.for_each(|entry| window(entry, visible_part, &mut decoded));
        decoded.build()
    }
}

fn window(entry: Value<'_>, visible_part: VisiblePart, decoded: &mut DecodedBuilder) {
    let id = fields::optional_id(entry, "id", decoded);
    let attributes = match entry.field("attributes") {
        Ok(attributes) => attributes,
        Err(error) => return decoded.unreadable_window(id, Vec::new(), error),
    };
    // snake_case unless the camelCase field is there, so that errors name a missing field in snake_case.
    let name = |snake: &'static str, camel: &'static str| match attributes.optional(camel) {
        Ok(Some(_)) => camel,
        _ => snake,
    };
    let service = attributes.field(name("external_service", "externalService"));
    let services = match service.and_then(fields::id) {
        Ok(service) => Services { names: vec![service], error: None },
        Err(error) => Services { names: Vec::new(), error: Some(error) },
    };
    let window = Window {
        entry: attributes,
        id,
        services,
        times: [name("start_time", "startTime"), name("end_time", "endTime")],
        message: fields::message(attributes, "description", decoded).and_then(|text| visible_part(&text)),
        link: None,
    };
    window.add(decoded);
}
