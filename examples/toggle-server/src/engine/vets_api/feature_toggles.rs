//! `GET /v0/feature_toggles?features=a,b`. The response has the requested features under the requested names. Without
//! `features` it has all, each under its camelCase and its snake_case name.
//!
//! Modelled on <https://github.com/department-of-veterans-affairs/vets-api>,
//! `app/controllers/v0/feature_toggles_controller.rb`. This protocol has no notices.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{Json, Router, extract::RawQuery, routing::get};
use serde::Serialize;

use crate::space::{Space, Spaces};

pub(super) fn routes() -> Router<Arc<Spaces>> {
    Router::new().route("/v0/feature_toggles", get(feature_toggles))
}

#[derive(Serialize)]
struct Document {
    data: Data,
}

#[derive(Serialize)]
struct Data {
    #[serde(rename = "type")]
    kind: &'static str,
    features: Vec<Feature>,
}

#[derive(Serialize, Debug, PartialEq)]
struct Feature {
    name: String,
    value: bool,
}

async fn feature_toggles(space: Space, RawQuery(query): RawQuery) -> Json<Document> {
    let toggles = space.state().toggles.iter().map(|(key, toggle)| (key.clone(), toggle.on)).collect();
    let features = features(&toggles, &requested(&query.unwrap_or_default()));
    Json(Document { data: Data { kind: "feature_toggles", features } })
}

/// The names in `features=…`. Empty if it is absent or empty, which requests all.
fn requested(query: &str) -> Vec<String> {
    form_urlencoded::parse(query.as_bytes())
        .filter(|(param, _)| param == "features")
        .flat_map(|(_, names)| names.split(',').map(|name| name.trim().to_owned()).collect::<Vec<_>>())
        .filter(|name| !name.is_empty())
        .collect()
}

fn features(toggles: &BTreeMap<String, bool>, requested: &[String]) -> Vec<Feature> {
    // Both spellings of a name have the same camelCase form, so names are compared by that.
    let by_camel: BTreeMap<String, (&str, bool)> =
        toggles.iter().map(|(key, on)| (camel(key), (key.as_str(), *on))).collect();
    let mut added = BTreeSet::new();
    let mut features = Vec::new();
    let mut add = |name: &str, value: bool| {
        if added.insert(name.to_owned()) {
            features.push(Feature { name: name.to_owned(), value });
        }
    };
    if requested.is_empty() {
        for (camel, (key, on)) in &by_camel {
            add(camel, *on);
            add(&snake(key), *on);
        }
    }
    for name in requested {
        // In Flipper, and so in vets-api, an unknown feature is off.
        add(name, by_camel.get(&camel(name)).is_some_and(|(_, on)| *on));
    }
    features
}

/// `profile_hide_direct_deposit` as `profileHideDirectDeposit`; camelCase stays as it is.
fn camel(name: &str) -> String {
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
fn snake(name: &str) -> String {
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
    fn the_query_is_a_list_and_may_be_repeated() {
        assert_eq!(requested("features=a,b%2Cc&x=1&features=d+"), ["a", "b", "c", "d"]);
        assert!(requested("features=,").is_empty());
        assert!(requested("").is_empty());
    }

    #[test]
    fn a_name_is_listed_once() {
        let toggles = BTreeMap::from([("plain".to_owned(), true)]);
        let expected = vec![Feature { name: "plain".to_owned(), value: true }];
        assert_eq!(features(&toggles, &[]), expected);
        assert_eq!(features(&toggles, &["plain".to_owned(), "plain".to_owned()]), expected);
    }
}
