//! A feed whose responses a test scripts.

use std::cell::RefCell;
use std::fmt;
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use crate::feed::transport::{Fetch, FetchRequest, FetchResponse, Transport};
use crate::feed::{Feed, FeedError, PlainJson};
use crate::json::quoted;
use crate::model::timestamp::to_rfc3339;
use crate::model::{MaintenanceWindow, Notice, Toggle};

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
        Self { feed: Feed::new(PlainJson, script.address()).through(Rc::new(script.clone())), script }
    }

    /// The feed to give to a guard. Configure it like any other feed: change its poll interval, map its services.
    pub fn feed(&self) -> Feed {
        self.feed.clone()
    }

    /// Responds with these toggles and no window from now on.
    pub fn respond<K: AsRef<str>, T: Into<Toggle>>(&self, toggles: impl IntoIterator<Item = (K, T)>) {
        self.respond_with_windows(toggles, []);
    }

    /// Responds with these toggles and windows from now on.
    pub fn respond_with_windows<K: AsRef<str>, T: Into<Toggle>>(
        &self,
        toggles: impl IntoIterator<Item = (K, T)>,
        windows: impl IntoIterator<Item = MaintenanceWindow>,
    ) {
        let toggles = toggles.into_iter().map(|(key, toggle)| write_toggle(key.as_ref(), &toggle.into()));
        let windows = windows.into_iter().map(|window| write_window(&window));
        let list = |parts: &mut dyn Iterator<Item = String>| parts.collect::<Vec<_>>().join(",");
        let body =
            format!(r#"{{"toggles":{{{}}},"windows":[{}]}}"#, list(&mut { toggles }), list(&mut { windows }));
        self.script.tell(Some(Ok(body.into_bytes())));
    }

    /// Fails every request from now on.
    pub fn fail(&self, error: FeedError) {
        self.script.tell(Some(Err(error)));
    }

    /// Stops responding: from now on, requests stay in flight.
    pub fn stop_responding(&self) {
        self.script.tell(None);
    }

    /// How many requests it has received.
    pub fn request_count(&self) -> usize {
        self.script.0.borrow().asked
    }
}

fn write_toggle(key: &str, toggle: &Toggle) -> String {
    let no_notice = Notice::default();
    let Notice { message, ends_at } = toggle.notice().unwrap_or(&no_notice);
    let mut fields = vec![format!(r#""on":{}"#, toggle.is_on())];
    fields.extend(message.as_deref().map(|message| format!(r#""message":{}"#, quoted(message))));
    fields.extend(ends_at.map(|end| format!(r#""ends_at":"{}""#, to_rfc3339(end))));
    format!("{}:{{{}}}", quoted(key), fields.join(","))
}

fn write_window(window: &MaintenanceWindow) -> String {
    let services: Vec<String> = window.services.iter().map(|service| quoted(service)).collect();
    let mut fields =
        vec![format!(r#""id":{}"#, quoted(&window.id)), format!(r#""services":[{}]"#, services.join(","))];
    let times = [("starts_at", window.starts_at), ("ends_at", window.ends_at)];
    fields.extend(
        times
            .iter()
            .filter_map(|(name, time)| time.map(|time| format!(r#""{name}":"{}""#, to_rfc3339(time)))),
    );
    let texts = [("message", &window.message), ("link", &window.link)];
    fields.extend(
        texts
            .iter()
            .filter_map(|(name, text)| text.as_ref().map(|text| format!(r#""{name}":{}"#, quoted(text)))),
    );
    format!("{{{}}}", fields.join(","))
}

/// What stands in for the network.
#[derive(Clone, Default)]
struct Script(Rc<RefCell<State>>);

#[derive(Default)]
struct State {
    /// `None`: silent.
    answer: Option<Result<Vec<u8>, FeedError>>,
    asked: usize,
    /// Requests that wait for an answer.
    waiting: Vec<Waker>,
    /// Guards that ask at once when there is news; one that is gone says so.
    guards: Vec<Box<dyn Fn() -> bool>>,
}

impl Script {
    /// An address of its own, by which feeds are told apart.
    fn address(&self) -> String {
        format!("scripted:{:p}", Rc::as_ptr(&self.0))
    }

    fn tell(&self, answer: Option<Result<Vec<u8>, FeedError>>) {
        let (waiting, guards) = {
            let mut state = self.0.borrow_mut();
            state.answer = answer;
            (std::mem::take(&mut state.waiting), std::mem::take(&mut state.guards))
        };
        waiting.into_iter().for_each(Waker::wake);
        let here: Vec<_> = guards.into_iter().filter(|refresh| refresh()).collect();
        self.0.borrow_mut().guards.extend(here);
    }

    /// The answer to one request, once there is one.
    async fn answer(&self) -> Result<Vec<u8>, FeedError> {
        self.0.borrow_mut().asked += 1;
        poll_fn(|context| {
            let mut state = self.0.borrow_mut();
            if let Some(answer) = &state.answer {
                return Poll::Ready(answer.clone());
            }
            state.waiting.push(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

impl Transport for Script {
    fn fetch<'a>(&'a self, _: FetchRequest<'a>) -> Fetch<'a> {
        Box::pin(async { Ok(FetchResponse { body: Some(self.answer().await?), etag: None, date: None }) })
    }

    fn on_change(&self, poll: Box<dyn Fn() -> bool>) {
        self.0.borrow_mut().guards.push(poll);
    }
}
