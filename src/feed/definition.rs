//! `Feed`: the definition of one endpoint, and its builder.

use std::fmt;
use std::rc::Rc;
use std::time::Duration;

use web_sys::AbortSignal;

use super::http::Browser;
use super::request::{Credentials, redacted_url};
use super::transport::{Elapsed, Fetch, FetchRequest, Stream, StreamEvent, StreamRequest, Transport};
use super::{
    DecodeError, Decoded, Engine, Ofrep, PagerDuty, PlainJson, Statuspage, Unleash, VetsApi, VetsApiStatuses,
    VetsApiWindows,
};
use crate::model::{Report, Toggle};

/// One endpoint that is polled: an engine, a URL, a poll interval.
///
/// Make one with the constructor of its engine, set what differs from the defaults, and pass it to a guard.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::prelude::*;
///
/// let toggles = Feed::vets_api("/v0/feature_toggles").every(Duration::from_secs(60));
/// let own = Feed::plain("https://status.example.gov/toggles.json").header("X-Site", "profile");
/// # let _ = (toggles, own);
/// ```
///
/// | setting | meaning | default | bounds |
/// |---|---|---|---|
/// | [`every`](Self::every) | the poll interval, from response to request, ±10 % at random | 30 s | at least 1 s |
/// | [`timeout`](Self::timeout) | how long a response may take | 10 s | at least 100 ms |
/// | [`header`](Self::header) | a request header | none | |
/// | [`credentials`](Self::credentials) | whether cookies are sent | same origin only | |
/// | [`context`](Self::context) | the evaluation context | empty | |
/// | [`map_service`](Self::map_service) | an alias for a service | none | |
/// | [`show_descriptions`](Self::show_descriptions) | whether readers see the notes of operators | no | |
///
/// # On bad input
///
/// A URL or header that the browser refuses makes the request fail with
/// [`FeedError::Network`](super::FeedError::Network). It is retried like any failed request.
#[derive(Clone)]
pub struct Feed(pub(super) Rc<Definition>);

#[derive(Clone)]
pub(super) struct Definition {
    pub(super) engine: Rc<dyn Engine>,
    pub(super) source: Source,
    pub(super) every: Duration,
    pub(super) timeout: Duration,
    pub(super) headers: Vec<(Rc<str>, Rc<str>)>,
    pub(super) credentials: Credentials,
    pub(super) service_aliases: Vec<(Rc<str>, Rc<str>)>,
    pub(super) context: Vec<(Rc<str>, Rc<str>)>,
    pub(super) transport: Rc<dyn Transport>,
}

/// Where the reports of a feed come from.
#[derive(Clone, PartialEq)]
pub(crate) enum Source {
    Url(Rc<str>),
    Fixed(Rc<Report>),
}

impl Feed {
    /// Plain JSON from an endpoint of your own: see [`PlainJson`].
    pub fn plain(url: impl Into<Rc<str>>) -> Self {
        Self::new(PlainJson, url)
    }

    /// vets-api's feature toggles, `/v0/feature_toggles`: see [`VetsApi`].
    pub fn vets_api(url: impl Into<Rc<str>>) -> Self {
        Self::new(VetsApi, url)
    }

    /// vets-api's maintenance windows, `/v0/maintenance_windows`: see [`VetsApiWindows`].
    pub fn vets_api_windows(url: impl Into<Rc<str>>) -> Self {
        Self::new(VetsApiWindows, url)
    }

    /// vets-api's services that are out now, and its windows, `/v0/backend_statuses`: see [`VetsApiStatuses`].
    pub fn vets_api_statuses(url: impl Into<Rc<str>>) -> Self {
        Self::new(VetsApiStatuses, url)
    }

    /// PagerDuty's maintenance windows, through a proxy of your site: see [`PagerDuty`].
    pub fn pagerduty(url: impl Into<Rc<str>>) -> Self {
        Self::new(PagerDuty, url)
    }

    /// A public status page by Statuspage, by the address of the page: see [`Statuspage`].
    pub fn statuspage(page: impl AsRef<str>) -> Self {
        Self::new(
            Statuspage::default(),
            format!("{}/api/v2/summary.json", page.as_ref().trim_end_matches('/')),
        )
    }

    /// OFREP, by the address before `/ofrep/v1`: see [`Ofrep`].
    pub fn ofrep(base: impl AsRef<str>) -> Self {
        Self::new(Ofrep, format!("{}/ofrep/v1/evaluate/flags", base.as_ref().trim_end_matches('/')))
    }

