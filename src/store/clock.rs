//! Clocks: the only place where the library reads the time or sets a timer.

use std::any::Any;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::time::Duration;

use crate::model::Timestamp;
pub(crate) use crate::model::timestamp::millis;

/// The time, and timers.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::store::{Clock, ManualClock};
///
/// let clock = ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap());
/// clock.advance(Duration::from_secs(90));
/// assert_eq!(clock.now().to_rfc3339(), "2026-05-02T20:01:30+00:00");
/// ```
pub trait Clock {
    /// The current time.
    fn now(&self) -> Timestamp;

    /// The time that has passed since a fixed start, by which waiting is measured. It never goes back, even if
    /// [`now`](Self::now) does, and it may stand still while a machine sleeps. Default: since 1970, by `now`.
    fn elapsed(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.now().timestamp_millis()).unwrap_or(0))
    }

    /// Calls `then` once after this delay, unless the timer is dropped before.
    fn after(&self, delay: Duration, then: Box<dyn FnOnce()>) -> Timer;

    /// Whether it may be wrong, as a machine's clock may. Then the `Date` of responses corrects it. Default: no.
    fn may_be_wrong(&self) -> bool {
        false
    }
}

/// A pending call. Dropping it cancels the call.
#[must_use = "a timer that is dropped never fires"]
pub struct Timer(#[expect(dead_code, reason = "held for its Drop")] Box<dyn Any>);

impl Timer {
    /// A timer that is cancelled when `guard` is dropped.
    pub fn new(guard: impl Any) -> Self {
        Self(Box::new(guard))
    }
}

/// A shared clock, for the `clock` property of a guard. Two handles are equal if they share one clock. Create a
/// handle once and keep it: a guard starts anew when its clock changes. The default is the reader's own clock.
///
/// ```
/// use yew_outage::store::{ClockHandle, ManualClock};
///
/// let clock = ClockHandle::from(ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap()));
/// assert_eq!(clock, clock.clone());
/// assert_eq!(ClockHandle::default(), ClockHandle::default());
/// ```
#[derive(Clone, Default)]
pub struct ClockHandle(
    /// `None` is the reader's own clock. A guard without a clock gets a new handle at every render, which has to
    /// equal the last.
    Option<Rc<dyn Clock>>,
);

impl PartialEq for ClockHandle {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(a), Some(b)) => Rc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        }
    }
}

impl std::ops::Deref for ClockHandle {
    type Target = dyn Clock;

    fn deref(&self) -> &Self::Target {
        self.0.as_deref().unwrap_or(&SystemClock)
    }
}

impl<C: Clock + 'static> From<C> for ClockHandle {
    fn from(clock: C) -> Self {
        Self(Some(Rc::new(clock)))
    }
}

impl std::fmt::Debug for ClockHandle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("ClockHandle").field(&self.now()).finish()
    }
}

/// The reader's own clock.
///
/// On a server its timers never fire, because rendering is over before one could.
///
/// ```
/// use yew_outage::store::{Clock, SystemClock};
///
/// assert!(SystemClock.now().timestamp() > 0);
/// ```
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

#[cfg(target_arch = "wasm32")]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_timestamp_millis(js_sys::Date::now() as i64).unwrap_or_default()
    }

    fn elapsed(&self) -> Duration {
        // Without a window there is no page, and nothing waits.
        let performance = web_sys::window().and_then(|window| window.performance());
        Duration::from_millis(performance.map_or(0.0, |performance| performance.now()) as u64)
    }

    fn after(&self, delay: Duration, then: Box<dyn FnOnce()>) -> Timer {
        let pending = Rc::default();
        wait(&pending, u64::try_from(delay.as_millis()).unwrap_or(u64::MAX), then);
        Timer::new(pending)
    }

    fn may_be_wrong(&self) -> bool {
        true
    }
}

/// Waits a long delay in parts, because a browser takes a delay of 2³¹ ms or more for none.
#[cfg(target_arch = "wasm32")]
fn wait(pending: &Rc<RefCell<Option<gloo_timers::callback::Timeout>>>, millis: u64, then: Box<dyn FnOnce()>) {
    const LONGEST: u64 = i32::MAX as u64;
    let part = millis.min(LONGEST);
    let weak = Rc::downgrade(pending);
    let timeout =
        gloo_timers::callback::Timeout::new(part as u32, move || match (millis - part, weak.upgrade()) {
            (0, _) => then(),
            (rest, Some(pending)) => wait(&pending, rest, then),
            (_, None) => {}
        });
    pending.replace(Some(timeout));
}

