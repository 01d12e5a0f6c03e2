//! Where windows stand on a line of time.

use chrono::TimeDelta;

use crate::model::Timestamp;

/// The length of the line, in the line's own unit.
pub(super) const LENGTH: i64 = 1_000;
/// A shorter bar could not be seen.
const SHORTEST: i64 = 6;
/// A line that is shorter would tell seconds apart, which nobody plans by.
const LEAST: TimeDelta = TimeDelta::hours(1);

/// A line of time that holds now and every end of some windows that is known, with room at both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Timeline {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

/// A window on the line.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) start: i64,
    pub(super) length: i64,
    /// Nobody says since when, or until when: the bar goes on to the line's end.
    pub(super) open_start: bool,
    pub(super) open_end: bool,
}

impl Timeline {
    pub(super) fn holding(now: Timestamp, format: impl IntoIterator<Item = Timestamp>) -> Self {
        let (from, to) =
            format.into_iter().fold((now, now), |(from, to), moment| (from.min(moment), to.max(moment)));
        let room = ((to - from) / 20).max(LEAST / 2);
        Self {
            from: from.checked_sub_signed(room).unwrap_or(from),
            to: to.checked_add_signed(room).unwrap_or(to),
        }
    }

    /// Where a moment stands; the nearest end for one that is not on the line.
    pub(super) fn at(self, moment: Timestamp) -> i64 {
        let whole = (self.to - self.from).num_milliseconds().max(1);
        let part = (moment - self.from).num_milliseconds().clamp(0, whole);
        (i128::from(part) * i128::from(LENGTH) / i128::from(whole)) as i64
    }

    pub(super) fn bar(self, starts_at: Option<Timestamp>, ends_at: Option<Timestamp>) -> Bar {
        let start = starts_at.map_or(0, |start| self.at(start)).min(LENGTH - SHORTEST);
        let end = ends_at.map_or(LENGTH, |end| self.at(end));
        Bar {
            start,
            length: (end - start).max(SHORTEST),
            open_start: starts_at.is_none(),
            open_end: ends_at.is_none(),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moment(minutes: i64) -> Timestamp {
        Timestamp::from_timestamp_millis(minutes * 60_000).unwrap()
    }

    proptest! {
        #[test]
        fn every_bar_is_on_the_line_in_its_order_and_can_be_seen(
            now in -1_000_000..1_000_000i64,
            windows in prop::collection::vec(
                (prop::option::of(-1_000_000..1_000_000i64), prop::option::of(-1_000_000..1_000_000i64)), 0..8),
        ) {
            let ends = windows.iter().flat_map(|(start, end)| [*start, *end]).flatten().map(moment);
            let line = Timeline::holding(moment(now), ends);
            prop_assert!((1..LENGTH).contains(&line.at(moment(now))), "now has room at both sides");
            for (start, end) in windows {
                let bar = line.bar(start.map(moment), end.map(moment));
                prop_assert!(bar.start >= 0 && bar.length >= SHORTEST && bar.start + bar.length <= LENGTH, "{bar:?}");
                prop_assert_eq!((bar.open_start, bar.open_end), (start.is_none(), end.is_none()));
                prop_assert!(!bar.open_start || bar.start == 0);
                prop_assert!(!bar.open_end || bar.start + bar.length == LENGTH);
            }
            for (a, b) in [(now, now + 1), (now - 500, now)] {
                prop_assert!(line.at(moment(a)) <= line.at(moment(b)));
            }
        }
    }

    #[test]
    fn a_window_of_two_hours_around_now() {
        let line = Timeline::holding(moment(0), [moment(-60), moment(60)]);
        assert_eq!((line.from, line.to), (moment(-90), moment(90)));
        assert_eq!(line.at(moment(0)), 500);
        let bar = line.bar(Some(moment(-60)), Some(moment(60)));
        assert_eq!((bar.start, bar.start + bar.length), (166, 833));
    }

    #[test]
    fn without_windows_it_holds_an_hour_around_now_and_the_ends_of_time_are_no_trouble() {
        let line = Timeline::holding(moment(0), []);
        assert_eq!(line.to - line.from, LEAST);
        let line = Timeline::holding(moment(0), [Timestamp::MIN_UTC, Timestamp::MAX_UTC]);
        assert_eq!(line.bar(Some(Timestamp::MIN_UTC), Some(Timestamp::MAX_UTC)).start, 0);
    }
}
