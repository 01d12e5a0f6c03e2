use std::rc::Rc;

use super::sort::sort;
use super::toggles::Toggles;
use super::unreadable::{Unidentified, Unreadable, UnreadableWindow};
use super::{MaintenanceWindow, Spelling, Toggle, WHOLE_SITE};

/// What a feed can tell about.
///
/// It decides what silence means: until every feed that reports toggles has answered, a toggle that
/// none of them has mentioned is unknown; afterwards it is off.
///
/// ```
/// use yew_outage::model::Kinds;
///
/// assert!(Kinds::BOTH.toggles && Kinds::BOTH.windows);
/// assert!(!Kinds::TOGGLES.windows);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Kinds {
    /// It reports toggles.
    pub toggles: bool,
    /// It reports maintenance windows.
    pub windows: bool,
}

impl Kinds {
    /// Toggles only.
    pub const TOGGLES: Self = Self { toggles: true, windows: false };
    /// Maintenance windows only.
    pub const WINDOWS: Self = Self { toggles: false, windows: true };
    /// Toggles and maintenance windows.
    pub const BOTH: Self = Self { toggles: true, windows: true };
}

/// What one feed said last.
///
/// An engine makes one from bytes; tests and stories make one by hand through
/// [`Report::builder`]. Once made it does not change.
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
    /// A window once for each service that it is filed under, by service.
    pub(super) windows: Vec<ServiceWindow>,
    pub(super) unreadable: Unreadable,
    /// How many entries without a name the last document had that left nothing in doubt.
    pub(super) usual_unidentified: Unidentified,
}

/// A window under one of its services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ServiceWindow {
    pub(crate) service: Rc<str>,
    pub(crate) window: Rc<MaintenanceWindow>,
    /// Its source says that it is on: see [`ReportBuilder::ongoing`].
    pub(crate) ongoing: bool,
}

impl Report {
    /// An empty report to fill. Its keys are compared exactly, unless [`ReportBuilder::spelling`] says otherwise.
    pub fn builder() -> ReportBuilder {
        ReportBuilder(Self::default())
    }

    /// The toggle of this key; `None` if the report does not mention it, or cannot say its state.
    pub fn toggle(&self, key: &str) -> Option<&Toggle> {
        self.toggles.get(key)
    }

    /// Every toggle, by key.
    pub fn toggles(&self) -> impl Iterator<Item = (&str, &Toggle)> {
        self.toggles.iter()
    }

    /// The windows that affect this service, those of the whole site among them, in no order that means
    /// anything.
    pub fn windows(&self, service: &str) -> impl Iterator<Item = &Rc<MaintenanceWindow>> {
        self.affecting(service).map(|filed| &filed.window)
    }

    /// What the document names but does not say readably.
    pub fn unreadable(&self) -> &Unreadable {
        &self.unreadable
    }

    /// The windows that cannot be read: their id, if that can be, and their services.
    pub(crate) fn unreadable_windows(&self) -> impl Iterator<Item = (Option<&Rc<str>>, &[Rc<str>])> {
        self.unreadable.windows.iter().map(|window| (window.id.as_ref(), &window.services[..]))
    }

    /// How many entries without a name are usual for the feed.
    pub(crate) fn usual_unidentified(&self) -> Unidentified {
        self.usual_unidentified
    }

    /// The same as [`windows`](Self::windows), with whether their source says that they are on.
    pub(crate) fn affecting(&self, service: &str) -> impl Iterator<Item = &ServiceWindow> {
        let whole_site = if service == WHOLE_SITE { &[] } else { self.indexed(WHOLE_SITE) };
        self.indexed(service).iter().chain(whole_site)
    }

    /// Whether the state of this toggle is known neither to be on nor to be off, although the document names it.
    pub(crate) fn leaves_toggle_unknown(&self, key: &str) -> bool {
        self.unreadable.names_toggle(key, self.spelling()) && self.toggle(key).is_none()
    }

