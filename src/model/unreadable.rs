//! The entries of a document that cannot be read, by as much of their name as can be.

use std::rc::Rc;

use super::Spelling;

/// The entries that a document has and that cannot be read.
///
/// An unreadable entry must not change what is known: the store keeps the last known state of each; without
/// one it is unknown. You get it from [`Report::unreadable`](super::Report::unreadable).
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
    pub(super) outages: Vec<UnreadableOutage>,
    pub(super) unidentified: Unidentified,
}

/// An outage that cannot be read: its id and services, as far as they can be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct UnreadableOutage {
    pub(super) id: Option<Rc<str>>,
    pub(super) services: Vec<Rc<str>>,
}

/// How many entries cannot even be named. Each may be any known entry that the document lacks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Unidentified {
    pub(crate) toggles: usize,
    pub(crate) outages: usize,
}

impl Unreadable {
    /// The keys of toggles whose state cannot be read.
    pub fn toggles(&self) -> impl Iterator<Item = &str> {
        self.toggles.iter().map(|key| &**key)
    }

    /// The services of outages that cannot be read.
    pub fn services(&self) -> impl Iterator<Item = &str> {
        self.outages.iter().flat_map(|outage| &outage.services).map(|service| &**service)
    }

    pub(super) fn names_toggle(&self, key: &str, spelling: Spelling) -> bool {
        self.toggles().any(|unreadable| spelling.same(unreadable, key))
    }

    pub(super) fn append(&mut self, mut other: Self) {
        self.toggles.append(&mut other.toggles);
        self.outages.append(&mut other.outages);
        self.unidentified.toggles += other.unidentified.toggles;
        self.unidentified.outages += other.unidentified.outages;
    }
}
