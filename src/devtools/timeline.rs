//! The timeline that the panel draws its maintenance windows on.

use chrono::TimeDelta;

use crate::model::Timestamp;

/// The length of the timeline, in units of its drawing.
pub(super) const LENGTH: i64 = 1_000;
/// The shortest bar that can still be seen.
const MIN_BAR_LENGTH: i64 = 6;
/// The shortest period that a timeline covers. Nobody plans maintenance by the second.
const MIN_PERIOD: TimeDelta = TimeDelta::hours(1);

/// A period that covers now and every known start and end of some windows, with a margin at both sides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Timeline {
    pub(super) from: Timestamp,
    pub(super) to: Timestamp,
}

/// A window on the timeline.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bar {
    pub(super) start: i64,
    pub(super) length: i64,
    /// Whether the start, or the end, is unknown. The bar then goes on to that end of the timeline.
    pub(super) open_start: bool,
    pub(super) open_end: bool,
}

impl Timeline {
    pub(super) fn covering(now: Timestamp, times: impl IntoIterator<Item = Timestamp>) -> Self {
        let (from, to) =
            times.into_iter().fold((now, now), |(from, to), time| (from.min(time), to.max(time)));
        let margin = ((to - from) / 20).max(MIN_PERIOD / 2);
        Self {
            from: from.checked_sub_signed(margin).unwrap_or(from),
            to: to.checked_add_signed(margin).unwrap_or(to),
        }
    }

    /// The position of a time on the timeline. A time outside of the period is at the nearest end.
    pub(super) fn position(self, time: Timestamp) -> i64 {
        let period = (self.to - self.from).num_milliseconds().max(1);
        let since_start = (time - self.from).num_milliseconds().clamp(0, period);
        (i128::from(since_start) * i128::from(LENGTH) / i128::from(period)) as i64
    }

    pub(super) fn bar(self, starts_at: Option<Timestamp>, ends_at: Option<Timestamp>) -> Bar {
        let start = starts_at.map_or(0, |start| self.position(start)).min(LENGTH - MIN_BAR_LENGTH);
        let end = ends_at.map_or(LENGTH, |end| self.position(end));
        Bar {
            start,
            length: (end - start).max(MIN_BAR_LENGTH),
            open_start: starts_at.is_none(),
            open_end: ends_at.is_none(),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn minute(minutes: i64) -> Timestamp {
        Timestamp::from_timestamp_millis(minutes * 60_000).unwrap()
    }

    proptest! {
        #[test]
        fn every_bar_lies_on_the_timeline_and_is_long_enough_to_see(
            now in -1_000_000..1_000_000i64,
            windows in prop::collection::vec(
                (prop::option::of(-1_000_000..1_000_000i64), prop::option::of(-1_000_000..1_000_000i64)), 0..8),
        ) {
            let ends = windows.iter().flat_map(|(start, end)| [*start, *end]).flatten().map(minute);
            let timeline = Timeline::covering(minute(now), ends);
            prop_assert!((1..LENGTH).contains(&timeline.position(minute(now))), "there is a margin at both sides of now");
            for (start, end) in windows {
                let bar = timeline.bar(start.map(minute), end.map(minute));
                prop_assert!(bar.start >= 0 && bar.length >= MIN_BAR_LENGTH && bar.start + bar.length <= LENGTH, "{bar:?}");
                prop_assert_eq!((bar.open_start, bar.open_end), (start.is_none(), end.is_none()));
                prop_assert!(!bar.open_start || bar.start == 0);
                prop_assert!(!bar.open_end || bar.start + bar.length == LENGTH);
            }
            for (a, b) in [(now, now + 1), (now - 500, now)] {
                prop_assert!(timeline.position(minute(a)) <= timeline.position(minute(b)));
            }
        }
    }

    #[test]
    fn a_window_of_two_hours_around_now() {
        let timeline = Timeline::covering(minute(0), [minute(-60), minute(60)]);
        assert_eq!((timeline.from, timeline.to), (minute(-90), minute(90)));
        assert_eq!(timeline.position(minute(0)), 500);
        let bar = timeline.bar(Some(minute(-60)), Some(minute(60)));
        assert_eq!((bar.start, bar.start + bar.length), (166, 833));
    }

    #[test]
    fn without_windows_it_covers_an_hour_and_extreme_times_do_not_overflow() {
        let timeline = Timeline::covering(minute(0), []);
        assert_eq!(timeline.to - timeline.from, MIN_PERIOD);
        let timeline = Timeline::covering(minute(0), [Timestamp::MIN_UTC, Timestamp::MAX_UTC]);
        assert_eq!(timeline.bar(Some(Timestamp::MIN_UTC), Some(Timestamp::MAX_UTC)).start, 0);
    }
}