    /// Unleash's frontend API, by the address before `/api/frontend` and with a frontend token: see
    /// [`Unleash`].
    pub fn unleash(base: impl AsRef<str>, token: impl Into<Rc<str>>) -> Self {
        Self::new(Unleash, format!("{}/api/frontend", base.as_ref().trim_end_matches('/')))
            .header("Authorization", token)
    }

    /// A feed with a fixed report of toggles and no network, for tests, stories and first steps.
    ///
    /// ```
    /// use yew_outage::prelude::*;
    ///
    /// let feed = Feed::fixed([("profile_hide_direct_deposit", true)]);
    /// # let _ = feed;
    /// ```
    pub fn fixed<K: AsRef<str>, T: Into<Toggle>>(toggles: impl IntoIterator<Item = (K, T)>) -> Self {
        let mut report = Report::builder();
        toggles.into_iter().for_each(|(key, toggle)| report.toggle(key, toggle.into()));
        Self::fixed_report(report.build())
    }

    /// A feed with a fixed report and no network, where you need outages as well.
    ///
    /// ```
    /// use yew_outage::model::Report;
    /// use yew_outage::prelude::*;
    ///
    /// let window = Outage::planned("bank-2026", ["direct_deposit"])
    ///     .with_starts_at("2026-05-02T20:00:00-04:00".parse::<Timestamp>()?)
    ///     .with_ends_at("2026-05-03T02:00:00-04:00".parse::<Timestamp>()?);
    /// let mut report = Report::builder();
    /// report.outage(window);
    /// let feed = Feed::fixed_report(report.build());
    /// # let _ = feed;
    /// # Ok::<(), chrono::ParseError>(())
    /// ```
    pub fn fixed_report(report: Report) -> Self {
        Self::of(PlainJson, Source::Fixed(report.into()))
    }

    /// The same feed through another transport than the browser.
    #[cfg(feature = "testing")]
    pub(crate) fn through(self, transport: Rc<dyn Transport>) -> Self {
        self.with(|feed| feed.transport = transport)
    }

    /// An endpoint with any engine, one of this crate or your own.
    pub fn new(engine: impl Engine + 'static, url: impl Into<Rc<str>>) -> Self {
        Self::of(engine, Source::Url(url.into()))
    }

    fn of(engine: impl Engine + 'static, source: Source) -> Self {
        Self(Rc::new(Definition {
            engine: Rc::new(engine),
            source,
            every: Duration::from_secs(30),
            timeout: Duration::from_secs(10),
            headers: Vec::new(),
            credentials: Credentials::default(),
            service_aliases: Vec::new(),
            context: Vec::new(),
            transport: Rc::new(Browser),
        }))
    }

    /// Sets the poll interval: how long after a response the next request is sent, ±10 % at random. At least
    /// 1 s.
    pub fn every(self, interval: Duration) -> Self {
        self.with(|feed| feed.every = interval.max(Duration::from_secs(1)))
    }

    /// Sets how long a response may take before the request fails. At least 100 ms.
    pub fn timeout(self, timeout: Duration) -> Self {
        self.with(|feed| feed.timeout = timeout.max(Duration::from_millis(100)))
    }

    /// Adds a request header, or replaces the one with the same name.
    pub fn header(self, name: impl Into<Rc<str>>, value: impl Into<Rc<str>>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.with(|feed| {
            feed.headers.retain(|(existing, _)| !existing.eq_ignore_ascii_case(&name));
            feed.headers.push((name, value));
        })
    }

    /// Adds a field of the evaluation context, or replaces the one with the same name. The context describes
    /// the reader, for systems whose response depends on that.
    ///
    /// OFREP sends it in the body of the request, Unleash in the query. Other engines do not send it.
    pub fn context(self, name: impl Into<Rc<str>>, value: impl Into<Rc<str>>) -> Self {
        let (name, value) = (name.into(), value.into());
        self.with(|feed| {
            feed.context.retain(|(existing, _)| *existing != name);
            feed.context.push((name, value));
        })
    }

    /// Sets whether cookies are sent.
    pub fn credentials(self, credentials: Credentials) -> Self {
        self.with(|feed| feed.credentials = credentials)
    }

