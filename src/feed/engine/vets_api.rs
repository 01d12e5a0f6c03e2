use super::{Decoded, Engine, Period};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json};
use crate::model::{Kinds, MaintenanceWindow, Report, Spelling, Toggle};
use std::borrow::Cow;

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
/// A document without the list `data.features` is an error. A feature without a name, or whose value
/// is no boolean, is skipped with a warning.
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
        let document = Json::parse(self.name(), body)?;
        let root = document.root();
        let data = root.field("data")?;
        let features = data.field("features")?;
        let mut report = Report::builder(Spelling::Loose);
        let mut decoded = Decoded::default();
        for feature in features.items()? {
            if let Some((name, toggle)) = decoded.part(read(&feature)) {
                report.toggle(name, toggle);
            }
        }
        Ok(decoded.with(report))
    }
}

fn read<'d>(feature: &'d Cursor<'d>) -> Result<(Cow<'d, str>, Toggle), DecodeError> {
    let name = feature.field("name")?.text()?;
    let value = feature.field("value")?.bool()?;
    Ok((name, Toggle::from(value)))
}

/// vets-api's maintenance windows: `GET /v0/maintenance_windows`.
///
/// [`Feed::vets_api`](crate::feed::Feed::vets_api) chooses it by the URL. A window's service is its
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
/// # On bad input
///
/// A document without the list `data` is an error. A window that cannot be read, or ends before it
/// starts, is left out with a warning.
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

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Json::parse(self.name(), body)?;
        let root = document.root();
        let data = root.field("data")?;
        let mut report = Report::builder(Spelling::Exact);
        let mut decoded = Decoded::default();
        for entry in data.items()? {
            if let Some(window) = decoded.part(read_window(&entry)) {
                report.window(window);
            }
        }
        Ok(decoded.with(report))
    }
}

fn read_window(entry: &Cursor<'_>) -> Result<MaintenanceWindow, DecodeError> {
    let id = entry.field("id")?.text()?;
    let attributes = entry.field("attributes")?;
    let either = |snake, camel| attributes.optional(camel)?.map_or_else(|| attributes.field(snake), Ok);
    let service = either("external_service", "externalService")?.text()?;
    let ends_at = attributes.optional("end_time")?.or(attributes.optional("endTime")?);
    let period = Period::read(&either("start_time", "startTime")?, ends_at)?;
    let message = attributes.optional("description")?.map(|field| field.words()).transpose()?;
    Ok(period.window(id, vec![service.into()], message, None))
}
