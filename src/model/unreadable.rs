use std::rc::Rc;

use super::Spelling;

/// What a document names but does not say readably.
///
/// Whatever cannot be read must not change what is known: the store keeps the last known state of each of
/// these; one that was never known is unknown. See [`Report::unread`](super::Report::unreadable).
///
/// ```
/// use yew_outage::feed::{Engine, PlainJson};
///
/// let decoded = PlainJson.decode(br#"{"hide_contact": "yes", "hide_payments": true}"#).unwrap();
/// assert_eq!(decoded.report.unreadable().toggles().collect::<Vec<_>>(), ["hide_contact"]);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unreadable {
    pub(super) toggles: Vec<Rc<str>>,
    pub(super) windows: Vec<UnreadableWindow>,
    pub(super) unidentified: Unidentified,
}

/// A window that cannot be read, as far as it can be named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnreadableWindow {
    pub(super) id: Option<Rc<str>>,
    pub(super) services: Vec<Rc<str>>,
}

/// How many entries cannot even be named. Each may be any entry that was known and is now missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unidentified {
    pub(crate) toggles: usize,
    pub(crate) windows: usize,
}

impl Unreadable {
    /// The keys of toggles whose state cannot be read.
    pub fn toggles(&self) -> impl Iterator<Item = &str> {
        self.toggles.iter().map(|key| &**key)
    }

    /// The services of windows that cannot be read.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.windows.iter().flat_map(|window| &window.services).map(|service| &**service)
    }

    pub(super) fn names_toggle(&self, key: &str, spelling: Spelling) -> bool {
        self.toggles().any(|unread| spelling.same(unread, key))
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.toggles.append(&mut other.toggles);
        self.windows.append(&mut other.windows);
        self.unidentified.toggles += other.unidentified.toggles;
        self.unidentified.windows += other.unidentified.windows;
    }
}
