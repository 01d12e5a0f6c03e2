//! Formats times and time offsets for developers.

use std::rc::Rc;

use chrono::TimeDelta;
use yew::prelude::*;

use crate::model::Timestamp;
use crate::model::timestamp::to_rfc3339;

/// A time in the browser's time zone, to the second.
pub(super) fn time(time: Timestamp) -> Html {
    html! { <time datetime={to_rfc3339(time)}>{ local(time) }</time> }
}

/// "May 2, 2026, 8:00:05 PM".
#[cfg(target_arch = "wasm32")]
fn local(time: Timestamp) -> String {
    let styles = [("dateStyle", "medium"), ("timeStyle", "medium")];
    let format = crate::text::DateFormat::new("en-US", None, &styles);
    format.and_then(|format| format.format(time)).unwrap_or_else(|| to_rfc3339(time))
}

#[cfg(not(target_arch = "wasm32"))]
fn local(time: Timestamp) -> String {
    to_rfc3339(time)
}

/// "+1 d 2 h", "−10 min".
pub(super) fn offset(offset: TimeDelta) -> String {
    let sign = if offset < TimeDelta::zero() { '−' } else { '+' };
    let seconds = offset.num_seconds().unsigned_abs();
    let (days, hours, minutes) = (seconds / 86_400, seconds / 3_600 % 24, seconds / 60 % 60);
    let units = [(days, "d"), (hours, "h"), (minutes, "min")];
    let parts: Vec<String> = units
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, unit)| format!("{count} {unit}"))
        .collect();
    if parts.is_empty() { format!("{sign}{seconds} s") } else { format!("{sign}{}", parts.join(" ")) }
}

/// The first ten names, and how many more there are: "a, b", "a, b … and 3 more".
pub(super) fn names(names: &[Rc<str>]) -> String {
    const MAX: usize = 10;
    let listed = names[..names.len().min(MAX)].join(", ");
    match names.len().checked_sub(MAX) {
        None | Some(0) => listed,
        Some(more) => format!("{listed} … and {more} more"),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_long_list_of_names_is_cut() {
        let many: Vec<Rc<str>> = (1..=12).map(|number| number.to_string().into()).collect();
        assert_eq!(names(&many[..2]), "1, 2");
        assert_eq!(names(&many[..10]), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10");
        assert_eq!(names(&many), "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 … and 2 more");
    }

    #[test]
    fn offsets_leave_out_units_that_are_zero() {
        for (seconds, text) in [
            (0, "+0 s"),
            (59, "+59 s"),
            (-60, "−1 min"),
            (600, "+10 min"),
            (3_600, "+1 h"),
            (-(86_400 + 2 * 3_600 + 180), "−1 d 2 h 3 min"),
            (86_400 * 400, "+400 d"),
        ] {
            assert_eq!(offset(TimeDelta::seconds(seconds)), text);
        }
    }
}
