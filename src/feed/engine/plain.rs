use super::{Decoded, Engine};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json};
use crate::model::{Kinds, Report, Spelling, Toggle};

/// Plain JSON: an object from toggle key to `true`, `false`, or an object with a notice.
///
/// The format for an endpoint of your own; no server library is needed to write it.
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let body = br#"{
///     "profile_hide_direct_deposit": true,
///     "hide_contact": {"on": false, "ends_at": "2026-05-02T20:00:00-04:00", "message": "New bank."}
/// }"#;
/// let report = PlainJson.decode(body).unwrap().report;
/// assert!(report.toggle("profile_hide_direct_deposit").unwrap().is_on());
/// ```
///
/// The toggles may also stand in an object under the key `toggles`, which leaves room beside them;
/// what else stands there is ignored.
///
/// # On bad input
///
/// A document that is no object is an error. A toggle that is neither a boolean nor an object with a
/// boolean `on` is skipped with a warning. A notice that cannot be read is left out with a warning; its
/// toggle counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainJson;

impl Engine for PlainJson {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn reports(&self) -> Kinds {
        Kinds::TOGGLES
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Json::parse(self.name(), body)?;
        let root = Cursor::root(self.name(), &document);
        let nested = root.optional("toggles")?.filter(|field| matches!(field.value(), Json::Object(_)));
        let mut report = Report::builder(Spelling::Exact);
        let mut decoded = Decoded::default();
        for (key, entry) in nested.as_ref().unwrap_or(&root).fields()? {
            match read(entry, &mut decoded) {
                Ok(toggle) => report.toggle(key, toggle),
                Err(error) => decoded.leave_out(error),
            }
        }
        Ok(decoded.with(report))
    }
}

fn read(entry: Cursor<'_, '_>, decoded: &mut Decoded) -> Result<Toggle, DecodeError> {
    let Json::Object(_) = entry.value() else {
        return match entry.value() {
            Json::Bool(on) => Ok(Toggle::from(*on)),
            _ => Err(entry.expected("true, false, or an object with `on`")),
        };
    };
    let on = entry.field("on")?.bool()?;
    Ok(Toggle::from(on).with_notice(entry.notice(decoded)?))
}
