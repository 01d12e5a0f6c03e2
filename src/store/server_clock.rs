//! Estimates how far the reader's clock is from the server's, by the dates of responses.
//!
//! A reader's clock may be hours wrong, it may be corrected while the page is open, and a machine may sleep.
//! Estimates are therefore relative to the time that has passed (`elapsed`). It cannot be set, but it may stand
//! still while the machine sleeps. All numbers are milliseconds.

/// If the clock moved on by this much more than the time that has passed, it was set or the machine slept.
const JUMP: i64 = 1_000;

/// So many responses in a row that contradict the estimate and agree with each other replace it: a clock was set.
/// Responses from caches are of any age, so they do not agree with each other.
const MAX_CONTRADICTIONS: usize = 3;

/// A page's count of time is wrong by less than one part in this many.
const DRIFT: i64 = 1_000;

/// What one response says about the server's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    /// The response's `Date` plus its `Age`, in whole seconds.
    pub(super) date: i64,
    /// The time from sending the request to receiving the headers.
    pub(super) round_trip: i64,
    /// The time that had passed when the headers were received.
    pub(super) taken_at: i64,
    /// Whether it came from a cache on the way. Its age, too, is in whole seconds.
    pub(super) is_aged: bool,
}

/// The clocks of the servers behind a guard's feeds.
///
/// The first feed that sends a date sets the time. Servers that disagree must not take turns, or a section would
/// go down and come back with every response.
#[derive(Debug, Default)]
pub(super) struct ServerClock {
    servers: Vec<Server>,
    /// The reader's clock minus the time that has passed, when last read.
    base: Option<i64>,
}

/// The clock of one feed's server.
#[derive(Debug)]
struct Server {
    feed: u64,
    estimate: Estimate,
    /// Estimates by later responses that contradict it.
    contradictions: Vec<Estimate>,
    /// The estimate before the machine seemed to sleep, and when that was noticed, until a response shows whether
    /// it slept.
    before_sleep: Option<(Estimate, i64)>,
}

/// Bounds of the server's clock minus the time that has passed.
#[derive(Clone, Copy, Debug)]
struct Estimate {
    earliest: i64,
    latest: i64,
    /// The value in use, between the bounds. It stays while it may be right, so that time does not jitter.
    used: i64,
    taken_at: i64,
    date: i64,
}

impl ServerClock {
    /// How far the reader's clock is behind the server's. Zero while it may be right.
    pub(super) fn offset(&mut self, wall: i64, elapsed: i64) -> i64 {
        let base = self.notice_jump(wall, elapsed);
        self.servers.first().map_or(0, |server| server.estimate.used.saturating_sub(base))
    }

    /// Adds a response. `wall` is the reader's clock now.
    pub(super) fn add(&mut self, feed: u64, sample: Sample, wall: i64, elapsed: i64) {
        let base = self.notice_jump(wall, elapsed);
        let mut new = Estimate::of(&sample);
        match self.servers.iter_mut().find(|server| server.feed == feed) {
            Some(server) => server.add(new, base),
            None => {
                new.choose(base);
                self.servers.push(Server {
                    feed,
                    estimate: new,
                    contradictions: Vec::new(),
                    before_sleep: None,
                });
            }
        }
    }

    /// Forgets the feeds that are not listed any more.
    pub(super) fn keep_only(&mut self, is_listed: impl Fn(u64) -> bool) {
        self.servers.retain(|server| is_listed(server.feed));
    }

    /// Adjusts the estimates if the reader's clock was set or the machine slept. Returns the new base.
    fn notice_jump(&mut self, wall: i64, elapsed: i64) -> i64 {
        let base = wall.saturating_sub(elapsed);
        if let Some(before) = self.base.replace(base) {
            let jump = base.saturating_sub(before);
            for server in &mut self.servers {
                let before = server.estimate;
                if server.estimate.on_jump(base, jump) {
                    server.before_sleep.get_or_insert((before, elapsed)).1 = elapsed;
                }
                for estimate in &mut server.contradictions {
                    estimate.on_jump(base, jump);
                }
            }
        }
        base
    }
}

