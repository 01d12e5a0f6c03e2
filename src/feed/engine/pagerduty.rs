use super::{Decoded, Engine, Period};
use crate::feed::DecodeError;
use crate::feed::json::{Cursor, Json};
use crate::model::{Kinds, MaintenanceWindow, Report, Spelling};

/// PagerDuty's maintenance windows: REST API v2, `GET /maintenance_windows?filter=open`.
///
/// Ask through a proxy of your site's: PagerDuty's API token must never reach a browser.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let feed = Feed::pagerduty("/status/maintenance_windows?filter=open").map_service("PIJ90N7", "direct_deposit");
/// # let _ = feed;
/// ```
///
/// A window affects its services by id and by summary, and by what
/// [`Feed::map_service`](crate::feed::Feed::map_service) makes of either. An answer in pages is
/// followed to its end.
///
/// # On bad input
///
/// A document without the list `maintenance_windows` is an error. A window that cannot be read, or ends
/// before it starts, is left out with a warning.
///
/// Source: [developer.pagerduty.com](https://developer.pagerduty.com/api-reference/b3A6Mjc0ODEzOQ-list-maintenance-windows).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagerDuty;

impl Engine for PagerDuty {
    fn name(&self) -> &'static str {
        "pagerduty"
    }

    fn reports(&self) -> Kinds {
        Kinds::WINDOWS
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let document = Json::parse(self.name(), body)?;
        let root = document.root();
        let windows = root.field("maintenance_windows")?;
        let mut report = Report::builder(Spelling::Exact);
        let mut decoded = Decoded::default();
        let mut listed = 0;
        for entry in windows.items()? {
            listed += 1;
            if let Some(window) = decoded.part(read(&entry)) {
                report.window(window);
            }
        }
        let more = root.optional("more")?.map(|more| more.bool()).transpose()?.unwrap_or(false);
        if more {
            let offset = root.optional("offset")?.map(|offset| offset.count()).transpose()?.unwrap_or(0);
            if listed == 0 {
                return Err(windows.complain("expected windows, as there are more to come; found none"));
            }
            let next = offset.checked_add(listed);
            let next = next.ok_or_else(|| root.complain("expected an offset that windows can come after"))?;
            decoded.next_page = Some(format!("offset={next}"));
        }
        Ok(decoded.with(report))
    }
}

fn read(entry: &Cursor<'_>) -> Result<MaintenanceWindow, DecodeError> {
    let id = entry.field("id")?.text()?;
    let period = Period::read(&entry.field("start_time")?, entry.optional("end_time")?)?;
    let mut services = Vec::new();
    let list = entry.field("services")?;
    for service in list.items()? {
        services.push(service.field("id")?.text()?.into());
        if let Some(summary) = service.optional("summary")? {
            services.push(summary.text()?.into());
        }
    }
    if services.is_empty() {
        return Err(list.complain("expected at least one service, found none"));
    }
    // The description is what somebody wrote; the summary repeats it or is made up from the services.
    let message = entry.optional("description")?.map(|field| field.words()).transpose()?;
    Ok(period.window(id, services, message, None))
}
