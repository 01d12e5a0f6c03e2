use super::{Decoded, Engine, Period};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json, Kind};
use crate::model::{Kinds, MaintenanceWindow, Report, Spelling, Toggle};

/// Plain JSON: an object from toggle key to `true`, `false`, or an object with a notice; and
/// maintenance windows, if there are any.
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
/// The toggles may also stand in an object under the key `toggles`; what else stands beside it is then
/// ignored. A list under the key `windows` holds maintenance windows, in either case:
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let body = br#"{
///     "toggles": {"hide_contact": false},
///     "windows": [{
///         "id": "bank-2026",
///         "services": ["direct_deposit"],
///         "starts_at": "2026-05-02T20:00:00-04:00",
///         "ends_at": "2026-05-03T02:00:00-04:00",
///         "message": "We are moving to a new bank.",
///         "link": "https://status.example.gov/bank-2026"
///     }]
/// }"#;
/// let report = PlainJson.decode(body).unwrap().report;
/// assert_eq!(report.windows("direct_deposit").count(), 1);
/// ```
///
/// A window's `ends_at`, `message` and `link` may be missing.
///
/// # On bad input
///
/// A document that is no object is an error. A toggle that is neither a boolean nor an object with a
/// boolean `on` is left out with a warning, as is a window that cannot be read or ends before it starts.
/// A notice that cannot be read is left out with a warning; its toggle counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainJson;

impl Engine for PlainJson {
    fn name(&self) -> &'static str {
        "plain"
    }

    fn reports(&self) -> Kinds {
        Kinds::BOTH
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Json::parse(self.name(), body)?;
        let root = document.root();
        let nested = root.optional("toggles")?.filter(|field| field.kind() == Kind::Object);
        let windows = root.optional("windows")?.filter(|field| field.kind() == Kind::List);
        let mut report = Report::builder(Spelling::Exact);
        let mut decoded = Decoded::default();
        for (key, entry) in nested.as_ref().unwrap_or(&root).fields()? {
            if nested.is_none() && key == "windows" && windows.is_some() {
                continue;
            }
            match read(entry, &mut decoded) {
                Ok(toggle) => report.toggle(key, toggle),
                Err(error) => decoded.leave_out(error),
            }
        }
        if let Some(windows) = windows {
            for entry in windows.items()? {
                if let Some(window) = decoded.part(read_window(&entry)) {
                    report.window(window);
                }
            }
        }
        Ok(decoded.with(report))
    }
}

fn read(entry: Cursor<'_>, decoded: &mut Decoded) -> Result<Toggle, DecodeError> {
    match entry.kind() {
        Kind::True => Ok(Toggle::on()),
        Kind::False => Ok(Toggle::off()),
        Kind::Object => {
            let on = entry.field("on")?.bool()?;
            Ok(Toggle::from(on).with_notice(entry.notice(decoded)?))
        }
        _ => Err(entry.expected("true, false, or an object with `on`")),
    }
}

fn read_window(entry: &Cursor<'_>) -> Result<MaintenanceWindow, DecodeError> {
    let id = entry.field("id")?.text()?;
    let list = entry.field("services")?;
    let services = list.items()?.map(|service| Ok(service.text()?.into())).collect::<Result<Vec<_>, _>>()?;
    if services.is_empty() {
        return Err(list.complain("expected at least one service, found none"));
    }
    let period = Period::read(&entry.field("starts_at")?, entry.optional("ends_at")?)?;
    let message = entry.optional("message")?.map(|field| field.words()).transpose()?;
    Ok(period.window(id, services, message, entry.link("link")?))
}
