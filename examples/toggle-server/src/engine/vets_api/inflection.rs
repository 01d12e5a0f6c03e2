//! The spelling of names in vets-api: snake_case, and camelCase on request.

use std::convert::Infallible;

use axum::{Json, extract::FromRequestParts, http::request::Parts};
use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::Value;

/// The spelling that a request wants: camelCase if it has the header `X-Key-Inflection: camel`.
pub(super) struct Inflection {
    camel: bool,
}

impl<S: Send + Sync> FromRequestParts<S> for Inflection {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let camel = parts.headers.get("x-key-inflection").is_some_and(|value| value == "camel");
        Ok(Self { camel })
    }
}

impl Inflection {
    pub(super) const CAMEL: Self = Self { camel: true };

    /// The response with the document, whose fields are in snake_case.
    pub(super) fn respond<T: Serialize>(self, document: T) -> Json<Inflected<T>> {
        Json(if self.camel { Inflected::Camel(document) } else { Inflected::Snake(document) })
    }
}

/// A document whose keys have one spelling.
#[derive(Serialize)]
#[serde(untagged)]
pub(super) enum Inflected<T: Serialize> {
    Snake(T),
    Camel(#[serde(serialize_with = "with_camel_keys")] T),
}

fn with_camel_keys<T: Serialize, S: Serializer>(document: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let document = serde_json::to_value(document).map_err(S::Error::custom)?;
    camel_keys(document).serialize(serializer)
}

fn camel_keys(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            fields.into_iter().map(|(key, value)| (camel(&key), camel_keys(value))).collect()
        }
        Value::Array(items) => items.into_iter().map(camel_keys).collect(),
        scalar => scalar,
    }
}

/// `profile_hide_direct_deposit` as `profileHideDirectDeposit`; camelCase stays as it is.
pub(super) fn camel(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    let mut at_word = false;
    for c in name.chars() {
        if c == '_' {
            at_word = !camel.is_empty();
        } else if at_word {
            camel.extend(c.to_uppercase());
            at_word = false;
        } else {
            camel.push(c);
        }
    }
    camel
}

/// `profileHideDirectDeposit` as `profile_hide_direct_deposit`; snake_case stays as it is.
pub(super) fn snake(name: &str) -> String {
    let mut snake = String::with_capacity(name.len() + 8);
    let mut previous = '_';
    let mut chars = name.chars().peekable();
    while let Some(c) = chars.next() {
        // A capital starts a word after a small letter, and at the end of a run of capitals: URLList.
        let ends_run = previous.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase());
        let after_small = previous.is_lowercase() || previous.is_numeric();
        if c.is_uppercase() && (after_small || ends_run) {
            snake.push('_');
        }
        snake.extend(c.to_lowercase());
        previous = c;
    }
    snake
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn names_in_both_spellings() {
        for (camel_name, snake_name) in [
            ("profileHideDirectDeposit", "profile_hide_direct_deposit"),
            ("plain", "plain"),
            ("form21Date", "form21_date"),
            ("useURLList", "use_url_list"),
            ("überGroß", "über_groß"),
            ("", ""),
        ] {
            assert_eq!(snake(camel_name), snake_name);
            assert_eq!(camel(camel_name), camel_name);
            assert_eq!(snake(snake_name), snake_name);
        }
        assert_eq!(camel("profile_hide_direct_deposit"), "profileHideDirectDeposit");
        assert_eq!(camel("form_10_10cg"), "form1010cg");
        assert_eq!(camel("__odd__name_"), "oddName");
    }

    #[test]
    fn keys_are_inflected_at_every_depth_and_values_never() {
        let document = json!({"end_time": "a_b", "inner": [{"key_of_item": null}, ["c_d", {"one_more": 1}]]});
        let inflected = json!({"endTime": "a_b", "inner": [{"keyOfItem": null}, ["c_d", {"oneMore": 1}]]});
        let Json(camel) = Inflection::CAMEL.respond(&document);
        assert_eq!(serde_json::to_value(camel).unwrap(), inflected);
        let Json(snake) = Inflection { camel: false }.respond(&document);
        assert_eq!(serde_json::to_value(snake).unwrap(), document);
    }
}
