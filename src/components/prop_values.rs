//! The values that authors may pass to properties of the library's components.

use std::rc::Rc;

use yew::AttrValue;
use yew::html::{ImplicitClone, IntoPropValue};

use crate::feed::{Feed, Feeds};
use crate::model::{Rule, toggle};
use crate::skin::Skin;
use crate::store::ClockHandle;
use crate::text::{Languages, Messages, Translation};

// A string in the place of a rule is a toggle's key.
//
// A wrong type gets Yew's error about `IntoPropValue<Rule>`. A trait of our own could have a better message, but
// Rust's orphan rule forbids to implement `IntoPropValue<Rule>` for all types with such a trait. That error quotes
// the line of the property, so the comment on that line says what to pass.

impl From<AttrValue> for Rule {
    fn from(key: AttrValue) -> Self {
        match key {
            AttrValue::Static(key) => toggle(key),
            AttrValue::Rc(key) => toggle(key),
        }
    }
}

impl IntoPropValue<Rule> for &'static str {
    fn into_prop_value(self) -> Rule {
        self.into()
    }
}

impl IntoPropValue<Rule> for String {
    fn into_prop_value(self) -> Rule {
        self.into()
    }
}

impl IntoPropValue<Rule> for Rc<str> {
    fn into_prop_value(self) -> Rule {
        self.into()
    }
}

impl IntoPropValue<Rule> for AttrValue {
    fn into_prop_value(self) -> Rule {
        self.into()
    }
}

impl ImplicitClone for Rule {}

impl ImplicitClone for Feeds {}

impl ImplicitClone for Feed {}

impl ImplicitClone for ClockHandle {}

impl ImplicitClone for Languages {}

impl ImplicitClone for Skin {}

impl<const N: usize> IntoPropValue<Feeds> for [Feed; N] {
    fn into_prop_value(self) -> Feeds {
        self.into()
    }
}

impl IntoPropValue<Feeds> for Vec<Feed> {
    fn into_prop_value(self) -> Feeds {
        self.into()
    }
}

impl IntoPropValue<Feeds> for Feed {
    fn into_prop_value(self) -> Feeds {
        self.into()
    }
}

impl IntoPropValue<Languages> for &'static Messages {
    fn into_prop_value(self) -> Languages {
        Languages::One(self)
    }
}

impl<const N: usize> IntoPropValue<Languages> for &'static [&'static Messages; N] {
    fn into_prop_value(self) -> Languages {
        Languages::Negotiate(self)
    }
}

impl<T: Translation + 'static> IntoPropValue<Languages> for Rc<T> {
    fn into_prop_value(self) -> Languages {
        self.into()
    }
}

/// What is neither a rule nor a string does not compile:
///
/// ```compile_fail,E0277
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let section = html! { <GuardedSection section="claims" down_when={true} /> };
/// ```
///
/// ```compile_fail,E0277
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// let section = html! { <GuardedSection section={7} down_when="hide_claims" /> };
/// ```
#[cfg(doctest)]
struct WrongTypes;
