//! The last good report of a feed, kept in the browser, to be painted at once at the next visit.
//!
//! Kept is what the report says, never the answer itself: an answer may hold the addresses of streams,
//! which are secrets. The entry's name is a hash, because a feed's URL may hold one, too.

use std::fmt::Write as _;
use std::time::Duration;

use web_sys::Storage;

use super::page::window;
use crate::feed::Feed;
use crate::feed::json::{Cursor, Json, quoted};
use crate::model::moment::{self, written};
use crate::model::{MaintenanceWindow, Notice, Report, Spelling, Timestamp, Toggle};

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

/// A report as it was kept.
#[derive(Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) report: Report,
    pub(super) etag: Option<String>,
    pub(super) confirmed_at: Timestamp,
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

/// How every entry of this version begins; the moment at which it was confirmed comes next.
const HEAD: &str = r#"{"version":"1","at":""#;

fn write(kept: &Kept) -> String {
    let Kept { report, etag, confirmed_at } = kept;
    let mut json = format!(r#"{HEAD}{}""#, written(*confirmed_at));
    optional(&mut json, "etag", etag.as_deref().map(quoted));
    let _ = write!(json, r#","loose":{},"toggles":["#, report.spelling() == Spelling::Loose);
    for (number, (key, toggle)) in report.toggles().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(json, r#"{comma}{{"key":{},"on":{}"#, quoted(key), toggle.is_on());
        if let Some(notice) = toggle.notice() {
            optional(&mut json, "message", notice.message.as_deref().map(quoted));
            optional(&mut json, "ends_at", notice.ends_at.map(time));
        }
        json.push('}');
    }
    json.push_str(r#"],"windows":["#);
    for (number, (service, window)) in report.filed_windows().enumerate() {
        let comma = if number == 0 { "" } else { "," };
        let _ = write!(json, r#"{comma}{{"service":{},"id":{}"#, quoted(service), quoted(&window.id));
        optional(&mut json, "starts_at", window.starts_at.map(time));
        optional(&mut json, "ends_at", window.ends_at.map(time));
        optional(&mut json, "message", window.message.as_deref().map(quoted));
        optional(&mut json, "link", window.link.as_deref().map(quoted));
        json.push('}');
    }
    json.push_str("]}");
    json
}

fn optional(json: &mut String, name: &str, value: Option<String>) {
    if let Some(value) = value {
        let _ = write!(json, r#","{name}":{value}"#);
    }
}

fn time(moment: Timestamp) -> String {
    format!("\"{}\"", written(moment))
}

/// When what this version wrote was confirmed, without reading the rest of it.
fn confirmed_at(text: &str) -> Option<Timestamp> {
    let (at, _) = text.strip_prefix(HEAD)?.split_once('"')?;
    moment::moment(at).ok()
}

/// `None` for anything but what this version wrote.
fn read(text: &str) -> Option<Kept> {
    text.strip_prefix(HEAD)?;
    let document = Json::parse("cache", text.as_bytes()).ok()?;
    let root = document.root();
    let loose = root.field("loose").ok()?.bool().ok()?;
    let mut report = Report::builder(if loose { Spelling::Loose } else { Spelling::Exact });
    for entry in root.field("toggles").ok()?.items().ok()? {
        let words =
            |name| entry.optional(name).ok()?.map(|field| field.text().map(Into::into)).transpose().ok();
        let notice = Notice { message: words("message")?, ends_at: moment(&entry, "ends_at")? };
        let toggle = Toggle::from(entry.field("on").ok()?.bool().ok()?).with_notice(notice);
        report.toggle(entry.field("key").ok()?.text().ok()?, toggle);
    }
    for entry in root.field("windows").ok()?.items().ok()? {
        let words =
            |name| entry.optional(name).ok()?.map(|field| field.text().map(Into::into)).transpose().ok();
        report.window(MaintenanceWindow {
            id: entry.field("id").ok()?.text().ok()?.into(),
            services: [entry.field("service").ok()?.text().ok()?.into()].into(),
            starts_at: moment(&entry, "starts_at")?,
            ends_at: moment(&entry, "ends_at")?,
            message: words("message")?,
            link: entry.link("link").ok()?,
        });
    }
    Some(Kept {
        report: report.build(),
        etag: root.optional("etag").ok()?.map(|field| field.text().map(Into::into)).transpose().ok()?,
        confirmed_at: root.field("at").ok()?.time().ok()?,
    })
}

/// The outer `None` means that there is something which is no time.
fn moment(entry: &Cursor<'_>, name: &str) -> Option<Option<Timestamp>> {
    entry.optional(name).ok()?.map(|field| field.time()).transpose().ok()
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn moments() -> impl Strategy<Value = Option<Timestamp>> {
        prop::option::of(
            (0..4_000_000_000_000_i64).prop_map(|ms| Timestamp::from_timestamp_millis(ms).unwrap()),
        )
    }

    fn words() -> impl Strategy<Value = Option<std::rc::Rc<str>>> {
        prop::option::of(any::<String>().prop_map(Into::into))
    }

    fn reports() -> impl Strategy<Value = Report> {
        let toggle = (any::<String>(), any::<bool>(), words(), moments());
        let window = (any::<String>(), any::<String>(), moments(), moments(), words());
        let toggles = prop::collection::vec(toggle, 0..8);
        let windows = prop::collection::vec(window, 0..8);
        (any::<bool>(), toggles, windows).prop_map(|(loose, toggles, windows)| {
            let mut report = Report::builder(if loose { Spelling::Loose } else { Spelling::Exact });
            for (key, on, message, ends_at) in toggles {
                report.toggle(key, Toggle::from(on).with_notice(Notice { message, ends_at }));
            }
            for (id, service, starts_at, ends_at, message) in windows {
                let (id, services) = (id.into(), [service.into()].into());
                report.window(MaintenanceWindow { id, services, starts_at, ends_at, message, link: None });
            }
            report.build()
        })
    }

    proptest! {
        #[test]
        fn what_is_kept_is_recalled(report in reports(), etag: Option<String>, at in moments()) {
            let kept = Kept { report, etag, confirmed_at: at.unwrap_or_default() };
            prop_assert_eq!(confirmed_at(&write(&kept)), Some(kept.confirmed_at));
            prop_assert_eq!(read(&write(&kept)), Some(kept));
        }

        #[test]
        fn what_is_corrupted_is_nothing_or_something_but_no_panic(report in reports(), cut in 0..400usize, byte: u8) {
            let mut bytes = write(&Kept { report, etag: None, confirmed_at: Timestamp::default() }).into_bytes();
            if let Some(corrupted) = bytes.get_mut(cut) {
                *corrupted = byte;
            }
            let _ = read(&String::from_utf8_lossy(&bytes));
            let _ = read(&String::from_utf8_lossy(&bytes[..cut.min(bytes.len())]));
        }
    }

    #[test]
    fn another_version_and_other_things_are_nothing() {
        let kept = Kept { report: Report::default(), etag: None, confirmed_at: Timestamp::default() };
        let other = write(&kept).replace(r#""version":"1""#, r#""version":"0""#);
        for text in ["", "null", "{}", "[]", "7", &other] {
            assert_eq!(read(text), None, "{text}");
        }
    }

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
