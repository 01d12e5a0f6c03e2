//! Rules: what an author writes to say when a section is down.

mod display;
mod evaluator;

use std::ops::Not;
use std::rc::Rc;
use std::time::Duration;

use super::{Availability, Snapshot, Timestamp};

/// When a section is down: toggles and services combined with any, all and not.
///
/// A toggle is down while it is on; a service while an outage affects it. Rules are three-valued:
/// `any` is down if one part is down, else unknown if one part is unknown; `all` is the dual; not of unknown
/// is unknown. A rule without parts is never down, so that a list that happens to be empty cannot take a page
/// away.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule: Rule = toggle("hide_contact").or(service("va_profile"));
/// let same = any([toggle("hide_contact"), service("va_profile")]);
/// let enabled = !toggle("contact_enabled");
/// let both = all([rule, enabled]);
/// # let _ = (same, both);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule(Node);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Node {
    Toggle(Rc<str>),
    Service(Rc<str>),
    Any(Rc<[Rule]>),
    All(Rc<[Rule]>),
    Not(Rc<Rule>),
}

/// Down while this toggle is on. A key means the same where a rule is expected: a `&'static str`, a `String`,
/// an `Rc<str>` or Yew's `AttrValue`.
///
/// ```
/// use std::rc::Rc;
/// use yew_outage::prelude::*;
///
/// assert_eq!(Rule::from("hide_contact"), toggle("hide_contact"));
/// assert_eq!(any([format!("hide_{}", "contact")]), any(["hide_contact"]));
/// assert_eq!(toggle("a").or(Rc::from("b")), toggle("a").or("b"));
/// ```
pub fn toggle(key: impl Into<Rc<str>>) -> Rule {
    Rule(Node::Toggle(key.into()))
}

/// Down while an outage affects this service.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule = service("lighthouse_direct_deposit");
/// # let _ = rule;
/// ```
pub fn service(key: impl Into<Rc<str>>) -> Rule {
    Rule(Node::Service(key.into()))
}

/// Down while at least one of these rules is. Without rules it is never down.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule = any([toggle("hide_contact"), toggle("hide_profile")]);
/// # let _ = rule;
/// ```
pub fn any(rules: impl IntoIterator<Item = impl Into<Rule>>) -> Rule {
    Rule(Node::Any(rules.into_iter().map(Into::into).collect()))
}

/// Down while all of these rules are. Without rules it is never down.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule = all([service("evss"), service("lighthouse")]);
/// # let _ = rule;
/// ```
pub fn all(rules: impl IntoIterator<Item = impl Into<Rule>>) -> Rule {
    Rule(Node::All(rules.into_iter().map(Into::into).collect()))
}

impl From<&'static str> for Rule {
    fn from(key: &'static str) -> Self {
        toggle(key)
    }
}

impl From<String> for Rule {
    fn from(key: String) -> Self {
        toggle(key)
    }
}

impl From<Rc<str>> for Rule {
    fn from(key: Rc<str>) -> Self {
        toggle(key)
    }
}

impl Not for Rule {
    type Output = Rule;

    fn not(self) -> Rule {
        Rule(Node::Not(Rc::new(self)))
    }
}

impl Rule {
    /// Down while this rule or the other is.
    pub fn or(self, other: impl Into<Rule>) -> Rule {
        any([self, other.into()])
    }

    /// Down while this rule and the other are.
    pub fn and(self, other: impl Into<Rule>) -> Rule {
        all([self, other.into()])
    }

    /// The availability of a section under this rule.
    ///
    /// An outage that starts within `warn_before` counts as approaching.
    ///
    /// ```
    /// use std::time::Duration;
    /// use yew_outage::model::Snapshot;
    /// use yew_outage::prelude::*;
    ///
    /// let now = "2026-05-02T00:00:00Z".parse().unwrap();
    /// let no_feeds = Snapshot::default();
    /// let availability = toggle("hide_contact").availability(&no_feeds, now, Duration::from_secs(3600));
    /// assert_eq!(availability, Availability::Available);
    /// ```
    pub fn availability(&self, snapshot: &Snapshot, now: Timestamp, warn_before: Duration) -> Availability {
        self.evaluate(None, snapshot, now, warn_before, Duration::MAX).availability
    }

    /// Calls `each` with every toggle and service in the rule.
    pub(crate) fn keys(&self, each: &mut impl FnMut(RuleKey<'_>)) {
        match &self.0 {
            Node::Toggle(key) => each(RuleKey::Toggle(key)),
            Node::Service(key) => each(RuleKey::Service(key)),
            Node::Any(rules) | Node::All(rules) => rules.iter().for_each(|rule| rule.keys(each)),
            Node::Not(rule) => rule.keys(each),
        }
    }
}

/// One key in a rule.
#[derive(Clone, Copy)]
pub(crate) enum RuleKey<'a> {
    Toggle(&'a str),
    Service(&'a str),
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests;
