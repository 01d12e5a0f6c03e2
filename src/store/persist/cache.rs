//! Saves the last good report of each feed in the browser, so that the next visit starts with it.
//!
//! The name of an entry consists of hashes, because a feed's URL may contain a secret.

use std::fmt;
use std::time::Duration;

use web_sys::Storage;

use super::format::{SavedReport, read, write, written_at};
use crate::feed::Feed;
use crate::model::Timestamp;
use crate::store::page::window;

/// Where a guard saves the last good report of each feed.
///
/// ```
/// use std::time::Duration;
/// use yew_outage::prelude::*;
///
/// assert_eq!(Cache::default(), Cache::Local { max_age: Duration::from_secs(24 * 60 * 60) });
/// ```
///
/// The next visit starts with the saved report, marked as stale, and refreshes it in the background. If storage is
/// blocked, full or corrupted, nothing is saved. Tokens, contexts and stream addresses are never saved. At most
/// three reports are saved for an address, and twelve in all; older ones are removed.
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

/// At most so many reports of one address, for people who share a browser, and so many in all.
const MAX_OF_ADDRESS: usize = 3;
const MAX: usize = 12;

impl Cache {
    /// The saved report of a feed, unless it is too old. `now` is the reader's uncorrected clock, by which it was
    /// written.
    pub(in crate::store) fn load(self, feed: &Feed, now: Timestamp) -> Option<SavedReport> {
        let (storage, max_age) = self.storage()?;
        let name = Name::of(feed).to_string();
        let saved =
            read(&storage.get_item(&name).ok()??).filter(|saved| is_young(saved.written_at, now, max_age));
        if saved.is_none() {
            remove(&storage, &name);
        }
        saved
    }

    /// Saves a report. If there is no room for it, the entry that it would have replaced is removed: it is no
    /// longer true.
    pub(in crate::store) fn save(self, feed: &Feed, saved: &SavedReport) {
        let Some((storage, max_age)) = self.storage() else { return };
        let name = Name::of(feed);
        tidy_up(&storage, &name, saved.written_at, max_age);
        let (name, text) = (name.to_string(), write(saved));
        if storage.set_item(&name, &text).is_err() {
            remove(&storage, &name);
            // Removing it may have made room. If not, nothing is saved, and the next visit is like a first one.
            let _ = storage.set_item(&name, &text);
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

/// Whether a report is young enough. If it was written in the future, one of the clocks was wrong and its real age
/// is unknown. Then the difference counts as its age: a section that was down should stay down until its feed
/// responds.
fn is_young(written_at: Timestamp, now: Timestamp, max_age: Duration) -> bool {
    (now - written_at).abs().to_std().is_ok_and(|age| age <= max_age)
}

/// Removes useless entries before a report is saved under this name: those that another version of this crate wrote
/// for the same feed and context, those that are too old, and the oldest of those that are too many.
fn tidy_up(storage: &Storage, name: &Name, now: Timestamp, max_age: Duration) {
    let count = storage.length().unwrap_or(0);
    let names = (0..count).filter_map(|at| storage.key(at).ok()?).filter(|other| other.starts_with(PREFIX));
    let others: Vec<String> = names.filter(|other| *other != name.to_string()).collect();
    let mut young = Vec::with_capacity(others.len());
    for other in others {
        let is_superseded = other.starts_with(&name.of_context());
        let written_at = storage.get_item(&other).ok().flatten().and_then(|text| written_at(&text));
        match written_at {
            Some(written_at) if !is_superseded && is_young(written_at, now, max_age) => {
                young.push((written_at, other))
            }
            _ => remove(storage, &other),
        }
    }
    let of_address = |(_, other): &(Timestamp, String)| other.starts_with(&name.address());
    remove_oldest(storage, &mut young, MAX_OF_ADDRESS, &of_address);
    remove_oldest(storage, &mut young, MAX, &|_| true);
}

/// Removes the oldest of these entries of a kind until there is room for one more.
fn remove_oldest(
    storage: &Storage,
    entries: &mut Vec<(Timestamp, String)>,
    most: usize,
    is_one: &dyn Fn(&(Timestamp, String)) -> bool,
) {
    while entries.iter().filter(|entry| is_one(entry)).count() >= most {
        let oldest = (0..entries.len()).filter(|at| is_one(&entries[*at])).min_by_key(|at| entries[*at].0);
        let Some(oldest) = oldest else { return };
        remove(storage, &entries.swap_remove(oldest).1);
    }
}

fn remove(storage: &Storage, name: &str) {
    // Storage that cannot be written holds nothing of ours.
    let _ = storage.remove_item(name);
}

const PREFIX: &str = "yew-outage:report:";

/// The name of an entry: hashes of the address, of the context, and of how the engine reads the response.
struct Name([u32; 3]);

impl Name {
    fn of(feed: &Feed) -> Self {
        let mut hashes = [Hash::new(); 3];
        feed.identity(|part, text| hashes[part as usize].add(text));
        Self(hashes.map(|hash| hash.folded()))
    }

    /// The prefix of all entries of this address.
    fn address(&self) -> String {
        format!("{PREFIX}{:08x}-", self.0[0])
    }

    /// The prefix of all entries of this address and context, however the engine reads them.
    fn of_context(&self) -> String {
        format!("{}{:08x}-", self.address(), self.0[1])
    }
}

impl fmt::Display for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:08x}", self.of_context(), self.0[2])
    }
}