    /// Adds an alias for a service: an outage that affects `theirs` affects `ours` as well. Several services
    /// may have the same alias.
    ///
    /// ```
    /// use yew_outage::prelude::*;
    ///
    /// let feed = Feed::pagerduty("/status/maintenance_windows")
    ///     .map_service("PIJ90N7", "direct_deposit")
    ///     .map_service("Bank gateway", "direct_deposit");
    /// # let _ = feed;
    /// ```
    pub fn map_service(self, theirs: impl Into<Rc<str>>, ours: impl Into<Rc<str>>) -> Self {
        let alias = (theirs.into(), ours.into());
        self.with(|feed| feed.service_aliases.push(alias))
    }

    /// Shows readers the `description` of a maintenance window in PagerDuty or vets-api. Operators write it
    /// for each other, so readers do not see it by default.
    ///
    /// If a description has the mark `USER_MESSAGE:`, readers see the part after it. Other engines have no
    /// such notes, and this changes nothing for them.
    ///
    /// ```
    /// use yew_outage::prelude::*;
    ///
    /// let feed = Feed::pagerduty("/status/maintenance_windows?filter=open").show_descriptions();
    /// # let _ = feed;
    /// ```
    pub fn show_descriptions(self) -> Self {
        self.with(|feed| {
            if let Some(engine) = feed.engine.with_descriptions() {
                feed.engine = engine;
            }
        })
    }

    fn with(mut self, change: impl FnOnce(&mut Definition)) -> Self {
        change(Rc::make_mut(&mut self.0));
        self
    }

    /// The engine that decodes its documents.
    pub fn engine(&self) -> &dyn Engine {
        &*self.0.engine
    }

    /// What it fetches; `None` for a fixed feed.
    pub fn url(&self) -> Option<&str> {
        match &self.0.source {
            Source::Url(url) => Some(url),
            Source::Fixed(_) => None,
        }
    }

    /// Decodes one document, and adds the service aliases to its report.
    pub(crate) fn decode(&self, body: &[u8]) -> Result<Decoded, DecodeError> {
        let mut decoded = self.0.engine.decode(body)?;
        decoded.report.alias_services(&self.0.service_aliases);
        Ok(decoded)
    }

    /// The aliases of services: `(theirs, ours)`.
    pub(crate) fn service_aliases(&self) -> &[(Rc<str>, Rc<str>)] {
        &self.0.service_aliases
    }

    pub(crate) fn source(&self) -> &Source {
        &self.0.source
    }

    pub(crate) fn poll_interval(&self) -> Duration {
        self.0.every
    }

    pub(crate) fn request_timeout(&self) -> Duration {
        self.0.timeout
    }

    /// The URL without what may be secret in it.
    pub(crate) fn address(&self) -> Option<String> {
        self.url().map(redacted_url)
    }

    pub(crate) fn transport(&self) -> &dyn Transport {
        &*self.0.transport
    }

    /// Sends one request to `url`, which is this feed's own. `query` is added to it. `etag` is that of the last
    /// response, if its document is still there.
    pub(crate) fn fetch<'a>(
        &'a self,
        url: &'a str,
        query: &'a str,
        etag: Option<&'a str>,
        signal: Option<&'a AbortSignal>,
        elapsed: Elapsed<'a>,
    ) -> Fetch<'a> {
        let Definition { engine, context, headers, credentials, transport, .. } = &*self.0;
        let engine = engine.request(context);
        let credentials = *credentials;
        transport.fetch(FetchRequest { url, query, engine, headers, credentials, etag, signal, elapsed })
    }

    /// Opens an event stream that a response lists; `None` if its address is refused.
    pub(crate) fn open_stream(&self, address: &str, on_event: Rc<dyn Fn(StreamEvent)>) -> Option<Stream> {
        let request = StreamRequest { feed_url: self.url()?, address, credentials: self.0.credentials };
        self.0.transport.open_stream(request, on_event)
    }
}

/// Leaves out what may be a secret or name a person: the URL's query and credentials, and the values of headers and context.
impl fmt::Debug for Feed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Feed")
            .field("engine", &self.engine().name())
            .field("address", &self.address())
            .field("every", &self.0.every)
            .field("timeout", &self.0.timeout)
            .field("headers", &self.0.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .field("credentials", &self.0.credentials)
            .field("service_aliases", &self.0.service_aliases)
            .field("context", &self.0.context.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret_and_no_query() {
        let feed = Feed::unleash("https://me:secret@a.example?token=secret#secret", "secret")
            .header("X-Key", "secret")
            .context("userId", "secret");
        let shown = format!("{feed:?}");
        assert!(!shown.contains("secret"), "{shown}");
        assert!(shown.contains(r#"address: Some("https://a.example")"#), "{shown}");
    }
}
