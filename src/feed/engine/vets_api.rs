use super::{Decoded, Engine};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json};
use crate::model::{Kinds, Report, Spelling, Toggle};

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
        let root = Cursor::root(self.name(), &document);
        let data = root.field("data")?;
        let features = data.field("features")?;
        let mut report = Report::builder(Spelling::Loose);
        let mut decoded = Decoded::default();
        for feature in features.items()? {
            match read(&feature) {
                Ok((name, toggle)) => report.toggle(name, toggle),
                Err(error) => decoded.leave_out(error),
            }
        }
        Ok(decoded.with(report))
    }
}

fn read<'d>(feature: &'d Cursor<'d, '_>) -> Result<(&'d str, Toggle), DecodeError> {
    let name = feature.field("name")?.text()?;
    let value = feature.field("value")?.bool()?;
    Ok((name, Toggle::from(value)))
}