/// FNV-1a with 64 bits: little code, and two feeds of a page will not collide.
#[derive(Clone, Copy)]
struct Hash(u64);

impl Hash {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn add(&mut self, text: &str) {
        // Ends each part with a byte that UTF-8 never contains.
        for byte in text.bytes().chain([0xFF]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn folded(self) -> u32 {
        (self.0 >> 32) as u32 ^ self.0 as u32
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;
    use crate::feed::{ComponentStatus, Statuspage};

    #[test]
    fn each_feed_has_its_own_name_and_no_name_contains_a_url() {
        let statuspage = |down_from| Feed::new(Statuspage::down_from(down_from), "/toggles");
        let names = [
            Feed::plain("/toggles?token=secret"),
            Feed::plain("/toggles"),
            Feed::vets_api("/toggles"),
            Feed::plain("/toggles").context("targetingKey", "a"),
            Feed::plain("/toggles").context("targetingKey", "b"),
            Feed::plain("/toggles").map_service("a", "b"),
            statuspage(ComponentStatus::MajorOutage),
            statuspage(ComponentStatus::PartialOutage),
            Feed::pagerduty("/toggles"),
            Feed::pagerduty("/toggles").show_descriptions(),
        ]
        .map(|feed| Name::of(&feed).to_string());
        assert_eq!(names.iter().collect::<std::collections::BTreeSet<_>>().len(), names.len());
        assert!(names.iter().all(|name| !name.contains("secret")));
        let fetched_otherwise =
            Feed::plain("/toggles").header("Authorization", "token").every(Duration::from_secs(5));
        assert_eq!(
            Name::of(&fetched_otherwise).to_string(),
            names[1],
            "how a feed is fetched is not in its name"
        );
    }

    #[test]
    fn a_report_read_with_other_engine_settings_is_superseded() {
        let name = |down_from| Name::of(&Feed::new(Statuspage::down_from(down_from), "/x").context("a", "b"));
        let (major, partial) = (name(ComponentStatus::MajorOutage), name(ComponentStatus::PartialOutage));
        assert!(partial.to_string().starts_with(&major.of_context()));
        let other_context = Name::of(&Feed::new(Statuspage::default(), "/x").context("a", "c"));
        assert!(!other_context.to_string().starts_with(&major.of_context()));
        assert!(other_context.to_string().starts_with(&major.address()));
    }
}
