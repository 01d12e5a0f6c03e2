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

use super::inflection::{camel, snake};
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

#[cfg(test)]
mod tests {
    use super::*;

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
