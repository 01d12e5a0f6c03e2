//! What one feed said last: its toggles, its outages, and what could not be read.

use std::rc::Rc;

use super::sort::sort;
use super::toggles::Toggles;
use super::unreadable::{Unidentified, Unreadable, UnreadableOutage};
use super::{Outage, Spelling, Timestamp, Toggle, WHOLE_SITE};

/// What a feed reports: toggles, outages, or both.
///
/// It decides what a missing key means: until every feed that reports toggles has a report, a toggle that
/// none of them mentions is unknown; afterwards it is off.
///
/// ```
/// use yew_outage::model::Kinds;
///
/// assert!(Kinds::BOTH.toggles && Kinds::BOTH.outages);
/// assert!(!Kinds::TOGGLES.outages);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kinds {
    /// Whether it reports toggles.
    pub toggles: bool,
    /// Whether it reports outages.
    pub outages: bool,
}

impl Kinds {
    /// Toggles only.
    pub const TOGGLES: Self = Self { toggles: true, outages: false };
    /// Outages only.
    pub const OUTAGES: Self = Self { toggles: false, outages: true };
    /// Toggles and outages.
    pub const BOTH: Self = Self { toggles: true, outages: true };
}

/// What one feed said last.
///
/// An engine makes one from bytes; tests make one with [`Report::builder`]. A report does not change once it
/// is built.
///
/// ```
/// use yew_outage::model::{Report, Toggle};
///
/// let mut report = Report::builder();
/// report.toggle("hide_contact", Toggle::on());
/// let report = report.build();
/// assert!(report.toggle("hide_contact").is_some_and(Toggle::is_on));
/// assert!(report.toggle("hide_payments").is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    pub(super) toggles: Toggles,
    /// Every outage, once for each of its services, sorted by service.
    pub(super) outages: Vec<ServiceOutage>,
    pub(super) unreadable: Unreadable,
    /// How many unidentified entries are normal for the feed: see [`Report::reconcile`].
    pub(super) usual_unidentified: Unidentified,
}

/// An outage and one of its services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceOutage {
    pub(crate) service: Rc<str>,
    pub(crate) outage: Rc<Outage>,
    /// Whether its source says that it is on now: see [`ReportBuilder::ongoing`].
    pub(crate) ongoing: bool,
}

impl ServiceOutage {
    /// Whether the outage is on now.
    pub(crate) fn is_on(&self, now: Timestamp) -> bool {
        let interval = self.outage.interval();
        let now = now.timestamp_millis();
        self.ongoing || interval.start <= now && now < interval.end
    }
}

impl Report {
    /// An empty report to fill. Its keys are compared exactly, unless [`ReportBuilder::spelling`] says
    /// otherwise.
    pub fn builder() -> ReportBuilder {
        ReportBuilder(Self::default())
    }

    /// The toggle with this key; `None` if the report does not mention it or its entry cannot be read.
    pub fn toggle(&self, key: &str) -> Option<&Toggle> {
        self.toggles.get(key)
    }

    /// Every toggle, sorted by key.
    pub fn toggles(&self) -> impl Iterator<Item = (&str, &Toggle)> {
        self.toggles.iter()
    }

    /// The outages that affect this service, including those of the whole site, in no particular order.
    pub fn outages(&self, service: &str) -> impl Iterator<Item = &Rc<Outage>> {
        self.affecting(service).map(|affecting| &affecting.outage)
    }

    /// The entries of the document that cannot be read.
    pub fn unreadable(&self) -> &Unreadable {
        &self.unreadable
    }

    /// The ids and services of the outages that cannot be read.
    pub(crate) fn unreadable_outages(&self) -> impl Iterator<Item = (Option<&Rc<str>>, &[Rc<str>])> {
        self.unreadable.outages.iter().map(|outage| (outage.id.as_ref(), &outage.services[..]))
    }

    /// How many unidentified entries are normal for the feed.
    pub(crate) fn usual_unidentified(&self) -> Unidentified {
        self.usual_unidentified
    }

    /// The outages that affect this service, with whether they are ongoing: see [`outages`](Self::outages).
    pub(crate) fn affecting(&self, service: &str) -> impl Iterator<Item = &ServiceOutage> {
        let whole_site = if service == WHOLE_SITE { &[] } else { self.outages_of(WHOLE_SITE) };
        self.outages_of(service).iter().chain(whole_site)
    }

    /// Whether this toggle is unknown because its entry cannot be read.
    pub(crate) fn leaves_toggle_unknown(&self, key: &str) -> bool {
        self.unreadable.names_toggle(key, self.spelling()) && self.toggle(key).is_none()
    }

