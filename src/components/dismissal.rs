//! Messages that a reader can put away.

use crate::model::{Cause, Downtime};
use crate::store::{dismiss, dismissed_at};

/// A message about a downtime, told apart from others. One that was put away stays so for as long as the tab
/// is open, unless its downtime moves to an earlier start: that is news.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dismissal {
    message: String,
    start: i64,
}

impl Dismissal {
    /// `kind` tells apart messages about the same downtime, and so does the section that they stand above: a
    /// reader who has put one away has not seen the other.
    pub(super) fn new(kind: &'static str, downtime: Option<&Downtime>, section: Option<&str>) -> Self {
        let start =
            downtime.and_then(|downtime| downtime.since).map_or(i64::MIN, |since| since.timestamp_millis());
        let section = section.unwrap_or_default();
        let cause = downtime.and_then(name).unwrap_or_default();
        // Names may hold anything: with its length before it, one does not run into the other.
        Self { message: format!("{kind}:{}:{section}:{cause}", section.len()), start }
    }

    /// `here`: what was put away in the component's own life. A tab's storage may be blocked.
    pub(super) fn is_done(&self, here: Option<&Self>) -> bool {
        let known = here.filter(|here| here.message == self.message).map(|here| here.start);
        known.or_else(|| dismissed_at(&self.message)).is_some_and(|moment| moment <= self.start)
    }

    pub(super) fn remember(&self) {
        dismiss(&self.message, self.start);
    }
}

/// What makes a downtime the same one when it is told again: its earliest cause. One that an app made up
/// has none.
fn name(downtime: &Downtime) -> Option<String> {
    downtime.causes.first().map(|cause| match cause {
        Cause::Toggle(key) => format!("toggle:{key}"),
        Cause::Window(id) => format!("window:{id}"),
    })
}
