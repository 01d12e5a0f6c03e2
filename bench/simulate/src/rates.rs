//! Counts requests by the second, and summarizes them before, during and after an incident.

use std::ops::{AddAssign, Range};

use crate::scenario::Scenario;
use crate::time::{HOUR, INCIDENT, MINUTE, SECOND};

const SECONDS: usize = 24 * 60 * 60;

/// How many requests arrived in each second of the day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rates(Vec<u32>);

impl Default for Rates {
    fn default() -> Self {
        Self(vec![0; SECONDS])
    }
}

impl AddAssign<Self> for Rates {
    fn add_assign(&mut self, other: Self) {
        for (sum, count) in self.0.iter_mut().zip(other.0) {
            *sum += count;
        }
    }
}

/// The second with the most requests.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Peak {
    pub(crate) rate: u32,
    /// When, in milliseconds since midnight.
    pub(crate) at: i64,
}

impl Rates {
    /// Counts a request. One outside of the day is ignored.
    pub(crate) fn count(&mut self, at: i64) {
        if let Some(second) = usize::try_from(at / SECOND).ok().and_then(|second| self.0.get_mut(second)) {
            *second += 1;
        }
    }

    /// The counts of the seconds in a range of times.
    fn within(&self, times: Range<i64>) -> &[u32] {
        let second = |time: i64| usize::try_from(time / SECOND).unwrap_or(0).min(SECONDS);
        &self.0[second(times.start)..second(times.end.max(times.start))]
    }

    pub(crate) fn sum(&self, times: Range<i64>) -> u64 {
        self.within(times).iter().map(|count| u64::from(*count)).sum()
    }

    /// Requests per second, on average.
    pub(crate) fn mean(&self, times: Range<i64>) -> f64 {
        let seconds = self.within(times.clone()).len().max(1);
        self.sum(times) as f64 / seconds as f64
    }

    pub(crate) fn peak(&self, times: Range<i64>) -> Peak {
        let start = times.start;
        let mut peak = Peak { rate: 0, at: start };
        for (second, rate) in self.within(times).iter().enumerate() {
            if *rate > peak.rate {
                peak = Peak { rate: *rate, at: start + second as i64 * SECOND };
            }
        }
        peak
    }
}

/// The result of a scenario.
#[derive(Debug)]
pub(crate) struct Summary {
    /// Requests per second over the ten minutes before the incident.
    pub(crate) steady: f64,
    /// The peak while the incident lasts; over the day if there is none.
    pub(crate) meanwhile: Peak,
    /// The peak in the forty minutes after it.
    pub(crate) afterwards: Option<Peak>,
}

impl Summary {
    pub(crate) fn of(scenario: &Scenario, rates: &Rates) -> Self {
        let steady = rates.mean(INCIDENT - 10 * MINUTE..INCIDENT);
        match scenario.incident_length() {
            None => Self { steady, meanwhile: rates.peak(0..24 * HOUR), afterwards: None },
            Some(length) => {
                let end = INCIDENT + length;
                Self {
                    steady,
                    meanwhile: rates.peak(INCIDENT..end),
                    afterwards: Some(rates.peak(end..end + 40 * MINUTE)),
                }
            }
        }
    }

    /// A peak as a multiple of the steady rate.
    pub(crate) fn multiple(&self, peak: Peak) -> f64 {
        f64::from(peak.rate) / self.steady.max(f64::MIN_POSITIVE)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::SCENARIOS;

    #[test]
    fn each_second_is_counted_by_itself_and_other_days_are_ignored() {
        let mut rates = Rates::default();
        [0, 999, 1_000, 24 * HOUR - 1, 24 * HOUR, -5_000].into_iter().for_each(|at| rates.count(at));
        assert_eq!(rates.sum(0..SECOND), 2);
        assert_eq!(rates.sum(0..24 * HOUR), 4);
        assert_eq!(rates.mean(0..2 * SECOND), 1.5);
        assert_eq!(rates.peak(0..HOUR), Peak { rate: 2, at: 0 });
        assert_eq!(rates.peak(SECOND..HOUR), Peak { rate: 1, at: SECOND });
        assert_eq!(rates.mean(HOUR..HOUR), 0.0);
        let mut twice = rates.clone();
        twice += rates;
        assert_eq!(twice.sum(0..24 * HOUR), 8);
    }

    #[test]
    fn peaks_during_and_after_the_incident_are_separate() {
        let mut rates = Rates::default();
        (-600..3_000).for_each(|second| rates.count(INCIDENT + second * SECOND));
        (0..3).for_each(|_| rates.count(INCIDENT + 2 * SECOND));
        (0..2).for_each(|_| rates.count(INCIDENT + 11 * MINUTE));
        let outage = Summary::of(&SCENARIOS[2], &rates);
        assert_eq!(outage.steady, 1.0);
        assert_eq!(outage.meanwhile, Peak { rate: 4, at: INCIDENT + 2 * SECOND });
        let afterwards = outage.afterwards.unwrap();
        assert_eq!(afterwards, Peak { rate: 3, at: INCIDENT + 11 * MINUTE });
        assert_eq!(outage.multiple(afterwards), 3.0);
        let day = Summary::of(&SCENARIOS[0], &rates);
        assert_eq!((day.meanwhile.rate, day.afterwards), (4, None));
    }
}