    /// Whether an outage that cannot be read may affect this service.
    pub(crate) fn leaves_service_unknown(&self, service: &str) -> bool {
        // An unreadable outage that keeps its last known state is known.
        let is_known = |id: &Rc<str>| self.outages.iter().any(|known| known.outage.id == *id);
        let is_unknown = |outage: &&UnreadableOutage| !outage.id.as_ref().is_some_and(is_known);
        let mut services =
            self.unreadable.outages.iter().filter(is_unknown).flat_map(|outage| &outage.services);
        services.any(|affected| **affected == *service || **affected == *WHOLE_SITE)
    }

    /// The outages with exactly this service, not those of the whole site.
    fn outages_of(&self, service: &str) -> &[ServiceOutage] {
        let start = self.outages.partition_point(|outage| &*outage.service < service);
        let length = self.outages[start..].partition_point(|outage| &*outage.service == service);
        &self.outages[start..start + length]
    }

    /// Every service that an outage affects, once, sorted by key.
    pub fn services(&self) -> impl Iterator<Item = &Rc<str>> {
        self.outages.chunk_by(|a, b| a.service == b.service).map(|outages| &outages[0].service)
    }

    /// How its keys are compared.
    pub(crate) fn spelling(&self) -> Spelling {
        self.toggles.spelling()
    }

    /// Every outage, once for each of its services.
    pub(crate) fn service_outages(&self) -> &[ServiceOutage] {
        &self.outages
    }

    /// Adds the outages of each service `theirs` to its alias `ours`.
    pub(crate) fn alias_services(&mut self, aliases: &[(Rc<str>, Rc<str>)]) {
        for (theirs, ours) in aliases {
            for outage in self.unreadable.outages.iter_mut().filter(|outage| outage.services.contains(theirs))
            {
                outage.services.push(ours.clone());
            }
        }
        let aliased = |(theirs, ours): &(Rc<str>, Rc<str>)| {
            let ours = ours.clone();
            self.outages_of(theirs)
                .iter()
                .map(move |outage| ServiceOutage { service: ours.clone(), ..outage.clone() })
        };
        let aliased: Vec<_> = aliases.iter().flat_map(aliased).collect();
        if !aliased.is_empty() {
            self.outages.extend(aliased);
            self.sort_outages();
        }
    }

    /// Adds the report of the next page.
    pub(crate) fn append(&mut self, mut other: Self) {
        let mut builder = ReportBuilder(std::mem::take(self));
        builder.0.toggles.append(&other.toggles);
        builder.0.outages.append(&mut other.outages);
        builder.0.unreadable.append(other.unreadable);
        *self = builder.build();
    }

    pub(super) fn sort_outages(&mut self) {
        sort(&mut self.outages, |a, b| {
            (&a.service, a.outage.starts_at, &a.outage.id).cmp(&(
                &b.service,
                b.outage.starts_at,
                &b.outage.id,
            ))
        });
        self.outages.dedup();
    }

    /// Calls `each` with every key whose toggle differs between the two reports.
    pub(crate) fn changed_toggles(&self, next: &Self, mut each: impl FnMut(&str)) {
        self.toggles.changed(&next.toggles, &mut each);
        if self.unreadable.toggles != next.unreadable.toggles {
            self.unreadable.toggles().chain(next.unreadable.toggles()).for_each(each);
        }
    }

    /// Calls `each` with every service whose outages differ between the two reports.
    pub(crate) fn changed_services(&self, other: &Self, mut each: impl FnMut(&str)) {
        if self.unreadable.outages != other.unreadable.outages {
            self.unreadable.services().chain(other.unreadable.services()).for_each(&mut each);
        }
        if self.outages == other.outages {
            return;
        }
        for service in self.services() {
            if self.outages_of(service) != other.outages_of(service) {
                each(service);
            }
        }
        for service in other.services() {
            if self.outages_of(service).is_empty() {
                each(service);
            }
        }
    }
}

/// Builds a [`Report`].
///
/// ```
/// use yew_outage::model::{Report, Spelling, Toggle};
///
/// let mut report = Report::builder().spelling(Spelling::Loose);
/// report.toggle("hide_contact", Toggle::off());
/// report.toggle("hideContact", Toggle::on()); // the same key
/// assert_eq!(report.build().toggles().count(), 1);
/// ```
#[derive(Debug)]
pub struct ReportBuilder(Report);

