//! A feed whose responses a test scripts.

use std::cell::RefCell;
use std::fmt;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::feed::transport::{Fetch, FetchRequest, FetchResponse, Transport};
use crate::feed::{Feed, FeedError, PlainJson};
use crate::json::Writer;
use crate::model::{Impact, Outage, Toggle};

/// A feed whose responses a test scripts.
///
/// A guard polls it like any other feed: on its schedule, with back-off, one request at a time. While the feed is
/// unresponsive, requests stay in flight. When its response changes, every guard that uses it polls at once.
///
/// ```
/// use yew_outage::prelude::*;
/// use yew_outage::testing::ScriptedFeed;
///
/// let script = ScriptedFeed::new();
/// script.respond([("profile_hide_direct_deposit", Toggle::on())]);
/// let feed = script.feed();
/// assert_eq!(script.request_count(), 0, "no guard is mounted");
/// # let _ = feed;
/// ```
#[derive(Clone)]
pub struct ScriptedFeed {
    feed: Feed,
    script: Script,
}

impl Default for ScriptedFeed {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for ScriptedFeed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ScriptedFeed").field("requests", &self.request_count()).finish_non_exhaustive()
    }
}

impl ScriptedFeed {
    /// A feed that responds and names no toggle: every section is available.
    pub fn new() -> Self {
        let script = Self::unresponsive();
        script.respond::<&str, bool>([]);
        script
    }

    /// A feed that does not respond: every section is pending.
    pub fn unresponsive() -> Self {
        let script = Script::default();
        Self { feed: Feed::new(PlainJson, script.url()).through(Rc::new(script.clone())), script }
    }

    /// The feed to give to a guard. Configure it like any other feed: change its poll interval, map its services.
    pub fn feed(&self) -> Feed {
        self.feed.clone()
    }

    /// Responds with these toggles and no window from now on.
    pub fn respond<K: AsRef<str>, T: Into<Toggle>>(&self, toggles: impl IntoIterator<Item = (K, T)>) {
        self.respond_with_outages(toggles, []);
    }

    /// Responds with these toggles and windows from now on.
    pub fn respond_with_outages<K: AsRef<str>, T: Into<Toggle>>(
        &self,
        toggles: impl IntoIterator<Item = (K, T)>,
        windows: impl IntoIterator<Item = Outage>,
    ) {
        let mut json = Writer::default();
        json.open('{').name("toggles").open('{');
        toggles.into_iter().for_each(|(key, toggle)| write_toggle(&mut json, key.as_ref(), &toggle.into()));
        json.close('}').name("outages").open('[');
        windows.into_iter().for_each(|outage| write_outage(&mut json, &outage));
        json.close(']').close('}');
        self.script.set_response(Some(Ok(json.finish().into_bytes())));
    }

    /// Fails every request from now on.
    pub fn fail(&self, error: FeedError) {
        self.script.set_response(Some(Err(error)));
    }

    /// Stops responding: from now on, requests stay in flight.
    pub fn stop_responding(&self) {
        self.script.set_response(None);
    }

    /// How many requests it has received.
    pub fn request_count(&self) -> usize {
        self.script.0.borrow().request_count
    }
}

fn write_toggle(json: &mut Writer, key: &str, toggle: &Toggle) {
    json.name(key).open('{').name("on").bool(toggle.is_on());
    if let Some(notice) = toggle.notice() {
        json.optional_string("message", notice.message.as_deref());
        json.optional_time("starts_at", notice.starts_at).optional_time("ends_at", notice.ends_at);
    }
    json.close('}');
}

fn write_outage(json: &mut Writer, outage: &Outage) {
    json.open('{').name("id").string(&outage.id).name("planned").bool(outage.planned);
    json.name("impact").string(if outage.impact == Impact::Degraded { "degraded" } else { "down" });
    json.name("services").strings(&mut outage.services.iter().map(|service| &**service));
    json.optional_time("starts_at", outage.starts_at).optional_time("ends_at", outage.ends_at);
    json.optional_string("message", outage.message.as_deref())
        .optional_string("link", outage.link.as_deref());
    json.close('}');
}

/// What stands in for the network.
#[derive(Clone, Default)]
struct Script(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    /// `None`: requests stay in flight.
    response: Option<Result<Vec<u8>, FeedError>>,
    request_count: usize,
    /// Requests in flight.
    waiting: Vec<Waker>,
    /// Make a guard poll at once, and return whether there still is one.
    pollers: Vec<Box<dyn Fn() -> bool>>,
}

impl Script {
    /// A URL of its own, by which its feed differs from others.
    fn url(&self) -> String {
        format!("scripted:{:p}", Rc::as_ptr(&self.0))
    }

    /// Sets the response to every request from now on, and completes those in flight.
    fn set_response(&self, response: Option<Result<Vec<u8>, FeedError>>) {
        let (waiting, pollers) = {
            let mut state = self.0.borrow_mut();
            state.response = response;
            (std::mem::take(&mut state.waiting), std::mem::take(&mut state.pollers))
        };
        waiting.into_iter().for_each(Waker::wake);
        let remaining: Vec<_> = pollers.into_iter().filter(|poll| poll()).collect();
        self.0.borrow_mut().pollers.extend(remaining);
    }

    /// The response to one request, once there is one.
    async fn response(&self) -> Result<Vec<u8>, FeedError> {
        self.0.borrow_mut().request_count += 1;
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if let Some(response) = &state.response {
                return Poll::Ready(response.clone());
            }
            state.waiting.push(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl Transport for Script {
    fn fetch<'a>(&'a self, _: FetchRequest<'a>) -> Fetch<'a> {
        Box::pin(async { Ok(FetchResponse { body: Some(self.response().await?), etag: None, date: None }) })
    }

    fn on_change(&self, poll: Box<dyn Fn() -> bool>) {
        self.0.borrow_mut().pollers.push(poll);
    }
}