    /// Whether a window that cannot be read may affect this service.
    pub(crate) fn leaves_service_unknown(&self, service: &str) -> bool {
        // One whose last known state is still held says all that is known.
        let held = |id: &Rc<str>| self.windows.iter().any(|filed| filed.window.id == *id);
        let unknown = |window: &&UnreadableWindow| !window.id.as_ref().is_some_and(held);
        let mut services = self.unreadable.windows.iter().filter(unknown).flat_map(|window| &window.services);
        services.any(|named| **named == *service || **named == *WHOLE_SITE)
    }

    /// The windows that name this very service.
    fn indexed(&self, service: &str) -> &[ServiceWindow] {
        let from = self.windows.partition_point(|filed| &*filed.service < service);
        let length = self.windows[from..].partition_point(|filed| &*filed.service == service);
        &self.windows[from..from + length]
    }

    /// Every service that a window names, once, by key.
    pub fn services(&self) -> impl Iterator<Item = &Rc<str>> {
        self.windows.chunk_by(|a, b| a.service == b.service).map(|run| &run[0].service)
    }

    /// How its keys are compared.
    pub(crate) fn spelling(&self) -> Spelling {
        self.toggles.spelling()
    }

    /// Every window, once for each service it is filed under.
    pub(crate) fn service_windows(&self) -> &[ServiceWindow] {
        &self.windows
    }

    /// Files the windows of a service under another key as well: `(theirs, ours)`.
    pub(crate) fn alias_services(&mut self, services: &[(Rc<str>, Rc<str>)]) {
        for (theirs, ours) in services {
            for unread in self.unreadable.windows.iter_mut().filter(|unread| unread.services.contains(theirs))
            {
                unread.services.push(ours.clone());
            }
        }
        let called = |(theirs, ours): &(Rc<str>, Rc<str>)| {
            let ours = ours.clone();
            self.indexed(theirs)
                .iter()
                .map(move |filed| ServiceWindow { service: ours.clone(), ..filed.clone() })
        };
        let called: Vec<_> = services.iter().flat_map(called).collect();
        if !called.is_empty() {
            self.windows.extend(called);
            self.sort_windows();
        }
    }

    /// This report and what another one, of the next page, adds to it.
    pub(crate) fn append(&mut self, mut other: Self) {
        let mut whole = ReportBuilder(std::mem::take(self));
        whole.0.toggles.append(&other.toggles);
        whole.0.windows.append(&mut other.windows);
        whole.0.unreadable.append(other.unreadable);
        *self = whole.build();
    }

    pub(super) fn sort_windows(&mut self) {
        sort(&mut self.windows, |a, b| {
            (&a.service, a.window.starts_at, &a.window.id).cmp(&(
                &b.service,
                b.window.starts_at,
                &b.window.id,
            ))
        });
        self.windows.dedup();
    }

    /// Calls `each` with every toggle key that the two reports do not agree on.
    pub(crate) fn changed_toggles(&self, next: &Self, mut each: impl FnMut(&str)) {
        self.toggles.changed(&next.toggles, &mut each);
        if self.unreadable.toggles != next.unreadable.toggles {
            self.unreadable.toggles().chain(next.unreadable.toggles()).for_each(each);
        }
    }

    /// Calls `each` with every service whose windows the two reports do not agree on.
    pub(crate) fn changed_services(&self, other: &Self, mut each: impl FnMut(&str)) {
        if self.unreadable.windows != other.unreadable.windows {
            self.unreadable.services().chain(other.unreadable.services()).for_each(&mut each);
        }
        if self.windows == other.windows {
            return;
        }
        for service in self.services() {
            if self.indexed(service) != other.indexed(service) {
                each(service);
            }
        }
        for service in other.services() {
            if self.indexed(service).is_empty() {
                each(service);
            }
        }
    }
}

/// Gathers a [`Report`].
///
/// ```
/// use yew_outage::model::{Report, Spelling, Toggle};
///
/// let mut report = Report::builder().spelling(Spelling::Loose);
/// report.toggle("hide_contact", Toggle::off());
/// report.toggle("hideContact", Toggle::on()); // the same key: the later one counts
/// assert_eq!(report.build().toggles().count(), 1);
/// ```
#[derive(Debug)]
pub struct ReportBuilder(Report);

