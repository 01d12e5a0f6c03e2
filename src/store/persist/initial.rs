//! The reports that a server puts into the page that it renders.

use super::format::{SavedReport, read_at, write_into};
use crate::feed::{DecodeError, Feed};
use crate::json::{Document, Writer};
use crate::model::Timestamp;
use crate::store::page::window;

/// The reports of a guard's feeds at the time when a server rendered the page. With them, the first paint is
/// right before any feed is polled.
///
/// The server polls the feeds, adds their responses, and puts [`to_json`](Self::to_json) into the page. In the
/// browser, [`from_element`](Self::from_element) reads it, for the guard's property `initial`. If the page is
/// rendered on the server too, its guard there gets the same `Initial`, so that both render the same.
///
/// ```
/// use yew_outage::feed::{Feed, Feeds};
/// use yew_outage::store::Initial;
///
/// let feeds = Feeds::from([Feed::plain("/toggles"), Feed::vets_api_windows("/v0/maintenance_windows")]);
/// let mut initial = Initial::at("2026-05-02T20:00:00Z".parse().unwrap());
/// // The first has responded, the second has not.
/// initial.answered(&feeds[0], br#"{"profile_hide_direct_deposit": true}"#, Some("\"7\"")).unwrap();
/// initial.unanswered();
///
/// let page = format!(r#"<script type="application/json" id="outages">{}</script>"#, initial.to_json());
/// assert_eq!(Initial::from_json(&initial.to_json()), Some(initial));
/// # let _ = page;
/// ```
///
/// A report counts as stale until its feed confirms it. Feeds are identified by their index, so the browser has
/// to list the same feeds in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct Initial {
    at: Timestamp,
    feeds: Vec<Option<SavedReport>>,
}

impl Initial {
    /// An `Initial` of a page that is rendered at this time, without reports.
    pub fn at(time: Timestamp) -> Self {
        Self { at: time, feeds: Vec::new() }
    }

    /// Adds the response of the next feed. The browser's first request sends its `etag`.
    ///
    /// A response in pages counts as none, because its first page says nothing about the others.
    ///
    /// # Errors
    ///
    /// If its engine cannot read the document. The feed then counts as one that has not responded.
    pub fn answered(&mut self, feed: &Feed, body: &[u8], etag: Option<&str>) -> Result<(), DecodeError> {
        let decoded = feed.decode(body).inspect_err(|_| self.unanswered())?;
        // Only a full response lists the streams, so the browser has to fetch one.
        let etag = etag.filter(|_| decoded.streams.is_empty()).map(str::to_owned);
        let is_complete = decoded.next_page.is_none();
        let saved = SavedReport {
            report: decoded.report.reconcile_first().into(),
            etag,
            confirmed_at: self.at,
            written_at: self.at,
        };
        self.feeds.push(is_complete.then_some(saved));
        Ok(())
    }

    /// Adds that the next feed has not responded.
    pub fn unanswered(&mut self) {
        self.feeds.push(None);
    }

    /// The JSON to put into a page. It contains no `<`, so it can stand in a `<script>` as it is.
    pub fn to_json(&self) -> String {
        let mut json = Writer::default();
        json.open('{').name("at").time(self.at).name("feeds").open('[');
        for saved in &self.feeds {
            if let Some(saved) = saved {
                write_into(&mut json, saved);
            } else {
                json.null();
            }
        }
        json.close(']').close('}');
        json.finish().replace('<', r"\u003c")
    }

    /// Reads what [`to_json`](Self::to_json) wrote; `None` for anything else. A feed whose part cannot be read
    /// counts as one that has not responded.
    pub fn from_json(text: &str) -> Option<Self> {
        let document = Document::parse("initial", text.as_bytes()).ok()?;
        let root = document.root();
        Some(Self {
            at: root.field("at").ok()?.timestamp().ok()?,
            feeds: root.field("feeds").ok()?.items().ok()?.map(|saved| read_at(saved)).collect(),
        })
    }

    /// Reads the text of the element with this id; `None` if there is none, or on a server.
    pub fn from_element(id: &str) -> Option<Self> {
        Self::from_json(&window()?.document()?.get_element_by_id(id)?.text_content()?)
    }

    /// When the server rendered the page.
    pub(in crate::store) fn rendered_at(&self) -> Timestamp {
        self.at
    }

    /// The report of the feed with this index.
    pub(in crate::store) fn of(&self, index: usize) -> Option<&SavedReport> {
        self.feeds.get(index)?.as_ref()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn noon() -> Timestamp {
        "2026-05-02T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn written_json_reads_back_and_cannot_close_a_script_element() {
        let mut initial = Initial::at(noon());
        let body = br#"{"a": {"on": true, "message": "</script><b>"}}"#;
        initial.answered(&Feed::plain("/toggles"), body, Some("\"7\"")).unwrap();
        initial.unanswered();
        let json = initial.to_json();
        assert!(!json.contains('<'), "{json}");
        assert_eq!(Initial::from_json(&json), Some(initial.clone()));
        let report = &initial.of(0).unwrap().report;
        assert_eq!(report.toggle("a").unwrap().notice().unwrap().message.as_deref(), Some("</script><b>"));
        assert!(initial.of(1).is_none() && initial.of(2).is_none());
    }

    #[test]
    fn an_unreadable_response_is_an_error_and_unreadable_json_is_no_report() {
        let mut initial = Initial::at(noon());
        assert!(initial.answered(&Feed::plain("/toggles"), b"nonsense", None).is_err());
        initial.answered(&Feed::plain("/other"), b"{}", None).unwrap();
        assert!(initial.of(0).is_none() && initial.of(1).is_some());
        for text in ["", "null", "[]", r#"{"at":"noon","feeds":[]}"#, r#"{"at":"2026-05-02T12:00:00Z"}"#] {
            assert_eq!(Initial::from_json(text), None, "{text}");
        }
        let unreadable_feeds =
            Initial::from_json(r#"{"at":"2026-05-02T12:00:00Z","feeds":[{"version":"9"},7]}"#);
        assert_eq!(unreadable_feeds.map(|initial| initial.feeds), Some(vec![None, None]));
    }

    #[test]
    fn the_first_page_of_several_counts_as_no_report() {
        let mut initial = Initial::at(noon());
        let page = br#"{"maintenance_windows": [{"id": "a", "start_time": "2026-05-02T20:00:00Z",
            "end_time": "2026-05-02T22:00:00Z", "services": [{"id": "b"}]}], "limit": 1, "offset": 0, "more": true}"#;
        initial.answered(&Feed::pagerduty("/windows"), page, None).unwrap();
        assert!(initial.of(0).is_none());
    }
}
