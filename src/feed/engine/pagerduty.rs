//! PagerDuty's maintenance windows.

use std::rc::Rc;

use super::Engine;
use super::description::{self, HasDescriptions, VisiblePart, WithDescriptions};
use crate::feed::fields::{self, OutageEntry, Services};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::{Impact, Kinds};

/// PagerDuty's maintenance windows: REST API v2, `GET /maintenance_windows?filter=open`.
///
/// Fetch them through a proxy of your site: PagerDuty's API token must never reach a browser. The repository has
/// one, `examples/pagerduty-proxy`.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let feed = Feed::pagerduty("/status/maintenance_windows?filter=open").map_service("PIJ90N7", "direct_deposit");
/// # let _ = feed;
/// ```
///
/// A window affects its services by id and by summary, and by the aliases that
/// [`Feed::map_service`](crate::feed::Feed::map_service) gives them. All pages of a paginated response are
/// fetched.
///
/// A window's `description` is a note for operators. Readers see it if the feed says
/// [`show_descriptions`](crate::feed::Feed::show_descriptions).
///
/// # On bad input
///
/// A document without the array `maintenance_windows`, or of which nothing can be read, is an error. A window
/// whose start cannot be read keeps its last known state, with a warning. So does a service of it that cannot
/// be read, while the other services count. A description or an end that cannot be read, or an end before the
/// start, is left out with a warning; the window counts, with an open end.
///
/// Source:
/// [developer.pagerduty.com](https://developer.pagerduty.com/api-reference/b3A6Mjc0ODEzOQ-list-maintenance-windows).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PagerDuty;

impl Engine for PagerDuty {
    fn name(&self) -> &'static str {
        "pagerduty"
    }

    fn reports(&self) -> Kinds {
        Kinds::OUTAGES
    }

    fn with_descriptions(&self) -> Option<Rc<dyn Engine>> {
        Some(Rc::new(WithDescriptions(*self)))
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        self.decode_with(body, description::nothing)
    }
}

impl HasDescriptions for PagerDuty {
    fn decode_with(&self, body: &[u8], visible_part: VisiblePart) -> Result<Decoded, DecodeError> {
        let document = Document::parse(PagerDuty.name(), body)?;
        let root = document.root();
        let windows = root.field("maintenance_windows")?;
        let mut decoded = Decoded::builder();
        let mut count = 0;
        for entry in windows.items()? {
            count += 1;
            window(entry, visible_part, &mut decoded);
        }
        let has_more = root.optional("more")?.map(Value::bool).transpose()?.unwrap_or(false);
        if has_more {
            let offset = root.optional("offset")?.map(Value::count).transpose()?.unwrap_or(0);
            if count == 0 {
                return Err(windows.error("expected windows, as there are more to come; found none"));
            }
            let next = offset.checked_add(count);
            let next = next.ok_or_else(|| root.error("expected an offset that windows can come after"))?;
            decoded.next_page(format!("offset={next}"));
        }
        decoded.build()
    }
}

fn window(entry: Value<'_>, visible_part: VisiblePart, decoded: &mut DecodedBuilder) {
    let services = Services::read(entry.field("services"), |service, names| {
        fields::id_and_name(service, "summary", names)
    });
    let outage = OutageEntry {
        entry,
        id: fields::optional_id(entry, "id", decoded),
        services,
        planned: true,
        impact: Impact::Down,
        times: ["start_time", "end_time"],
        // Not the summary, which repeats the description or is generated from the services.
        message: fields::message(entry, "description", decoded).and_then(|text| visible_part(&text)),
        link: None,
    };
    outage.add(decoded);
}
