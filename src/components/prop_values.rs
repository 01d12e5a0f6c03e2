//! The values that authors may pass to properties of the library's components.

use std::rc::Rc;

use yew::AttrValue;
use yew::html::{ImplicitClone, IntoPropValue};

use crate::feed::{Feed, Feeds};
use crate::model::{Rule, toggle};
use crate::skin::Skin;
use crate::store::ClockHandle;
use crate::text::{Languages, Messages};

impl IntoPropValue<Rule> for &'static str {
    fn into_prop_value(self) -> Rule {
        Rule::from(self)
    }
}

impl IntoPropValue<Rule> for String {
    fn into_prop_value(self) -> Rule {
        toggle(self)
    }
}

impl IntoPropValue<Rule> for Rc<str> {
    fn into_prop_value(self) -> Rule {
        toggle(self)
    }
}

impl IntoPropValue<Rule> for AttrValue {
    fn into_prop_value(self) -> Rule {
        match self {
            AttrValue::Static(key) => toggle(key),
            AttrValue::Rc(key) => toggle(key),
        }
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
