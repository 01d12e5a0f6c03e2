//! What the browser's `Intl` knows of languages: names of days and zones, units, plural categories.

use super::{Messages, Plural};

/// A sentence about so many things.
pub(crate) fn count(messages: &Messages, sentence: &Plural, count: usize) -> String {
    sentence.of(&category(messages.locale, count)).replace("{count}", &count.to_string())
}

/// So many of a unit, where nobody knows its name in the language: "2 h".
pub(super) fn short_quantity(count: u64, unit: &str) -> String {
    let short = if unit == "minute" { "min" } else { unit.get(..1).unwrap_or(unit) };
    format!("{count} {short}")
}

/// Where nobody knows the language's categories: one, and more than that.
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

    /// One of `Intl`'s objects; `None` where the browser does not have it, or does not know an option's
    /// value. The constructors throw then, which their own bindings would let through; a call by
    /// reflection catches it.
    fn intl(constructor: &str, locale: &str, options: &[(&str, &str)]) -> Option<JsValue> {
        let given = Object::new();
        for (name, value) in options {
            Reflect::set(&given, &(*name).into(), &(*value).into()).ok()?;
        }
        let intl = Reflect::get(&global(), &"Intl".into()).ok()?;
        let constructor: Function = Reflect::get(&intl, &constructor.into()).ok()?.dyn_into().ok()?;
        let with = |locale: &JsValue| Reflect::construct(&constructor, &Array::of2(locale, &given)).ok();
        // A language that the browser does not know leaves it to its own.
        with(&locale.into()).or_else(|| with(&JsValue::UNDEFINED))
    }

    fn call(object: &JsValue, method: &str, argument: &JsValue) -> Option<JsValue> {
        let method: Function = Reflect::get(object, &method.into()).ok()?.dyn_into().ok()?;
        method.call1(object, argument).ok()
    }

    fn date(moment: Timestamp) -> JsValue {
        Date::new(&JsValue::from_f64(moment.timestamp_millis() as f64)).into()
    }

    /// A way to say moments. It costs the browser much more to make than to use.
    pub(crate) struct DateFormat(JsValue);

    impl DateFormat {
        /// In the zone; in the reader's own where the browser does not know it, or none is given. `None` where
        /// it does not know one of the options.
        pub(crate) fn new(locale: &str, zone: Option<&str>, options: &[(&str, &str)]) -> Option<Self> {
            let format = |options: &[_]| intl("DateTimeFormat", locale, options);
            zone.and_then(|zone| format(&[options, &[("timeZone", zone)]].concat()))
                .or_else(|| format(options))
                .map(Self)
        }

        pub(crate) fn format(&self, moment: Timestamp) -> Option<String> {
            call(&self.0, "format", &date(moment))?.as_string().filter(|words| !words.is_empty())
        }

        /// The same in pieces: what each is, and its words.
        pub(in crate::text) fn parts(&self, moment: Timestamp) -> Option<Vec<(String, String)>> {
            let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
            let part = |part: JsValue| Some((text(&part, "type")?, text(&part, "value")?));
            let parts = call(&self.0, "formatToParts", &date(moment))?.dyn_into::<Array>().ok()?;
            Some(parts.iter().filter_map(part).collect())
        }
    }

    /// So many of a unit: "2 hours".
    pub(in crate::text) fn quantity(locale: &str, count: u64, unit: &str) -> String {
        intl("NumberFormat", locale, &[("style", "unit"), ("unit", unit), ("unitDisplay", "long")])
            .and_then(|format| call(&format, "format", &JsValue::from_f64(count as f64))?.as_string())
            .filter(|words| !words.is_empty())
            .unwrap_or_else(|| short_quantity(count, unit))
    }

    /// The plural category of a number.
    pub(in crate::text) fn category(locale: &str, count: usize) -> String {
        intl("PluralRules", locale, &[])
            .and_then(|rules| call(&rules, "select", &JsValue::from_f64(count as f64))?.as_string())
            .unwrap_or_else(|| one_or_other(count))
    }
}

/// A server has no `Intl`, and nobody to speak to.
#[cfg(not(target_arch = "wasm32"))]
fn category(_: &str, count: usize) -> String {
    one_or_other(count)
}