impl ReportBuilder {
    /// Sets how its keys are compared. Default: [`Spelling::Exact`].
    pub fn spelling(mut self, spelling: Spelling) -> Self {
        self.0.toggles.set_spelling(spelling);
        self
    }

    /// Adds a toggle. Of two with the same key the later one counts.
    pub fn toggle(&mut self, key: impl AsRef<str>, toggle: Toggle) {
        self.0.toggles.push(key.as_ref(), toggle);
    }

    /// Adds an outage. Of two with the same id and service both count.
    pub fn outage(&mut self, outage: Outage) {
        self.add(outage, false);
    }

    /// Adds an outage that its source says is on now. It lasts until a report no longer says so, whatever its
    /// planned times are. Its end is shown while that is in the future.
    ///
    /// Without an end of its own it is expected to end with the current outage of the same service in the
    /// same report.
    pub fn ongoing(&mut self, outage: Outage) {
        self.add(outage, true);
    }

    fn add(&mut self, mut outage: Outage, ongoing: bool) {
        outage.message = outage.message.filter(|message| !is_blank(message));
        let outage = Rc::new(outage);
        for service in outage.services.iter() {
            self.add_for_service(service.clone(), outage.clone(), ongoing);
        }
    }

    /// Adds an outage to one service, whatever services it has itself.
    pub(crate) fn add_for_service(&mut self, service: Rc<str>, outage: Rc<Outage>, ongoing: bool) {
        self.0.outages.push(ServiceOutage { service, outage, ongoing });
    }

    /// Adds a toggle whose state cannot be read. Without a key it may be any toggle.
    pub fn unreadable_toggle(&mut self, key: Option<&str>) {
        match key {
            Some(key) => self.0.unreadable.toggles.push(key.into()),
            None => self.0.unreadable.unidentified.toggles += 1,
        }
    }

    /// Adds an outage that cannot be read, or one of whose services cannot. Without an id it may be any
    /// outage.
    pub fn unreadable_outage(&mut self, id: Option<Rc<str>>, services: Vec<Rc<str>>) {
        if id.is_none() {
            self.0.unreadable.unidentified.outages += 1;
        }
        self.0.unreadable.outages.push(UnreadableOutage { id, services });
    }

    /// Sets how many unidentified entries are normal for the feed.
    pub(crate) fn usual_unidentified(&mut self, unidentified: Unidentified) {
        self.0.usual_unidentified = unidentified;
    }

    /// The finished report.
    pub fn build(mut self) -> Report {
        self.0.sort_outages();
        self.0
    }
}

/// Whether a text shows nothing: it is empty, or only whitespace and characters without width.
pub(crate) fn is_blank(text: &str) -> bool {
    let is_invisible =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    text.chars().all(is_invisible)
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn report(toggles: &[(&str, bool)]) -> Report {
        let mut report = Report::builder();
        for (key, on) in toggles {
            report.toggle(*key, Toggle::from(*on));
        }
        report.build()
    }

    fn changed(old: &[(&str, bool)], new: &[(&str, bool)]) -> Vec<String> {
        let mut keys = Vec::new();
        report(old).changed_toggles(&report(new), |key| keys.push(key.to_owned()));
        keys
    }

    #[test]
    fn only_keys_that_differ_are_changed() {
        assert_eq!(changed(&[("a", true), ("b", false)], &[("b", true), ("a", true)]), ["b"]);
        assert_eq!(changed(&[("a", true), ("c", true)], &[("b", true), ("c", true)]), ["a", "b"]);
        assert_eq!(changed(&[], &[("z", false)]), ["z"]);
        assert_eq!(changed(&[("z", false)], &[]), ["z"]);
        assert!(changed(&[("z", false)], &[("z", false)]).is_empty());
    }

    #[test]
    fn the_later_of_two_toggles_with_the_same_key_counts() {
        assert_eq!(report(&[("a", false), ("a", true), ("a", false)]), report(&[("a", false)]));
    }

    #[test]
    fn the_spelling_with_underscores_is_listed() {
        for order in [["profileHideX", "profile_hide_x"], ["profile_hide_x", "profileHideX"]] {
            let mut report = Report::builder().spelling(Spelling::Loose);
            order.into_iter().for_each(|key| report.toggle(key, Toggle::on()));
            let report = report.build();
            assert_eq!(report.toggles().map(|(key, _)| key).collect::<Vec<_>>(), ["profile_hide_x"]);
            assert!(report.toggle("profileHideX").is_some_and(Toggle::is_on));
        }
    }
}
