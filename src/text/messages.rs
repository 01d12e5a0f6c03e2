/// Every sentence the library says. `{section}` and `{time}` stand for what their names say.
///
/// No verb here has to agree with a section's name: "direct deposit" and "notifications" read equally
/// well.
pub(crate) struct Messages {
    pub(crate) information: &'static str,
    pub(crate) warning: &'static str,
    pub(crate) error: &'static str,
    pub(crate) headline: &'static str,
    pub(crate) headline_without_section: &'static str,
    pub(crate) outage: &'static str,
    pub(crate) downtime: &'static str,
    pub(crate) until: &'static str,
    pub(crate) until_unknown: &'static str,
    pub(crate) rest_works: &'static str,
    pub(crate) pending: &'static str,
    pub(crate) check_again: &'static str,
    pub(crate) checking: &'static str,
    pub(crate) checked: &'static str,
}

/// Plain American English.
pub(crate) const ENGLISH: Messages = Messages {
    information: "Information:",
    warning: "Warning:",
    error: "Error:",
    headline: "You can’t use {section} right now",
    headline_without_section: "You can’t use this part of the page right now",
    outage: "We’re sorry. A system behind this part of the page is not working.",
    downtime: "We’re working on a system behind this part of the page.",
    until: "We expect to be done by {time}.",
    until_unknown: "We don’t know yet when it will work again.",
    rest_works: "You can use the rest of this page as usual. This part comes back by itself.",
    pending: "Checking if you can use {section}…",
    check_again: "Check again",
    checking: "Checking…",
    checked: "Checked just now",
};
