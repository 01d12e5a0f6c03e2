use std::rc::Rc;

use super::order::sort;
use super::toggles::Toggles;
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
/// use yew_outage::model::{Report, Spelling, Toggle};
///
/// let mut report = Report::builder(Spelling::Exact);
/// report.toggle("hide_contact", Toggle::on());
/// let report = report.build();
/// assert!(report.toggle("hide_contact").is_some_and(Toggle::is_on));
/// assert!(report.toggle("hide_payments").is_none());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    toggles: Toggles,
    /// A window once for each of its services, by service.
    windows: Vec<(Rc<str>, Rc<MaintenanceWindow>)>,
}

impl Report {
    /// An empty report to fill.
    pub fn builder(spelling: Spelling) -> ReportBuilder {
        ReportBuilder(Self { toggles: Toggles::new(spelling), windows: Vec::new() })
    }

    /// The toggle of this key; `None` if the report does not mention it.
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
        let whole_site = if service == WHOLE_SITE { &[] } else { self.filed(WHOLE_SITE) };
        self.filed(service).iter().chain(whole_site).map(|(_, window)| window)
    }

    /// The windows that name this very service.
    fn filed(&self, service: &str) -> &[(Rc<str>, Rc<MaintenanceWindow>)] {
        let from = self.windows.partition_point(|(key, _)| &**key < service);
        let length = self.windows[from..].partition_point(|(key, _)| &**key == service);
        &self.windows[from..from + length]
    }

    /// Every service that a window names, once, by key.
    pub fn services(&self) -> impl Iterator<Item = &Rc<str>> {
        self.windows.chunk_by(|a, b| a.0 == b.0).map(|run| &run[0].0)
    }

    /// How its keys are compared.
    pub(crate) fn spelling(&self) -> Spelling {
        self.toggles.spelling()
    }

    /// Every window, once for each service it is filed under.
    pub(crate) fn filed_windows(&self) -> impl Iterator<Item = (&Rc<str>, &MaintenanceWindow)> {
        self.windows.iter().map(|(service, window)| (service, &**window))
    }

    /// Files the windows of a service under another key as well: `(theirs, ours)`.
    pub(crate) fn call_services(&mut self, services: &[(Rc<str>, Rc<str>)]) {
        let called: Vec<_> = services
            .iter()
            .flat_map(|(theirs, ours)| {
                self.filed(theirs).iter().map(|(_, window)| (ours.clone(), window.clone()))
            })
            .collect();
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
        *self = whole.build();
    }

    fn sort_windows(&mut self) {
        sort(&mut self.windows, |(a_key, a), (b_key, b)| {
            (a_key, a.starts_at, &a.id).cmp(&(b_key, b.starts_at, &b.id))
        });
        self.windows.dedup();
    }

    /// Calls `each` with every toggle key that the two reports do not agree on.
    pub(crate) fn changed_toggles(&self, next: &Self, each: impl FnMut(&str)) {
        self.toggles.changed(&next.toggles, each);
    }

    /// Calls `each` with every service whose windows the two reports do not agree on.
    pub(crate) fn changed_services(&self, other: &Self, mut each: impl FnMut(&str)) {
        if self.windows == other.windows {
            return;
        }
        for service in self.services() {
            if self.filed(service) != other.filed(service) {
                each(service);
            }
        }
        for service in other.services() {
            if self.filed(service).is_empty() {
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
/// let mut report = Report::builder(Spelling::Loose);
/// report.toggle("hide_contact", Toggle::off());
/// report.toggle("hideContact", Toggle::on()); // the same key: the later one counts
/// assert_eq!(report.build().toggles().count(), 1);
/// ```
#[derive(Debug)]
pub struct ReportBuilder(Report);

impl ReportBuilder {
    /// Adds a toggle. Of two with the same key the later one counts.
    pub fn toggle(&mut self, key: impl AsRef<str>, toggle: Toggle) {
        self.0.toggles.push(key.as_ref(), toggle);
    }

    /// Adds a window. Of two with the same id and the same service both count: windows are a set.
    pub fn window(&mut self, window: MaintenanceWindow) {
        let window = Rc::new(window);
        for service in window.services.iter() {
            self.0.windows.push((service.clone(), window.clone()));
        }
    }

    /// The finished report.
    pub fn build(mut self) -> Report {
        self.0.sort_windows();
        self.0
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    fn report(toggles: &[(&str, bool)]) -> Report {
        let mut report = Report::builder(Spelling::Exact);
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
            let mut report = Report::builder(Spelling::Loose);
            order.into_iter().for_each(|key| report.toggle(key, Toggle::on()));
            let report = report.build();
            assert_eq!(report.toggles().map(|(key, _)| key).collect::<Vec<_>>(), ["profile_hide_x"]);
            assert!(report.toggle("profileHideX").is_some_and(Toggle::is_on));
        }
    }
}
