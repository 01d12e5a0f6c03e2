//! The parts of the browser's `Intl` that the library uses: `DateTimeFormat`, `NumberFormat` and `PluralRules`, with
//! fallbacks for browsers and servers that lack them.

use super::{Messages, Plural};

/// The sentence in the plural form for `count`, with the number filled in.
pub(crate) fn pluralize(messages: &Messages<&str>, sentence: &Plural<&str>, count: usize) -> String {
    sentence.form(&category(messages.locale, count)).replace("{count}", &count.to_string())
}

/// A number with an abbreviated unit, "2 h", if the unit's name in the language is not available.
pub(super) fn short_quantity(count: u64, unit: &str) -> String {
    let short = if unit == "minute" { "min" } else { unit.get(..1).unwrap_or(unit) };
    format!("{count} {short}")
}

/// The plural category by the rule of English, if the language's own rules are not available.
fn one_or_other(count: usize) -> String {
    if count == 1 { "one" } else { "other" }.to_owned()
}

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::DateFormat;
#[cfg(target_arch = "wasm32")]
pub(super) use browser::{category, quantity};

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Date, Function, Object, Reflect, global};
    use wasm_bindgen::{JsCast, JsValue};

    use super::{one_or_other, short_quantity};
    use crate::model::Timestamp;

    /// Creates one of `Intl`'s objects. `None` if the browser does not have the constructor, or does not know an
    /// option's value: the constructor throws then. Reflection catches what js-sys's bindings would not.
    fn intl(constructor: &str, locale: &str, options: &[(&str, &str)]) -> Option<JsValue> {
        let js_options = Object::new();
        for (name, value) in options {
            Reflect::set(&js_options, &(*name).into(), &(*value).into()).ok()?;
        }
        let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
        let constructor: Function = Reflect::get(&intl, &constructor.into()).ok()?.dyn_into().ok()?;
        let construct =
            |locale: &JsValue| Reflect::construct(&constructor, &Array::of2(locale, &js_options)).ok();
        // Without a locale, or with an invalid one, use the browser's default.
        construct(&locale.into()).or_else(|| construct(&JsValue::UNDEFINED))
    }

    fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
        let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
        method.call1(object, argument).ok()
    }

    fn js_date(at: Timestamp) -> JsValue {
        Date::new(&JsValue::from_f64(at.timestamp_millis() as f64)).into()
    }

    /// An `Intl.DateTimeFormat`. Creating one costs much more than using it, so use one for several times.
    pub(crate) struct DateFormat(JsValue);

    impl DateFormat {
        /// Uses the reader's own time zone if `zone` is `None` or unknown to the browser. Returns `None` if the
        /// browser does not know one of the options.
        pub(crate) fn new(locale: &str, zone: Option<&str>, options: &[(&str, &str)]) -> Option<Self> {
            let format = |options: &[_]| intl("DateTimeFormat", locale, options);
            zone.and_then(|zone| format(&[options, &[("timeZone", zone)]].concat()))
                .or_else(|| format(options))
                .map(Self)
        }

        pub(crate) fn format(&self, at: Timestamp) -> Option<String> {
            call(&self.0, "format", &js_date(at))?.as_string().filter(|text| !text.is_empty())
        }

        /// The formatted time in parts: the kind of each part (`hour`, `timeZoneName`) and its text.
        pub(in crate::text) fn parts(&self, at: Timestamp) -> Option<Vec<(String, String)>> {
            let field = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
            let part = |part: JsValue| Some((field(&part, "type")?, field(&part, "value")?));
            let parts = call(&self.0, "formatToParts", &js_date(at))?.dyn_into::<Array>().ok()?;
            Some(parts.iter().filter_map(part).collect())
        }
    }

    /// A number with its unit: "2 hours".
    pub(in crate::text) fn quantity(locale: &str, count: u64, unit: &str) -> String {
        intl("NumberFormat", locale, &[("style", "unit"), ("unit", unit), ("unitDisplay", "long")])
            .and_then(|format| call(&format, "format", &JsValue::from_f64(count as f64))?.as_string())
            .filter(|text| !text.is_empty())
            .unwrap_or_else(|| short_quantity(count, unit))
    }

    /// The plural category of a number: `one`, `few`, `other` …
    pub(in crate::text) fn category(locale: &str, count: usize) -> String {
        intl("PluralRules", locale, &[])
            .and_then(|rules| call(&rules, "select", &JsValue::from_f64(count as f64))?.as_string())
            .unwrap_or_else(|| one_or_other(count))
    }
}

/// A server has no `Intl`.
#[cfg(not(target_arch = "wasm32"))]
fn category(_: &str, count: usize) -> String {
    one_or_other(count)
}
