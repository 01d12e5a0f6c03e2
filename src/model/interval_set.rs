//! Sets of time intervals, and the set algebra that rules are evaluated with.

use super::sort::sort;

/// A period in milliseconds since the epoch, from `start` inclusive to `end` exclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Interval {
    pub(crate) start: i64,
    pub(crate) end: i64,
}

/// All of time. Its bounds stand for an unknown start and an unknown end.
pub(crate) const ALWAYS: Interval = Interval { start: i64::MIN, end: i64::MAX };

impl Interval {
    pub(crate) fn overlaps(self, other: Interval) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// A set of points in time: sorted intervals that neither overlap nor touch.
///
/// A rule over outages is set algebra: `any` is a union, `all` an intersection, `!` a complement. "When does
/// this downtime end" and "when does anything change next" are then look-ups instead of special cases.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct IntervalSet(Vec<Interval>);

impl IntervalSet {
    pub(crate) fn never() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn always() -> Self {
        Self(vec![ALWAYS])
    }

    /// Merges intervals that overlap or touch, and drops empty ones.
    pub(crate) fn of(mut intervals: Vec<Interval>) -> Self {
        intervals.retain(|interval| interval.start < interval.end);
        sort(&mut intervals, |a, b| a.start.cmp(&b.start));
        intervals.dedup_by(|next, merged| {
            let touches = next.start <= merged.end;
            if touches {
                merged.end = merged.end.max(next.end);
            }
            touches
        });
        Self(intervals)
    }

    pub(crate) fn union(mut self, mut other: Self) -> Self {
        if self.0.is_empty() {
            return other;
        }
        self.0.append(&mut other.0);
        Self::of(self.0)
    }

    pub(crate) fn intersection(self, other: Self) -> Self {
        let (mut mine, mut theirs) = (self.0.into_iter().peekable(), other.0.into_iter().peekable());
        let mut both = Vec::new();
        while let (Some(&a), Some(&b)) = (mine.peek(), theirs.peek()) {
            if a.overlaps(b) {
                both.push(Interval { start: a.start.max(b.start), end: a.end.min(b.end) });
            }
            // The one that ends first overlaps nothing that follows.
            if a.end <= b.end {
                mine.next()
            } else {
                theirs.next()
            };
        }
        Self(both)
    }

    pub(crate) fn complement(self) -> Self {
        let mut gaps = Vec::with_capacity(self.0.len() + 1);
        let mut start = ALWAYS.start;
        for interval in self.0 {
            if start < interval.start {
                gaps.push(Interval { start, end: interval.start });
            }
            start = interval.end;
        }
        if start < ALWAYS.end {
            gaps.push(Interval { start, end: ALWAYS.end });
        }
        Self(gaps)
    }

    /// The interval that contains this time.
    pub(crate) fn at(&self, time: i64) -> Option<Interval> {
        self.ending_after(time).next().filter(|interval| interval.start <= time)
    }

    /// The first interval that starts after this time.
    pub(crate) fn after(&self, time: i64) -> Option<Interval> {
        self.ending_after(time).find(|interval| interval.start > time)
    }

    /// The first start or end after this time.
    pub(crate) fn next_change(&self, time: i64) -> Option<i64> {
        let interval = self.ending_after(time).next()?;
        let change = if interval.start > time { interval.start } else { interval.end };
        (change != ALWAYS.end).then_some(change)
    }

    pub(crate) fn overlaps(&self, other: Interval) -> bool {
        self.ending_after(other.start).next().is_some_and(|interval| interval.overlaps(other))
    }

    /// The intervals that end after this time.
    fn ending_after(&self, time: i64) -> impl Iterator<Item = Interval> + '_ {
        let past = self.0.partition_point(|interval| interval.end <= time);
        self.0[past..].iter().copied()
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MINUTES: i64 = 40;

    fn intervals() -> impl Strategy<Value = (Vec<Interval>, IntervalSet)> {
        let interval = (0..MINUTES, 0..=MINUTES).prop_map(|(start, end)| Interval { start, end });
        prop::collection::vec(interval, 0..6).prop_map(|raw| (raw.clone(), IntervalSet::of(raw)))
    }

    fn contains(raw: &[Interval], minute: i64) -> bool {
        raw.iter().any(|interval| interval.start <= minute && minute < interval.end)
    }

    proptest! {
        #[test]
        fn set_algebra_agrees_with_checking_every_minute((a_raw, a) in intervals(), (b_raw, b) in intervals()) {
            let union = a.clone().union(b.clone());
            let both = a.clone().intersection(b.clone());
            let not = a.clone().complement();
            for minute in -1..=MINUTES {
                let (in_a, in_b) = (contains(&a_raw, minute), contains(&b_raw, minute));
                prop_assert_eq!(a.at(minute).is_some(), in_a);
                prop_assert_eq!(union.at(minute).is_some(), in_a || in_b);
                prop_assert_eq!(both.at(minute).is_some(), in_a && in_b);
                prop_assert_eq!(not.at(minute).is_some(), !in_a);
            }
        }

        #[test]
        fn equal_sets_have_equal_intervals((_, a) in intervals(), (_, b) in intervals()) {
            prop_assert_eq!(a.clone().union(b.clone()), b.clone().union(a.clone()));
            prop_assert_eq!(a.clone().complement().complement(), a.clone());
            let union = a.union(b);
            prop_assert!(union.0.windows(2).all(|pair| pair[0].end < pair[1].start));
        }

        #[test]
        fn the_next_change_is_the_first_minute_that_differs((raw, a) in intervals(), now in 0..MINUTES) {
            let expected = (now + 1..=MINUTES).find(|m| contains(&raw, *m) != contains(&raw, m - 1));
            prop_assert_eq!(a.next_change(now), expected);
        }
    }

    #[test]
    fn always_and_never_are_each_others_complement() {
        assert_eq!(IntervalSet::always().complement(), IntervalSet::never());
        assert_eq!(IntervalSet::never().complement(), IntervalSet::always());
        assert_eq!(IntervalSet::always().next_change(0), None);
    }
}
