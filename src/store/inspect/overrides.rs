//! Toggles that a developer overrides, and how they are saved for the tab.

use std::rc::Rc;

use crate::json::{Document, Writer};
use crate::model::{FeedReport, Kinds, Report, Spelling, Toggle};
use crate::store::page::session;

/// The one entry of the tab's `sessionStorage`.
const NAME: &str = "yew-outage:overrides";
/// How every entry of this version begins.
const HEAD: &str = r#"{"version":"1","overrides":["#;
/// The oldest overrides beyond this number are dropped.
const MAX: usize = 100;
/// A longer entry was not written by this crate, and is not read.
const MAX_BYTES: usize = 64 * 1024;

/// Toggles that are on or off whatever the feeds say, in the order in which they were set.
///
/// Keys are compared without regard to case and underscores, because a rule and a feed may spell them differently.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Overrides(Vec<(Rc<str>, bool)>);

impl Overrides {
    pub(crate) fn iter(&self) -> impl Iterator<Item = (&Rc<str>, bool)> {
        self.0.iter().map(|(key, on)| (key, *on))
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    pub(crate) fn get(&self, key: &str) -> Option<bool> {
        self.iter().find(|(known, _)| Spelling::Loose.same(known, key)).map(|(_, on)| on)
    }

    /// Overrides a toggle, or with `None` leaves it to the feeds.
    pub(crate) fn set(&mut self, key: &str, on: Option<bool>) {
        let found = self.0.iter().position(|(known, _)| Spelling::Loose.same(known, key));
        match (found, on) {
            (Some(at), Some(on)) => self.0[at].1 = on,
            (Some(at), None) => drop(self.0.remove(at)),
            (None, Some(on)) => self.0.push((key.into(), on)),
            (None, None) => {}
        }
        self.0.drain(..self.0.len().saturating_sub(MAX));
    }

    /// The overrides as the report of a feed that is listed after all others; `None` if nothing is overridden. A
    /// toggle that it does not name is not off, so it reports no kind.
    pub(super) fn report(&self) -> Option<FeedReport> {
        if self.0.is_empty() {
            return None;
        }
        let mut report = Report::builder().spelling(Spelling::Loose);
        self.iter().for_each(|(key, on)| report.toggle(key, Toggle::from(on)));
        let kinds = Kinds { toggles: false, outages: false };
        Some(FeedReport { report: Some(report.build().into()), ..FeedReport::unanswered(kinds) })
    }

    /// The overrides that were saved for this tab.
    pub(super) fn load() -> Self {
        let saved = session().and_then(|storage| storage.get_item(NAME).ok()?);
        saved.and_then(|text| read(&text)).unwrap_or_default()
    }

    /// Saves the overrides for this tab. If storage is blocked or full, they last until the page is loaded again.
    pub(super) fn save(&self) {
        let Some(storage) = session() else { return };
        let _ =
            if self.0.is_empty() { storage.remove_item(NAME) } else { storage.set_item(NAME, &write(self)) };
    }
}

fn write(overrides: &Overrides) -> String {
    let mut json = Writer::default();
    json.open('{').name("version").string("1").name("overrides").open('[');
    for (key, on) in overrides.iter() {
        json.open('{').name("key").string(key).name("on").bool(on).close('}');
    }
    json.close(']').close('}');
    json.finish()
}

/// Reads overrides; `None` for anything but what this version wrote.
fn read(text: &str) -> Option<Overrides> {
    if !text.starts_with(HEAD) || text.len() > MAX_BYTES {
        return None;
    }
    let document = Document::parse("overrides", text.as_bytes()).ok()?;
    let mut overrides = Overrides::default();
    for entry in document.root().field("overrides").ok()?.items().ok()? {
        let on = entry.field("on").ok()?.bool().ok()?;
        overrides.set(&entry.field("key").ok()?.text().ok()?, Some(on));
    }
    Some(overrides)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn overrides(list: &[(String, bool)]) -> Overrides {
        let mut overrides = Overrides::default();
        list.iter().for_each(|(key, on)| overrides.set(key, Some(*on)));
        overrides
    }

    proptest! {
        #[test]
        fn saved_overrides_read_back_as_written(list: Vec<(String, bool)>) {
            let overrides = overrides(&list);
            prop_assert_eq!(read(&write(&overrides)), Some(overrides));
        }

        #[test]
        fn reading_a_corrupted_entry_does_not_panic(list: Vec<(String, bool)>, at in 0..200usize, byte: u8) {
            let mut bytes = write(&overrides(&list)).into_bytes();
            if let Some(corrupted) = bytes.get_mut(at) {
                *corrupted = byte;
            }
            let _ = read(&String::from_utf8_lossy(&bytes));
            let _ = read(&String::from_utf8_lossy(&bytes[..at.min(bytes.len())]));
        }
    }

    #[test]
    fn an_entry_of_another_version_and_other_json_are_not_read() {
        let written = write(&overrides(&[("hide_bank".into(), true)]));
        let other_version = written.replace(r#""version":"1""#, r#""version":"0""#);
        let number_for_bool = written.replace("true", "1");
        let too_long = format!("{HEAD}{}", " ".repeat(MAX_BYTES));
        for text in ["", "null", "{}", "[]", "7", HEAD, &other_version, &number_for_bool, &too_long] {
            assert_eq!(read(text), None, "{}", &text[..text.len().min(80)]);
        }
    }

    #[test]
    fn one_key_in_two_spellings_is_one_override() {
        let mut overrides =
            overrides(&[("hide_bank".into(), true), ("hideBank".into(), false), ("b".into(), true)]);
        assert_eq!((overrides.len(), overrides.get("HIDE_BANK")), (2, Some(false)));
        overrides.set("hideBank", None);
        overrides.set("never set", None);
        assert_eq!(overrides.iter().map(|(key, on)| (&**key, on)).collect::<Vec<_>>(), [("b", true)]);
    }

    #[test]
    fn the_oldest_of_too_many_overrides_are_dropped() {
        let overrides = overrides(&(0..MAX + 5).map(|n| (format!("key {n}"), true)).collect::<Vec<_>>());
        assert_eq!(overrides.len(), MAX);
        assert_eq!((overrides.get("key 4"), overrides.get("key 5")), (None, Some(true)));
    }

    #[test]
    fn without_overrides_there_is_no_report() {
        assert_eq!(Overrides::default().report(), None);
        let report = overrides(&[("a_b".into(), false)]).report().and_then(|feed| feed.report).unwrap();
        assert_eq!(report.toggle("aB").map(Toggle::is_on), Some(false));
    }
}
