use std::rc::Rc;

use super::Engine;
use super::description::{self, Choice, HasDescriptions, WithDescriptions};
use crate::feed::fields::{self, Services, Window};
use crate::feed::{DecodeError, Decoded, DecodedBuilder};
use crate::json::{Document, Value};
use crate::model::Kinds;

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
/// A window's `description` is an operator's note. Readers are shown it if the feed says
/// [`show_descriptions`](crate::feed::Feed::show_descriptions).
///
/// # On bad input
///
/// A document without the list `maintenance_windows`, or of which nothing can be read, is an error. A window whose
/// start cannot be read keeps its last known state, with a warning; so does one service of it that cannot be
/// read, while the others count. A description or an end that cannot be read, or an end before the start, is
/// left out with a warning; the window counts, its end open.
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

    fn with_descriptions(&self) -> Option<Rc<dyn Engine>> {
        Some(Rc::new(WithDescriptions(*self)))
    }

    fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        self.read(body, description::none)
    }
}

impl HasDescriptions for PagerDuty {
    fn read(&self, body: &[u8], describe: Choice) -> Result<Decoded, DecodeError> {
        let document = Document::parse(PagerDuty.name(), body)?;
        let root = document.root();
        let windows = root.field("maintenance_windows")?;
        let mut decoded = Decoded::builder();
        let mut listed = 0;
        for entry in windows.items()? {
            listed += 1;
            window(entry, describe, &mut decoded);
        }
        let more = root.optional("more")?.map(|more| more.bool()).transpose()?.unwrap_or(false);
        if more {
            let offset = root.optional("offset")?.map(|offset| offset.count()).transpose()?.unwrap_or(0);
            if listed == 0 {
                return Err(windows.error("expected windows, as there are more to come; found none"));
            }
            let next = offset.checked_add(listed);
            let next = next.ok_or_else(|| root.error("expected an offset that windows can come after"))?;
            decoded.next_page(format!("offset={next}"));
        }
        decoded.build()
    }
}

fn window(entry: Value<'_>, describe: Choice, decoded: &mut DecodedBuilder) {
    let services = Services::read(entry.field("services"), |service, names| {
        fields::id_and_name(service, "summary", names)
    });
    let window = Window {
        entry,
        id: fields::optional_id(entry, "id", decoded),
        services,
        times: ["start_time", "end_time"],
        // What somebody wrote; the summary repeats it or is made up from the services.
        message: fields::words(entry, "description", decoded).and_then(|text| describe(&text)),
        link: None,
    };
    window.add(decoded);
}
