use super::format::{SavedReport, read_at, write};
use crate::feed::{DecodeError, Feed};
use crate::json::Document;
use crate::model::Timestamp;
use crate::model::timestamp::to_rfc3339;
use crate::store::page::window;

/// What the feeds of a guard said when a server made the page: the right thing is painted at once, before any
/// feed is asked.
///
/// The server asks the feeds, hands over what they answered, and puts [`to_json`](Self::to_json) into the page;
/// in the browser [`from_element`](Self::from_element) finds it there, for the guard's property `initial`.
/// A page that is rendered on the server, too, gives its guard the same there: both then draw the same.
///
/// ```
/// use yew_outage::feed::{Feed, Feeds};
/// use yew_outage::store::Initial;
///
/// let feeds = Feeds::from([Feed::plain("/toggles"), Feed::vets_api_windows("/v0/maintenance_windows")]);
/// let mut initial = Initial::at("2026-05-02T20:00:00Z".parse().unwrap());
/// // The first has answered, the second has not.
/// initial.answered(&feeds[0], br#"{"profile_hide_direct_deposit": true}"#, Some("\"7\"")).unwrap();
/// initial.unanswered();
///
/// let page = format!(r#"<script type="application/json" id="outages">{}</script>"#, initial.to_json());
/// assert_eq!(Initial::from_json(&initial.to_json()), Some(initial));
/// # let _ = page;
/// ```
///
/// What it says counts as stale until a feed confirms it. Feeds are told apart by their place, so the browser
/// has to list the same in the same order.
#[derive(Clone, Debug, PartialEq)]
pub struct Initial {
    at: Timestamp,
    feeds: Vec<Option<SavedReport>>,
}

impl Initial {
    /// Of a page that is made at this moment. Nothing is known yet.
    pub fn at(moment: Timestamp) -> Self {
        Self { at: moment, feeds: Vec::new() }
    }

    /// Adds what the next feed answered. `etag` is its answer's, so that the browser asks with it.
    ///
    /// An answer that comes in pages counts as none: its first says nothing of the others.
    ///
    /// # Errors
    ///
    /// If its engine cannot read the document. The feed then counts as one that has not answered.
    pub fn answered(&mut self, feed: &Feed, body: &[u8], etag: Option<&str>) -> Result<(), DecodeError> {
        let decoded = feed.decode(body).inspect_err(|_| self.unanswered())?;
        // Only a whole answer lists the streams.
        let etag = etag.filter(|_| decoded.streams.is_empty()).map(str::to_owned);
        let whole = decoded.next_page.is_none();
        let kept = SavedReport {
            report: decoded.report.reconcile_first().into(),
            etag,
            confirmed_at: self.at,
            written_at: self.at,
        };
        self.feeds.push(whole.then_some(kept));
        Ok(())
    }

    /// Adds that the next feed has not answered.
    pub fn unanswered(&mut self) {
        self.feeds.push(None);
    }

    /// As text to put into a page. It holds no `<`, so it may stand in a `<script>` as it is.
    pub fn to_json(&self) -> String {
        let feeds: Vec<String> =
            self.feeds.iter().map(|kept| kept.as_ref().map_or("null".to_owned(), write)).collect();
        let json = format!(r#"{{"at":"{}","feeds":[{}]}}"#, to_rfc3339(self.at), feeds.join(","));
        json.replace('<', r"\u003c")
    }

    /// Reads what [`to_json`](Self::to_json) wrote; `None` for anything else. A single feed's part that
    /// cannot be read counts as not answered.
    pub fn from_json(text: &str) -> Option<Self> {
        let document = Document::parse("initial", text.as_bytes()).ok()?;
        let root = document.root();
        Some(Self {
            at: root.field("at").ok()?.timestamp().ok()?,
            feeds: root.field("feeds").ok()?.items().ok()?.map(|kept| read_at(kept)).collect(),
        })
    }

    /// Reads the text of the page's element of this id; `None` if there is none, or on a server.
    pub fn from_element(id: &str) -> Option<Self> {
        Self::from_json(&window()?.document()?.get_element_by_id(id)?.text_content()?)
    }

    /// The moment at which the page was made.
    pub(in crate::store) fn made_at(&self) -> Timestamp {
        self.at
    }

    /// What the feed at this place had answered.
    pub(in crate::store) fn of(&self, place: usize) -> Option<&SavedReport> {
        self.feeds.get(place)?.as_ref()
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
