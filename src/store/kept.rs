//! A report as text: how one is kept from a visit to the next, and how it comes with a page.
//!
//! What is written is what a report says, never the answer it was read from: an answer may hold the
//! addresses of streams, which are secrets.

use std::fmt::Write as _;
use std::rc::Rc;

use crate::feed::json::{Cursor, Json, quoted};
use crate::model::moment::{self, written};
use crate::model::{MaintenanceWindow, Notice, Report, Spelling, Timestamp, Toggle};

/// A report that is known before its feed is asked.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub(super) report: Rc<Report>,
    pub(super) etag: Option<String>,
    pub(super) confirmed_at: Timestamp,
}

const VERSION: &str = "1";

/// How every entry of this version begins; the moment at which it was confirmed comes next.
const HEAD: &str = r#"{"version":"1","at":""#;

pub(super) fn write(kept: &Kept) -> String {
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
pub(super) fn confirmed_at(text: &str) -> Option<Timestamp> {
    let (at, _) = text.strip_prefix(HEAD)?.split_once('"')?;
    moment::moment(at).ok()
}

/// `None` for anything but what this version wrote.
pub(super) fn read(text: &str) -> Option<Kept> {
    read_at(&Json::parse("kept", text.as_bytes()).ok()?.root())
}

/// The same within a larger document.
pub(super) fn read_at(root: &Cursor<'_>) -> Option<Kept> {
    if root.field("version").ok()?.text().ok()? != VERSION {
        return None;
    }
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
        report: report.build().into(),
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
            let kept = Kept { report: report.into(), etag, confirmed_at: at.unwrap_or_default() };
            prop_assert_eq!(confirmed_at(&write(&kept)), Some(kept.confirmed_at));
            prop_assert_eq!(read(&write(&kept)), Some(kept));
        }

        #[test]
        fn what_is_corrupted_is_nothing_or_something_but_no_panic(report in reports(), cut in 0..400usize, byte: u8) {
            let mut bytes = write(&Kept { report: report.into(), etag: None, confirmed_at: Timestamp::default() }).into_bytes();
            if let Some(corrupted) = bytes.get_mut(cut) {
                *corrupted = byte;
            }
            let _ = read(&String::from_utf8_lossy(&bytes));
            let _ = read(&String::from_utf8_lossy(&bytes[..cut.min(bytes.len())]));
        }
    }

    #[test]
    fn another_version_and_other_things_are_nothing() {
        let kept = Kept { report: Rc::default(), etag: None, confirmed_at: Timestamp::default() };
        let other = write(&kept).replace(r#""version":"1""#, r#""version":"0""#);
        for text in ["", "null", "{}", "[]", "7", &other] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
