use std::rc::Rc;

use super::Engine;
use super::description::{self, Choice, HasDescriptions, WithDescriptions};
use crate::feed::fields::{self, Services, Window};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::{Kinds, Spelling, Toggle};

/// vets-api, the back end of a veterans' agency: `GET /v0/feature_toggles`.
///
/// It sends a toggle in snake_case, in camelCase, or in both. A rule written in either form matches
/// either.
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
/// A document without the list `data.features`, or of which nothing can be read, is an error. A feature whose
/// value is no boolean keeps its last known state, with a warning.
///
/// Source: the service's own API, [github.com/department-of-veterans-affairs/vets-api](https://github.com/department-of-veterans-affairs/vets-api).
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
        Err(reason) => return decoded.unreadable_toggle(None, reason),
    };
    match feature.field("value").and_then(|value| value.bool()) {
        Ok(on) => decoded.toggle(name, Toggle::from(on)),
        Err(reason) => decoded.unreadable_toggle(Some(&name), reason),
    }
}

/// vets-api's maintenance windows: `GET /v0/maintenance_windows`.
///
/// See [`Feed::vets_api_windows`](crate::feed::Feed::vets_api_windows). A window's service is its
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
/// Attribute names are read in snake_case and, as the request header `X-Key-Inflection: camel` asks for
/// them, in camelCase.
///
/// Of a `description` readers are shown what follows `USER_MESSAGE:`. The rest is an operator's note, which they
/// are shown if the feed says [`show_descriptions`](crate::feed::Feed::show_descriptions).
///
/// # On bad input
///
/// A document without the list `data`, or of which nothing can be read, is an error. A window whose start or
/// service cannot be read keeps its last known state, with a warning. A description or an end that cannot be
/// read, or an end before the start, is left out with a warning; the window counts, its end open.
///
/// Source: the service's own API, [github.com/department-of-veterans-affairs/vets-api](https://github.com/department-of-veterans-affairs/vets-api).
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
        self.read(body, description::for_users)
    }
}

impl HasDescriptions for VetsApiWindows {
    fn read(&self, body: &[u8], describe: Choice) -> Result<Decoded, DecodeError> {
        let document = Document::parse(VetsApi.name(), body)?;
        let root = document.root();
        let data = root.field("data")?;
        let mut decoded = Decoded::builder();
        data.items()?.for_each(|entry| window(entry, describe, &mut decoded));
        decoded.build()
    }
}

fn window(entry: Value<'_>, describe: Choice, decoded: &mut DecodedBuilder) {
    let id = fields::optional_id(entry, "id", decoded);
    let attributes = match entry.field("attributes") {
        Ok(attributes) => attributes,
        Err(reason) => return decoded.unreadable_window(id, Vec::new(), reason),
    };
    // Either way of writing, with the snake's for a complaint about a field that is missing.
    let either = |snake: &'static str, camel: &'static str| match attributes.optional(camel) {
        Ok(Some(_)) => camel,
        _ => snake,
    };
    let service = attributes.field(either("external_service", "externalService"));
    let services = match service.and_then(|field| fields::id(field)) {
        Ok(name) => Services { names: vec![name], unread: None },
        Err(reason) => Services { names: Vec::new(), unread: Some(reason) },
    };
    let window = Window {
        entry: attributes,
        id,
        services,
        times: [either("start_time", "startTime"), either("end_time", "endTime")],
        message: fields::words(attributes, "description", decoded).and_then(|text| describe(&text)),
        link: None,
    };
    window.add(decoded);
}
