//! Rules in words, for developers.

use std::fmt;

use super::{Node, Rule};

/// A rule in words, for developers to read.
///
/// ```
/// use yew_outage::prelude::*;
///
/// let rule = any([toggle("hide_contact"), service("va_profile").and(!toggle("keep_contact"))]);
/// assert_eq!(rule.to_string(), "hide_contact or (service va_profile and not keep_contact)");
/// ```
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Node::Toggle(key) => f.write_str(key),
            Node::Service(key) => write!(f, "service {key}"),
            Node::Not(rule) => write!(f, "not {}", Part(rule)),
            Node::Any(rules) => join(rules, " or ", f),
            Node::All(rules) => join(rules, " and ", f),
        }
    }
}

fn join(rules: &[Rule], separator: &str, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    match rules {
        // A rule without parts is never down.
        [] => f.write_str("never"),
        [only] => write!(f, "{only}"),
        [first, rest @ ..] => {
            write!(f, "{}", Part(first))?;
            rest.iter().try_for_each(|rule| write!(f, "{separator}{}", Part(rule)))
        }
    }
}

/// A rule within another one: in parentheses if its parts could be mistaken for those of the other.
struct Part<'a>(&'a Rule);

impl fmt::Display for Part<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0.0 {
            Node::Any(rules) | Node::All(rules) if rules.len() > 1 => write!(f, "({})", self.0),
            Node::Any(rules) | Node::All(rules) if rules.len() == 1 => write!(f, "{}", Part(&rules[0])),
            _ => write!(f, "{}", self.0),
        }
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::super::{all, any, service, toggle};
    use super::*;

    #[test]
    fn rules_are_shown_in_words() {
        let none: [Rule; 0] = [];
        for (rule, words) in [
            (toggle("a"), "a"),
            (service("s"), "service s"),
            (!toggle("a"), "not a"),
            (!!toggle("a"), "not not a"),
            (toggle("a").or(service("s")), "a or service s"),
            (toggle("a").or("b").or("c"), "(a or b) or c"),
            (any(["a", "b", "c"]), "a or b or c"),
            (!all(["a", "b"]), "not (a and b)"),
            (all([any(["a", "b"]), !toggle("c")]), "(a or b) and not c"),
            (any(none.clone()), "never"),
            (all(none.clone()).or("a"), "never or a"),
            (!any(none), "not never"),
            (all([any(["a"])]), "a"),
            (!all([any(["a", "b"])]), "not (a or b)"),
        ] {
            assert_eq!(rule.to_string(), words);
        }
    }
}
