//! Keeps the last document, and decides when PagerDuty is asked again.

use std::{
    cmp,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync, time::Instant};

use crate::{
    config::Config,
    log::{Event, Log},
    pagerduty::{Failure, PagerDuty},
    snapshot::Snapshot,
};

/// How long PagerDuty is left alone after a failure, unless it asks for longer.
const HOLD_OFF: Duration = Duration::from_secs(5);

/// The longest that it may ask for.
const MAX_HOLD_OFF: Duration = Duration::from_secs(300);

/// The last document, shared by all requests.
pub(crate) struct Cache {
    pagerduty: PagerDuty,
    log: Log,
    state: Mutex<State>,
    /// Held while PagerDuty is asked, so that requests which arrive meanwhile wait for the same answer.
    fetching: sync::Mutex<()>,
}

/// What a request gets.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Hit {
    pub(crate) snapshot: Arc<Snapshot>,
    pub(crate) age: Duration,
}

/// There is no document, or only one that is too old.
#[derive(Debug, PartialEq)]
pub(crate) struct Miss {
    pub(crate) retry_after: Duration,
}

impl Cache {
    pub(crate) fn new(config: &Config, log: Log) -> Result<Arc<Self>, String> {
        Ok(Arc::new(Self {
            pagerduty: PagerDuty::new(config.source.clone())?,
            log,
            state: Mutex::new(State::new(config.fresh_for, config.stale_for)),
            fetching: sync::Mutex::new(()),
        }))
    }

    /// The document, after asking PagerDuty if it is time to.
    pub(crate) async fn get(self: &Arc<Self>) -> Result<Hit, Miss> {
        if self.state().is_due(Instant::now()) {
            let cache = Arc::clone(self);
            // A task of its own, because others wait for the answer even if this request is aborted. It fails only
            // if it panics; then the answer is the one from before.
            let _ = tokio::spawn(async move { cache.refresh().await }).await;
        }
        self.state().answer(Instant::now())
    }

    /// How old the last document is, however old. Asks PagerDuty if it is time to, without waiting for the answer.
    pub(crate) fn age(self: &Arc<Self>) -> Option<Duration> {
        let now = Instant::now();
        if self.state().is_due(now) {
            let cache = Arc::clone(self);
            tokio::spawn(async move { cache.refresh().await });
        }
        self.state().age(now)
    }

    async fn refresh(&self) {
        let _turn = self.fetching.lock().await;
        if !self.state().is_due(Instant::now()) {
            return;
        }
        let started = Instant::now();
        let fetched = self.pagerduty.fetch().await;
        let now = Instant::now();
        let ms = now.duration_since(started).as_millis();
        self.log.write(&match &fetched {
            Ok(document) => Event::Fetched { windows: document.count, ms },
            Err(Failure { reason, .. }) => Event::FetchFailed { reason, ms },
        });
        self.state().record(fetched.map(|document| Arc::new(Snapshot::new(document.body))), now);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // No code panics while it holds the lock.
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The decisions, as a function of time.
#[derive(Debug)]
struct State {
    fresh_for: Duration,
    stale_for: Duration,
    last: Option<(Arc<Snapshot>, Instant)>,
    /// When PagerDuty may be asked again after a failure.
    next_try: Option<Instant>,
}

impl State {
    fn new(fresh_for: Duration, stale_for: Duration) -> Self {
        Self { fresh_for, stale_for, last: None, next_try: None }
    }

    fn age(&self, now: Instant) -> Option<Duration> {
        self.last.as_ref().map(|(_, read_at)| now.duration_since(*read_at))
    }

    fn is_due(&self, now: Instant) -> bool {
        self.next_try.is_none_or(|next_try| now >= next_try)
            && self.age(now).is_none_or(|age| age >= self.fresh_for)
    }

    fn record(&mut self, fetched: Result<Arc<Snapshot>, Failure>, now: Instant) {
        match fetched {
            Ok(snapshot) => self.last = Some((snapshot, now)),
            Err(Failure { retry_after, .. }) => {
                let wait = retry_after.unwrap_or(HOLD_OFF).clamp(HOLD_OFF, MAX_HOLD_OFF);
                self.next_try = Some(now + wait);
            }
        }
    }

    fn answer(&self, now: Instant) -> Result<Hit, Miss> {
        if let Some((snapshot, read_at)) = &self.last {
            let age = now.duration_since(*read_at);
            // A fresh document is due the moment its time is over, so an old one is here only after a failure.
            if age < self.fresh_for + self.stale_for {
                return Ok(Hit { snapshot: Arc::clone(snapshot), age });
            }
        }
        let wait = self.next_try.map_or(Duration::ZERO, |next_try| next_try.saturating_duration_since(now));
        Err(Miss { retry_after: cmp::max(wait, Duration::from_secs(1)) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FRESH: Duration = Duration::from_secs(30);
    const STALE: Duration = Duration::from_secs(900);

    /// A state, and a moment from which tests count seconds.
    fn start() -> (State, impl Fn(u64) -> Instant) {
        let start = Instant::now();
        (State::new(FRESH, STALE), move |seconds| start + Duration::from_secs(seconds))
    }

    fn snapshot() -> Arc<Snapshot> {
        Arc::new(Snapshot::new(b"{}".to_vec()))
    }

    fn failure(retry_after: Option<u64>) -> Result<Arc<Snapshot>, Failure> {
        Err(Failure { reason: String::new(), retry_after: retry_after.map(Duration::from_secs) })
    }

    #[test]
    fn a_document_is_fresh_for_its_time_and_due_right_after() {
        let (mut state, at) = start();
        assert!(state.is_due(at(0)));
        state.record(Ok(snapshot()), at(0));
        assert!(!state.is_due(at(29)));
        assert!(state.is_due(at(30)));
        assert_eq!(state.answer(at(29)).unwrap().age, Duration::from_secs(29));
    }

    #[test]
    fn a_stale_document_is_served_for_a_bounded_time() {
        let (mut state, at) = start();
        state.record(Ok(snapshot()), at(0));
        for second in (30..925).step_by(5) {
            state.record(failure(None), at(second));
        }
        assert_eq!(state.answer(at(929)).unwrap().age, Duration::from_secs(929));
        assert_eq!(state.answer(at(930)), Err(Miss { retry_after: Duration::from_secs(1) }));
        assert_eq!(state.age(at(930)), Some(Duration::from_secs(930)), "its age is known nevertheless");
    }

    #[test]
    fn pagerduty_is_left_alone_after_a_failure() {
        for (asked, wait) in [(None, 5), (Some(1), 5), (Some(60), 60), (Some(u64::MAX), 300)] {
            let (mut state, at) = start();
            state.record(failure(asked), at(0));
            assert!(!state.is_due(at(wait - 1)), "{asked:?}");
            assert!(state.is_due(at(wait)), "{asked:?}");
            let left = Duration::from_secs(wait - 1);
            assert_eq!(state.answer(at(1)), Err(Miss { retry_after: left }), "{asked:?}");
        }
    }

    #[test]
    fn a_good_answer_ends_the_waiting() {
        let (mut state, at) = start();
        state.record(failure(None), at(0));
        state.record(Ok(snapshot()), at(5));
        assert!(!state.is_due(at(34)));
        assert!(state.is_due(at(35)));
    }
}
