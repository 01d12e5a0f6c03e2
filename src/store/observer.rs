//! The hooks by which devtools observes a store and changes its answers. Without the feature `devtools` they do
//! nothing, and cost a page nothing.

#[cfg(feature = "devtools")]
pub(super) use super::inspect::Inspect as Observer;

#[cfg(not(feature = "devtools"))]
pub(super) use self::disabled::Observer;

#[cfg(not(feature = "devtools"))]
mod disabled {
    use crate::model::{FeedReport, Timestamp};
    use crate::store::OutageEvent;

    #[derive(Default)]
    pub(in crate::store) struct Observer;

    impl Observer {
        /// Something that a panel shows may have changed.
        pub(in crate::store) fn on_change(&self) {}

        /// An event happened at this time.
        pub(in crate::store) fn on_event(&self, _now: impl FnOnce() -> Timestamp, _event: &OutageEvent) {}

        /// The time that answers go by.
        pub(in crate::store) fn shifted(&self, now: Timestamp) -> Timestamp {
            now
        }

        /// The overrides, as the report of one more feed.
        pub(in crate::store) fn overrides_report(&self) -> Option<FeedReport> {
            None
        }
    }
}