impl Server {
    fn add(&mut self, new: Estimate, base: i64) {
        let was_awake =
            |(before, noticed_at): (Estimate, i64)| before.agrees_with(&new) && noticed_at <= new.taken_at;
        if self.before_sleep.is_some_and(was_awake) {
            // The machine did not sleep: the clock was set. A response from before that could not show it.
            self.estimate = new;
        } else if self.estimate.contradicts(&new) {
            if self.contradictions.last().is_some_and(|last| !last.agrees_with(&new)) {
                self.contradictions.clear();
            }
            // A cache that repeats a response says nothing new.
            if self.contradictions.last().is_none_or(|last| last.date != new.date) {
                self.contradictions.push(new);
            }
            if self.contradictions.len() < MAX_CONTRADICTIONS {
                return;
            }
            self.estimate = new;
        } else {
            self.estimate.improve(new);
        }
        self.contradictions.clear();
        self.before_sleep = None;
        self.estimate.choose(base);
    }
}

impl Estimate {
    fn of(sample: &Sample) -> Self {
        let earliest = sample.date.saturating_sub(sample.taken_at);
        let seconds = if sample.is_aged { 2_000 } else { 1_000 };
        let latest = earliest.saturating_add(seconds).saturating_add(sample.round_trip.max(0));
        let used = earliest.midpoint(latest);
        Self { earliest, latest, used, taken_at: sample.taken_at, date: sample.date }
    }

    /// The bounds when this much time has passed: they widen with drift.
    fn bounds_at(&self, elapsed: i64) -> (i64, i64) {
        let drift = elapsed.saturating_sub(self.taken_at).max(0) / DRIFT;
        (self.earliest.saturating_sub(drift), self.latest.saturating_add(drift))
    }

    /// Whether a newer response shows an earlier time than this one. A server's time does not go back, so one of
    /// them is wrong.
    fn contradicts(&self, new: &Self) -> bool {
        new.latest < self.bounds_at(new.taken_at).0
    }

    fn agrees_with(&self, new: &Self) -> bool {
        let (earliest, latest) = self.bounds_at(new.taken_at);
        new.latest >= earliest && new.earliest <= latest
    }

    /// Narrows the bounds to what both allow. If the new one is later than they allow, it replaces them.
    fn improve(&mut self, new: Self) {
        let (earliest, latest) = self.bounds_at(new.taken_at);
        let agrees = self.agrees_with(&new);
        let tightest = Self {
            earliest: new.earliest.max(earliest),
            latest: new.latest.min(latest),
            used: self.used,
            ..new
        };
        *self = if agrees { tightest } else { new };
    }

    /// Chooses the value to use: the reader's clock if it may be right, else the value in use if that may be right,
    /// else the middle of the bounds.
    fn choose(&mut self, base: i64) {
        let may_be = |ahead: i64| (self.earliest..=self.latest).contains(&ahead);
        self.used = if may_be(base) {
            base
        } else if may_be(self.used) {
            self.used
        } else {
            self.earliest.midpoint(self.latest)
        };
    }

    /// Adjusts the bounds when the reader's clock has moved by `jump` more than the time that has passed. Returns
    /// whether it looks like sleep.
    fn on_jump(&mut self, base: i64, jump: i64) -> bool {
        if (self.earliest..=self.latest).contains(&base) {
            // The clock was corrected to the server's time.
            self.used = base;
        } else if jump > JUMP {
            // The machine seems to have slept: the time of its sleep was not counted.
            self.earliest = self.earliest.saturating_add(jump);
            self.latest = self.latest.saturating_add(jump);
            self.used = self.used.saturating_add(jump);
            return true;
        } else if jump > 0 {
            self.latest = self.latest.saturating_add(jump);
        }
        false
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
