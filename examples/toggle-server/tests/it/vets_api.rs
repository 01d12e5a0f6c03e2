//! vets-api's feature toggles.

use serde_json::{Value, json};

use crate::server::{Answer, Server};

fn document(features: &[(&str, bool)]) -> Value {
    let features: Vec<_> =
        features.iter().map(|(name, value)| json!({"name": name, "value": value})).collect();
    json!({"data": {"type": "feature_toggles", "features": features}})
}

async fn server() -> Server {
    let server = Server::start().await;
    server.set("/admin/toggles/profile_hide_direct_deposit", json!({"on": true})).await;
    server.set("/admin/toggles/hideContact", json!({"on": false})).await;
    server
}

#[tokio::test]
async fn tells_every_toggle_in_both_spellings() {
    assert_eq!(
        server().await.get("/v0/feature_toggles").await.json(),
        document(&[
            ("hideContact", false),
            ("hide_contact", false),
            ("profileHideDirectDeposit", true),
            ("profile_hide_direct_deposit", true),
        ])
    );
}

#[tokio::test]
async fn filters_by_either_spelling_in_the_order_and_the_words_asked() {
    let server = server().await;
    for (features, wanted) in [
        (
            "profile_hide_direct_deposit,hide_contact",
            document(&[("profile_hide_direct_deposit", true), ("hide_contact", false)]),
        ),
        (
            "hideContact,,profileHideDirectDeposit,hideContact",
            document(&[("hideContact", false), ("profileHideDirectDeposit", true)]),
        ),
        (
            "profile_hide_direct_deposit%2CprofileHideDirectDeposit",
            document(&[("profile_hide_direct_deposit", true), ("profileHideDirectDeposit", true)]),
        ),
    ] {
        let answer = server.get(&format!("/v0/feature_toggles?x=1&features={features}")).await;
        assert_eq!(answer.json(), wanted, "{features}");
    }
}

#[tokio::test]
async fn calls_an_unknown_feature_off() {
    assert_eq!(
        server().await.get("/v0/feature_toggles?features=no_such,noMore").await.json(),
        document(&[("no_such", false), ("noMore", false)])
    );
}

#[tokio::test]
async fn an_empty_filter_is_no_filter() {
    let server = server().await;
    let all = server.get("/v0/feature_toggles").await;
    assert_eq!(server.get("/v0/feature_toggles?features=").await.body, all.body);
}

#[tokio::test]
async fn has_an_etag_too() {
    let server = server().await;
    let tag = server.get("/v0/feature_toggles").await.header("etag").unwrap().to_owned();
    let again = server.request("GET", "/v0/feature_toggles").header("if-none-match", tag);
    assert_eq!(Answer::of(again).await.status, 304);
}
