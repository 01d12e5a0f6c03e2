//! Messages that a reader can dismiss.

use crate::model::{Cause, Downtime};
use crate::store::{dismiss, dismissed_at};

/// Identifies a message about a downtime. A dismissed message stays away for as long as the tab is open, unless
/// its downtime moves to an earlier start: then the message is shown again.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Dismissal {
    message: String,
    start: i64,
}

impl Dismissal {
    /// Messages of another `kind` or above another `section` are dismissed separately, even if they are about
    /// the same downtime.
    pub(super) fn new(kind: &'static str, downtime: Option<&Downtime>, section: Option<&str>) -> Self {
        let start =
            downtime.and_then(|downtime| downtime.since).map_or(i64::MIN, |since| since.timestamp_millis());
        let section = section.unwrap_or_default();
        let cause = downtime.and_then(cause_key).unwrap_or_default();
        // A section's name may contain anything. Its length keeps it apart from the cause.
        Self { message: format!("{kind}:{}:{section}:{cause}", section.len()), start }
    }

    /// Whether the message is dismissed. `last` is what this component's reader dismissed last: it counts
    /// even where the tab's storage is blocked.
    pub(super) fn is_in_force(&self, last: Option<&Self>) -> bool {
        let in_component = last.filter(|last| last.message == self.message).map(|last| last.start);
        in_component.or_else(|| dismissed_at(&self.message)).is_some_and(|start| start <= self.start)
    }

    pub(super) fn save(&self) {
        dismiss(&self.message, self.start);
    }
}

/// Identifies a downtime by its earliest cause. A downtime that an app made has none.
fn cause_key(downtime: &Downtime) -> Option<String> {
    downtime.causes.first().map(|cause| match cause {
        Cause::Toggle(key) => format!("toggle:{key}"),
        Cause::Service { outage, .. } => format!("window:{outage}"),
    })
}