impl ReportBuilder {
    /// How its keys are compared. Default: [`Spelling::Exact`].
    pub fn spelling(mut self, spelling: Spelling) -> Self {
        self.0.toggles.set_spelling(spelling);
        self
    }

    /// Adds a toggle. Of two with the same key the later one counts.
    pub fn toggle(&mut self, key: impl AsRef<str>, toggle: Toggle) {
        self.0.toggles.push(key.as_ref(), toggle);
    }

    /// Adds a window. Of two with the same id and the same service both count: windows are a set.
    pub fn window(&mut self, window: MaintenanceWindow) {
        self.file(window, false);
    }

    /// Adds a window of which its source says that it is on now. It lasts until a report no longer says so,
    /// whatever its times: they are what was planned. Its end is shown while it lies ahead.
    ///
    /// Without an end of its own it is expected to end with a window of the same service in the same report
    /// that is on.
    pub fn ongoing(&mut self, window: MaintenanceWindow) {
        self.file(window, true);
    }

    fn file(&mut self, mut window: MaintenanceWindow, ongoing: bool) {
        window.message = window.message.filter(|words| !is_blank(words));
        let window = Rc::new(window);
        for service in window.services.iter() {
            self.add_for_service(service.clone(), window.clone(), ongoing);
        }
    }

    /// Files a window under one service, whatever services it names itself.
    pub(crate) fn add_for_service(&mut self, service: Rc<str>, window: Rc<MaintenanceWindow>, ongoing: bool) {
        self.0.windows.push(ServiceWindow { service, window, ongoing });
    }

    /// Notes a toggle whose state cannot be read; without a key, one that may be any.
    pub fn unreadable_toggle(&mut self, key: Option<&str>) {
        match key {
            Some(key) => self.0.unreadable.toggles.push(key.into()),
            None => self.0.unreadable.unidentified.toggles += 1,
        }
    }

    /// Notes a window that cannot be read, or not whole. Without an id it may be any.
    pub fn unreadable_window(&mut self, id: Option<Rc<str>>, services: Vec<Rc<str>>) {
        if id.is_none() {
            self.0.unreadable.unidentified.windows += 1;
        }
        self.0.unreadable.windows.push(UnreadableWindow { id, services });
    }

    /// Takes this for the number of entries without a name that is usual.
    pub(crate) fn usual_unidentified(&mut self, unidentified: Unidentified) {
        self.0.usual_unidentified = unidentified;
    }

    /// The finished report.
    pub fn build(mut self) -> Report {
        self.0.sort_windows();
        self.0
    }
}

/// Whether there is nothing in it to read: spaces, signs without width, or nothing at all.
pub(crate) fn is_blank(words: &str) -> bool {
    let is_unseen =
        |c: char| c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}');
    words.chars().all(is_unseen)
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
    fn only_the_keys_that_differ_are_named() {
        assert_eq!(changed(&[("a", true), ("b", false)], &[("b", true), ("a", true)]), ["b"]);
        assert_eq!(changed(&[("a", true), ("c", true)], &[("b", true), ("c", true)]), ["a", "b"]);
        assert_eq!(changed(&[], &[("z", false)]), ["z"]);
        assert_eq!(changed(&[("z", false)], &[]), ["z"]);
        assert!(changed(&[("z", false)], &[("z", false)]).is_empty());
    }

    #[test]
    fn of_two_with_the_same_key_the_later_counts() {
        assert_eq!(report(&[("a", false), ("a", true), ("a", false)]), report(&[("a", false)]));
    }

    #[test]
    fn the_readable_spelling_is_kept() {
        for order in [["profileHideX", "profile_hide_x"], ["profile_hide_x", "profileHideX"]] {
            let mut report = Report::builder().spelling(Spelling::Loose);
            order.into_iter().for_each(|key| report.toggle(key, Toggle::on()));
            let report = report.build();
            assert_eq!(report.toggles().map(|(key, _)| key).collect::<Vec<_>>(), ["profile_hide_x"]);
            assert!(report.toggle("profileHideX").is_some_and(Toggle::is_on));
        }
    }
}
