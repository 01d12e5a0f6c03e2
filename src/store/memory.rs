//! The last good report of a feed, kept in the browser, to be painted at once at the next visit.
//!
//! The entry's name is a hash, because a feed's URL may hold a secret.

use std::time::Duration;

use web_sys::Storage;

use super::kept::{Kept, confirmed_at, read, write};
use super::page::window;
use crate::feed::Feed;
use crate::model::Timestamp;

/// Where a guard keeps the last good report of each feed.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::prelude::*;
///
/// assert_eq!(Cache::default(), Cache::Local { max_age: Duration::from_secs(24 * 60 * 60) });
/// ```
///
/// What was kept is shown at once at the next visit, marked as stale, and refreshed behind. Storage that
/// is blocked, full or corrupted is as good as none. Tokens, contexts and stream addresses are not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cache {
    /// In `localStorage`: from one visit to the next.
    Local {
        /// Older reports are not shown.
        max_age: Duration,
    },
    /// In `sessionStorage`: while the tab is open.
    Session {
        /// Older reports are not shown.
        max_age: Duration,
    },
    /// Nowhere.
    None,
}

impl Default for Cache {
    fn default() -> Self {
        Self::Local { max_age: Duration::from_secs(24 * 60 * 60) }
    }
}

impl Cache {
    /// What was kept of this feed, unless it is too old or of a time to come.
    pub(super) fn recall(self, feed: &Feed, now: Timestamp) -> Option<Kept> {
        let (storage, max_age) = self.storage()?;
        let kept = read(&storage.get_item(&name(feed)).ok()??)?;
        let age = (now - kept.confirmed_at).to_std().ok()?;
        (age <= max_age).then_some(kept)
    }

    /// Keeps a report. Several tabs do not fight: one that was confirmed later stays.
    pub(super) fn keep(self, feed: &Feed, kept: &Kept) {
        let Some((storage, _)) = self.storage() else { return };
        let name = name(feed);
        let other = storage.get_item(&name).ok().flatten().and_then(|text| confirmed_at(&text));
        if other.is_none_or(|other| other < kept.confirmed_at) {
            // Storage that is full or blocked keeps nothing, which is what a first visit is like.
            let _ = storage.set_item(&name, &write(kept));
        }
    }

    fn storage(self) -> Option<(Storage, Duration)> {
        // Reading the property throws where storage is blocked.
        match self {
            Self::Local { max_age } => Some((window()?.local_storage().ok()??, max_age)),
            Self::Session { max_age } => Some((window()?.session_storage().ok()??, max_age)),
            Self::None => None,
        }
    }
}

/// FNV-1a, of 64 bits: short, and spread well enough that two feeds of a page do not meet.
fn name(feed: &Feed) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    feed.identity(|part| {
        // A byte that no UTF-8 has ends each part.
        for byte in part.bytes().chain([0xFF]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    });
    format!("yew-outage:report:{hash:016x}")
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_feeds_apart_and_tells_no_url() {
        let names = [
            Feed::plain("/toggles?token=secret"),
            Feed::plain("/toggles"),
            Feed::vets_api("/toggles"),
            Feed::plain("/toggles").context("targetingKey", "a"),
            Feed::plain("/toggles").context("targetingKey", "b"),
            Feed::plain("/toggles").map_service("a", "b"),
        ]
        .map(|feed| name(&feed));
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), names.len());
        assert!(names.iter().all(|name| !name.contains("secret")));
        let same = Feed::plain("/toggles").header("Authorization", "token").every(Duration::from_secs(5));
        assert_eq!(name(&same), names[1], "how a feed is asked does not change what it says");
    }
}
