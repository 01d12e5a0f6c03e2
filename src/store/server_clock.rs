//! How far the reader's clock is off, by what servers say the time is.
//!
//! A reader's clock may be hours wrong, may be corrected while the page is open, and a machine may sleep. What
//! counts is the time that has passed (`elapsed`): it cannot be set, but it may stand still while the machine
//! sleeps. All numbers are milliseconds.

/// A clock that moved on by more than this while less time passed was set, or the machine slept.
const JUMP: i64 = 1_000;

/// After so many responses that contradict the estimate and agree with each other, the estimate is replaced: a
/// clock was set. Cached copies are of any age, so they do not agree with each other.
const DISSENT: usize = 3;

/// A page's own count of time runs wrong by less than a thousandth.
const DRIFT: i64 = 1_000;

/// What an answer says of the server's clock.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sample {
    /// The answer's `Date`, in whole seconds, with its `Age`.
    pub(super) date: i64,
    /// How long before the headers came the request went out.
    pub(super) round_trip: i64,
    /// The time that had passed when the headers came.
    pub(super) taken_at: i64,
    /// A cache on the way has answered: its age is in whole seconds, too.
    pub(super) is_aged: bool,
}

/// The clocks of the servers behind a guard's feeds.
///
/// One of them is taken for right: that of the first feed that told the time. Two that disagree must not take
/// turns, or a section would come and go with every answer.
#[derive(Debug, Default)]
pub(super) struct ServerClock {
    servers: Vec<Server>,
    /// The reader's clock less the time that has passed, when it was last looked at.
    base: Option<i64>,
}

/// What one feed's server has said.
#[derive(Debug)]
struct Server {
    feed: u64,
    believed: Estimate,
    /// Answers that say otherwise.
    dissent: Vec<Estimate>,
    /// What was believed before the machine seemed to sleep, and when that was noticed, until an answer says
    /// whether it did.
    before_sleep: Option<(Estimate, i64)>,
}

/// Between which bounds the server's clock is ahead of the time that has passed.
#[derive(Clone, Copy, Debug)]
struct Estimate {
    earliest: i64,
    latest: i64,
    /// What is used, somewhere in between. It stays while it may be right, so that time does not tremble.
    used: i64,
    taken_at: i64,
    date: i64,
}

impl ServerClock {
    /// How far the reader's clock is behind the server's. Zero while it may be right.
    pub(super) fn offset(&mut self, wall: i64, elapsed: i64) -> i64 {
        let base = self.notice_jump(wall, elapsed);
        self.servers.first().map_or(0, |server| server.believed.used.saturating_sub(base))
    }

    /// Takes in what an answer says, with where the reader's clock stands now.
    pub(super) fn take(&mut self, feed: u64, sample: Sample, wall: i64, elapsed: i64) {
        let base = self.notice_jump(wall, elapsed);
        let mut new = Estimate::of(&sample);
        match self.servers.iter_mut().find(|server| server.feed == feed) {
            Some(server) => server.add(new, base),
            None => {
                new.choose(base);
                self.servers.push(Server { feed, believed: new, dissent: Vec::new(), before_sleep: None });
            }
        }
    }

    /// Forgets feeds that are no longer listed.
    pub(super) fn keep_only(&mut self, is_listed: impl Fn(u64) -> bool) {
        self.servers.retain(|server| is_listed(server.feed));
    }

    fn notice_jump(&mut self, wall: i64, elapsed: i64) -> i64 {
        let base = wall.saturating_sub(elapsed);
        if let Some(before) = self.base.replace(base) {
            let jump = base.saturating_sub(before);
            for server in &mut self.servers {
                let before = server.believed;
                if server.believed.jumped(base, jump) {
                    server.before_sleep.get_or_insert((before, elapsed)).1 = elapsed;
                }
                for estimate in &mut server.dissent {
                    estimate.jumped(base, jump);
                }
            }
        }
        base
    }
}

impl Server {
    fn add(&mut self, new: Estimate, base: i64) {
        let awake =
            |(before, noticed_at): (Estimate, i64)| before.agrees_with(&new) && noticed_at <= new.taken_at;
        if self.before_sleep.is_some_and(awake) {
            // It was no sleep: somebody set the clock. An answer from before could not tell.
            self.believed = new;
        } else if self.believed.makes_stale(&new) {
            if self.dissent.last().is_some_and(|last| !last.agrees_with(&new)) {
                self.dissent.clear();
            }
            // A cache that repeats itself says nothing new.
            if self.dissent.last().is_none_or(|last| last.date != new.date) {
                self.dissent.push(new);
            }
            if self.dissent.len() < DISSENT {
                return;
            }
            self.believed = new;
        } else {
            self.believed.improve(new);
        }
        self.dissent.clear();
        self.before_sleep = None;
        self.believed.choose(base);
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

    /// The bounds as they are when this much time has passed.
    fn bounds_at(&self, elapsed: i64) -> (i64, i64) {
        let drift = elapsed.saturating_sub(self.taken_at).max(0) / DRIFT;
        (self.earliest.saturating_sub(drift), self.latest.saturating_add(drift))
    }

    /// Whether a newer answer is behind this one. A server cannot have been earlier than it said.
    fn makes_stale(&self, new: &Self) -> bool {
        new.latest < self.bounds_at(new.taken_at).0
    }

    fn agrees_with(&self, new: &Self) -> bool {
        let (earliest, latest) = self.bounds_at(new.taken_at);
        new.latest >= earliest && new.earliest <= latest
    }

    /// The tightest bounds that both allow; an answer that is ahead of what is believed is right.
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

    /// Settles on what to use: the reader's clock if it may be right, else what is used already, else the middle.
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

    /// The reader's clock moved by more, or less, than the time that has passed. Whether it looks like sleep.
    fn jumped(&mut self, base: i64, jump: i64) -> bool {
        if (self.earliest..=self.latest).contains(&base) {
            // It was corrected to what the server says.
            self.used = base;
        } else if jump > JUMP {
            // The machine slept: no clock can be set forward by sleeping, and time that passed meanwhile was not
            // counted.
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
