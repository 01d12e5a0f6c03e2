//! What the browser's `Intl` knows of languages: names of days and zones, units, plural categories.

use super::{Messages, Plural};

/// A sentence about so many things.
pub(crate) fn count(messages: &Messages, sentence: &Plural, count: usize) -> String {
    sentence.of(&category(messages.locale, count)).replace("{count}", &count.to_string())
}

#[cfg(target_arch = "wasm32")]
pub(crate) use browser::format;
#[cfg(target_arch = "wasm32")]
pub(super) use browser::{category, parts, quantity};

#[cfg(target_arch = "wasm32")]
mod browser {
    use js_sys::{Array, Date, Function, Object, Reflect, global};
    use wasm_bindgen::{JsCast, JsValue};

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

    /// In the zone; in the reader's own where the browser does not know it, or none is given.
    fn date_format(locale: &str, zone: Option<&str>, options: &[(&str, &str)]) -> Option<JsValue> {
        zone.and_then(|zone| intl("DateTimeFormat", locale, &[options, &[("timeZone", zone)]].concat()))
            .or_else(|| intl("DateTimeFormat", locale, options))
    }

    fn date(moment: Timestamp) -> JsValue {
        Date::new(&JsValue::from_f64(moment.timestamp_millis() as f64)).into()
    }

    pub(crate) fn format(
        moment: Timestamp,
        locale: &str,
        zone: Option<&str>,
        options: &[(&str, &str)],
    ) -> String {
        date_format(locale, zone, options)
            .and_then(|format| call(&format, "format", &date(moment))?.as_string())
            .unwrap_or_default()
    }

    /// The same in pieces: what each is, and its words.
    pub(in crate::text) fn parts(
        moment: Timestamp,
        locale: &str,
        zone: Option<&str>,
        options: &[(&str, &str)],
    ) -> Vec<(String, String)> {
        let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
        date_format(locale, zone, options)
            .and_then(|format| call(&format, "formatToParts", &date(moment))?.dyn_into::<Array>().ok())
            .map(|parts| {
                let part = |part: JsValue| Some((text(&part, "type")?, text(&part, "value")?));
                parts.iter().filter_map(part).collect()
            })
            .unwrap_or_default()
    }

    /// So many of a unit: "2 hours".
    pub(in crate::text) fn quantity(locale: &str, count: u64, unit: &str) -> String {
        intl("NumberFormat", locale, &[("style", "unit"), ("unit", unit), ("unitDisplay", "long")])
            .and_then(|format| call(&format, "format", &JsValue::from_f64(count as f64))?.as_string())
            .unwrap_or_else(|| count.to_string())
    }

    /// The plural category of a number.
    pub(in crate::text) fn category(locale: &str, count: usize) -> String {
        intl("PluralRules", locale, &[])
            .and_then(|rules| call(&rules, "select", &JsValue::from_f64(count as f64))?.as_string())
            .unwrap_or_default()
    }
}

/// A server has no `Intl`, and nobody to speak to.
#[cfg(not(target_arch = "wasm32"))]
fn category(_: &str, count: usize) -> String {
    if count == 1 { "one" } else { "other" }.to_owned()
}