#[cfg(not(target_arch = "wasm32"))]
impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        std::time::SystemTime::now()
            .duration_since(std::time::UNIX_EPOCH)
            .ok()
            .and_then(|since| Timestamp::from_timestamp_millis(i64::try_from(since.as_millis()).ok()?))
            .unwrap_or_default()
    }

    fn after(&self, _: Duration, _: Box<dyn FnOnce()>) -> Timer {
        Timer::new(())
    }
}

/// A clock that moves only when it is advanced or set, for tests and stories.
///
/// ```
/// use std::cell::Cell;
/// use std::rc::Rc;
/// use std::time::Duration;
/// use yew_outage::store::{Clock, ManualClock};
///
/// let clock = ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap());
/// let rang = Rc::new(Cell::new(false));
/// let _timer = clock.after(Duration::from_secs(60), Box::new({
///     let rang = rang.clone();
///     move || rang.set(true)
/// }));
/// clock.advance(Duration::from_secs(59));
/// assert!(!rang.get());
/// clock.advance(Duration::from_secs(1));
/// assert!(rang.get());
/// ```
#[derive(Clone)]
pub struct ManualClock(Rc<Manual>);

/// When a timer is due, by the time that has passed, and its number: timers that are due at the same time fire in
/// the order in which they were set.
type Due = (Duration, u64);
type Then = Box<dyn FnOnce()>;

struct Manual {
    now: Cell<Timestamp>,
    elapsed: Cell<Duration>,
    timers: RefCell<BTreeMap<Due, Then>>,
    set: Cell<u64>,
}

impl ManualClock {
    /// A clock that shows this time.
    pub fn at(now: Timestamp) -> Self {
        Self(Rc::new(Manual {
            now: Cell::new(now),
            elapsed: Cell::default(),
            timers: RefCell::default(),
            set: Cell::new(0),
        }))
    }

    /// Moves the clock on, and fires the timers that are due on the way, in order, each at its own time.
    pub fn advance(&self, by: Duration) {
        let end = self.0.elapsed.get().saturating_add(by);
        while let Some(((due, _), then)) = self.next_due(end) {
            self.pass(due.saturating_sub(self.0.elapsed.get()));
            then();
        }
        self.pass(end.saturating_sub(self.0.elapsed.get()));
    }

    /// Sets the clock to any time. Setting it forward lets that time pass, and fires the timers that are then due.
    /// Setting it back is like correcting a computer's clock: timers are not affected.
    ///
    /// A guard does not notice that its clock was set back until its page wakes up or a feed responds.
    pub fn set(&self, now: Timestamp) {
        let ahead = (now - self.0.now.get()).to_std().unwrap_or_default();
        self.0.elapsed.set(self.0.elapsed.get().saturating_add(ahead));
        self.0.now.set(now);
        self.advance(Duration::ZERO);
    }

    /// How many timers are pending.
    pub fn pending(&self) -> usize {
        self.0.timers.borrow().len()
    }

    fn pass(&self, by: Duration) {
        self.0.elapsed.set(self.0.elapsed.get().saturating_add(by));
        self.0.now.set(later(self.0.now.get(), by));
    }

    fn next_due(&self, end: Duration) -> Option<(Due, Then)> {
        let mut timers = self.0.timers.borrow_mut();
        let first = timers.first_entry().filter(|timer| timer.key().0 <= end)?;
        Some(first.remove_entry())
    }
}

impl Clock for ManualClock {
    fn now(&self) -> Timestamp {
        self.0.now.get()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed.get()
    }

    fn after(&self, delay: Duration, then: Box<dyn FnOnce()>) -> Timer {
        let id = self.0.set.get();
        self.0.set.set(id + 1);
        let key = (self.elapsed().saturating_add(delay), id);
        self.0.timers.borrow_mut().insert(key, then);
        Timer::new(CancelManual { clock: Rc::downgrade(&self.0), key })
    }
}

struct CancelManual {
    clock: std::rc::Weak<Manual>,
    key: Due,
}

impl Drop for CancelManual {
    fn drop(&mut self) {
        // Removed before it is dropped, because what it captured may hold timers of the same clock.
        let cancelled = self.clock.upgrade().and_then(|clock| clock.timers.borrow_mut().remove(&self.key));
        drop(cancelled);
    }
}

fn later(now: Timestamp, by: Duration) -> Timestamp {
    let by = i64::try_from(by.as_millis()).unwrap_or(i64::MAX);
    Timestamp::from_timestamp_millis(now.timestamp_millis().saturating_add(by)).unwrap_or(Timestamp::MAX_UTC)
}

/// The time from `now` until `then`, both in milliseconds; zero if `then` is not later.
pub(crate) fn until(now: i64, then: i64) -> Duration {
    Duration::from_millis(u64::try_from(then.saturating_sub(now)).unwrap_or(0))
}
