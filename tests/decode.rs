//! Every engine decodes complete documents, and names engine, place and problem in the errors of bad ones.
#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

use proptest::prelude::*;
use yew_outage::feed::{
    ComponentStatus, Decoded, Engine, Ofrep, PagerDuty, PlainJson, Request, Statuspage, Unleash, VetsApi,
    VetsApiStatuses, VetsApiWindows,
};
use yew_outage::model::Toggle;

fn on(decoded: &Decoded) -> Vec<&str> {
    decoded.report.toggles().filter(|(_, toggle)| toggle.is_on()).map(|(key, _)| key).collect()
}

fn off(decoded: &Decoded) -> Vec<&str> {
    decoded.report.toggles().filter(|(_, toggle)| !toggle.is_on()).map(|(key, _)| key).collect()
}

fn error(engine: &dyn Engine, body: &[u8]) -> String {
    engine.decode(body).expect_err("the document is not a report").to_string()
}

fn warnings(decoded: &Decoded) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn plain_decodes_booleans_and_notices() {
    let body = br#"{
        "profile_hide_direct_deposit": true,
        "hide_contact": {"on": false, "ends_at": "2026-05-02T20:00:00-04:00", "message": "New bank \u2013 soon."},
        "hide_payments": {"on": true, "unknown": [1, {"x": null}]},
        "hide_nothing": {"on": true, "message": null, "ends_at": null}
    }"#;
    let decoded = PlainJson.decode(body).unwrap();
    assert_eq!(on(&decoded), ["hide_nothing", "hide_payments", "profile_hide_direct_deposit"]);
    assert_eq!(off(&decoded), ["hide_contact"]);
    let notice = decoded.report.toggle("hide_contact").and_then(Toggle::notice).unwrap();
    assert_eq!(notice.message.as_deref(), Some("New bank – soon."));
    assert_eq!(notice.ends_at, "2026-05-03T00:00:00Z".parse().ok());
    assert_eq!(decoded.report.toggle("hide_nothing").unwrap().notice(), None);
    assert_eq!(decoded.skipped, 0);
}

#[test]
fn plain_decodes_toggles_under_the_key_toggles_and_a_toggle_with_that_key() {
    let decoded =
        PlainJson.decode(br#"{"version": 3, "toggles": {"a": true, "b": false}, "windows": []}"#).unwrap();
    assert_eq!((on(&decoded), off(&decoded)), (vec!["a"], vec!["b"]));
    let decoded = PlainJson.decode(br#"{"toggles": true, "a": false}"#).unwrap();
    assert_eq!((on(&decoded), off(&decoded)), (vec!["toggles"], vec!["a"]));
    assert_eq!(PlainJson.decode(b"{}").unwrap(), Decoded::default());
}

#[test]
fn plain_skips_unreadable_entries_with_a_warning() {
    let body = br#"{
        "text": "true", "number": 1, "none": null, "list": [], "empty": {},
        "wrong_on": {"on": "yes"},
        "bad_time": {"on": true, "ends_at": "soon", "message": "Words."},
        "local_time": {"on": true, "ends_at": "2026-05-02T20:00:00"},
        "bad_message": {"on": true, "message": 7},
        "good": true
    }"#;
    let decoded = PlainJson.decode(body).unwrap();
    assert_eq!(on(&decoded), ["bad_message", "bad_time", "good", "local_time"]);
    assert!(off(&decoded).is_empty());
    let notice = decoded.report.toggle("bad_time").and_then(Toggle::notice).unwrap();
    assert_eq!((notice.message.as_deref(), notice.ends_at), (Some("Words."), None));
    let expected = "expected a time such as 2026-05-02T20:00:00-04:00";
    assert_eq!(
        warnings(&decoded),
        [
            "plain: text: expected true, false, or an object with `on`, found a string".to_owned(),
            "plain: number: expected true, false, or an object with `on`, found a number".to_owned(),
            "plain: none: expected true, false, or an object with `on`, found null".to_owned(),
            "plain: list: expected true, false, or an object with `on`, found an array".to_owned(),
            "plain: empty.on: expected a value, found nothing".to_owned(),
            "plain: wrong_on.on: expected true or false, found a string".to_owned(),
            format!("plain: bad_time.ends_at: {expected}"),
            format!("plain: local_time.ends_at: {expected}, found one without a UTC offset"),
            "plain: bad_message.message: expected a string, found a number".to_owned(),
        ]
    );
    assert_eq!(decoded.skipped, 9);
}

#[test]
fn vets_api_decodes_either_spelling() {
    let body = br#"{"data": {"type": "feature_toggles", "features": [
        {"name": "profileHideDirectDeposit", "value": true},
        {"name": "profile_hide_direct_deposit", "value": true},
        {"name": "form1010EzEnabled", "value": false, "description": "ignored"}
    ]}, "meta": {}}"#;
    let decoded = VetsApi.decode(body).unwrap();
    assert_eq!(on(&decoded), ["profile_hide_direct_deposit"]);
    for key in ["form_10_10_ez_enabled", "form1010EzEnabled", "form1010_ez_enabled"] {
        assert_eq!(decoded.report.toggle(key), Some(&Toggle::off()), "{key}");
    }
    assert_eq!(decoded.report.toggle("profileHideContact"), None);
}

#[test]
fn vets_api_skips_unreadable_entries_with_a_warning() {
    let body = br#"{"data": {"features": [
        {"name": "good", "value": true},
        {"name": "text", "value": "true"},
        {"value": true}, {"name": 7, "value": true}, {"name": "no_value"}, null, "words"
    ]}}"#;
    let decoded = VetsApi.decode(body).unwrap();
    assert_eq!((on(&decoded), off(&decoded)), (vec!["good"], vec![]));
    assert_eq!(
        warnings(&decoded),
        [
            "vets-api: data.features[1].value: expected true or false, found a string",
            "vets-api: data.features[2].name: expected a value, found nothing",
            "vets-api: data.features[3].name: expected a string, found a number",
            "vets-api: data.features[4].value: expected a value, found nothing",
            "vets-api: data.features[5]: expected an object, found null",
            "vets-api: data.features[6]: expected an object, found a string",
        ]
    );
}

#[test]
fn ofrep_decodes_flags_notices_and_streams() {
    let body = br#"{"flags": [
        {"key": "hide_bank", "value": true, "reason": "STATIC", "variant": "on",
            "metadata": {"message": "New bank.", "ends_at": "2026-05-02T20:00:00-04:00", "owner": "bank"}},
        {"key": "hide_mail", "value": false, "reason": "DEFAULT"},
        {"key": "code_default", "reason": "DEFAULT"},
        {"key": "colour", "value": "red"}, {"key": "limit", "value": 7}, {"key": "theme", "value": {"dark": true}}
    ], "metadata": {"version": "v12"}, "eventStreams": [
        {"type": "sse", "url": "https://sse.example/stream?token=secret"},
        {"type": "sse", "endpoint": {"origin": "https://sse.example/", "requestUri": "/stream?channel=a"}, "inactivityDelaySec": 60},
        {"type": "sse", "endpoint": {"requestUri": "/stream"}, "inactivityDelaySec": 0},
        {"type": "websocket", "url": "wss://ws.example"}
    ]}"#;
    let decoded = Ofrep.decode(body).unwrap();
    assert_eq!((on(&decoded), off(&decoded)), (vec!["hide_bank"], vec!["hide_mail"]));
    let notice = decoded.report.toggle("hide_bank").and_then(Toggle::notice).unwrap();
    assert_eq!(
        (notice.message.as_deref(), notice.ends_at),
        (Some("New bank."), "2026-05-03T00:00:00Z".parse().ok())
    );
    let streams: Vec<_> =
        decoded.streams.iter().map(|stream| (&*stream.url, stream.inactivity.as_secs())).collect();
    assert_eq!(
        streams,
        [
            ("https://sse.example/stream?token=secret", 120),
            ("https://sse.example/stream?channel=a", 60),
            ("/stream", 0),
        ]
    );
    assert_eq!(decoded.skipped, 0);
    assert!(!format!("{decoded:?}").contains("secret"));
}

#[test]
fn ofrep_skips_flags_that_were_not_evaluated_with_a_warning() {
    let body = br#"{"flags": [
        {"key": "good", "value": true},
        {"key": "broken", "errorCode": "PARSE_ERROR", "errorDetails": "bad rule"},
        {"value": true}, null,
        {"key": "bad_notice", "value": true, "metadata": {"ends_at": "soon", "message": ["x"]}},
        {"key": "bad_metadata", "value": true, "metadata": 7}
    ], "eventStreams": [{"url": "/no-type"}, {"type": "sse"}]}"#;
    let decoded = Ofrep.decode(body).unwrap();
    assert_eq!(on(&decoded), ["bad_metadata", "bad_notice", "good"]);
    assert_eq!(decoded.report.unreadable().toggles().collect::<Vec<_>>(), ["broken"]);
    assert_eq!(
        warnings(&decoded),
        [
            "ofrep: flags[1].errorCode: expected a value, found the error PARSE_ERROR",
            "ofrep: flags[2].key: expected a value, found nothing",
            "ofrep: flags[3]: expected an object, found null",
            "ofrep: flags[4].metadata.message: expected a string, found an array",
            "ofrep: flags[4].metadata.ends_at: expected a time such as 2026-05-02T20:00:00-04:00",
            "ofrep: flags[5].metadata: expected an object, found a number",
            "ofrep: eventStreams[0].type: expected a value, found nothing",
            "ofrep: eventStreams[1].endpoint: expected a value, found nothing",
        ]
    );
    assert_eq!(
        error(&Ofrep, br#"{"errorCode": "GENERAL"}"#),
        "ofrep: flags: expected a value, found nothing"
    );
}

#[test]
fn ofrep_sends_the_context_in_the_body_and_unleash_in_the_query() {
    let context = [
        ("targetingKey".into(), "a \"b\"".into()),
        ("userId".into(), "u&1".into()),
        ("plan".into(), "x".into()),
    ];
    assert_eq!(
        Ofrep.request(&context),
        Request::post(r#"{"context":{"targetingKey":"a \"b\"","userId":"u&1","plan":"x"}}"#)
    );
    assert_eq!(
        Unleash.request(&context).query_string(),
        "properties%5BtargetingKey%5D=a%20%22b%22&userId=u%261&properties%5Bplan%5D=x"
    );
}

#[test]
fn unleash_decodes_toggles_and_the_notices_of_their_variants() {
    let body = br#"{"toggles": [
        {"name": "hide_bank", "enabled": true, "impressionData": false, "variant": {"name": "notice", "enabled": true, "feature_enabled": true,
            "payload": {"type": "json", "value": "{\"message\": \"New bank.\", \"ends_at\": \"2026-05-02T20:00:00-04:00\"}"}}},
        {"name": "hide_mail", "enabled": true, "variant": {"name": "words", "enabled": true, "payload": {"type": "string", "value": "Soon."}}},
        {"name": "hide_all", "enabled": true, "variant": {"name": "disabled", "enabled": false}},
        {"name": "hide_more", "enabled": true, "variant": {"name": "n", "enabled": true, "payload": {"type": "csv", "value": "a,b"}}},
        {"name": "hide_less", "enabled": false}
    ]}"#;
    let decoded = Unleash.decode(body).unwrap();
    assert_eq!(on(&decoded), ["hide_all", "hide_bank", "hide_mail", "hide_more"]);
    assert_eq!(off(&decoded), ["hide_less"]);
    let message = |key: &str| decoded.report.toggle(key)?.notice()?.message.as_deref();
    assert_eq!(
        [message("hide_bank"), message("hide_mail"), message("hide_all")],
        [Some("New bank."), Some("Soon."), None]
    );
    assert_eq!(decoded.skipped, 0);
}

#[test]
fn unleash_decodes_a_toggle_whose_payload_cannot_be_read() {
    let body = br#"{"toggles": [
        {"name": "a", "enabled": true, "variant": {"enabled": true, "payload": {"type": "json", "value": "not json"}}},
        {"name": "b", "enabled": true, "variant": {"enabled": true, "payload": {"type": "json", "value": "{\"ends_at\": 7}"}}},
        {"name": "c", "enabled": "yes"}, {"enabled": true}
    ]}"#;
    let decoded = Unleash.decode(body).unwrap();
    assert_eq!(on(&decoded), ["a", "b"]);
    assert_eq!(
        warnings(&decoded),
        [
            "unleash: toggles[0].variant.payload.value: expected JSON in the payload; expected JSON",
            "unleash: ends_at: expected a string, found a number",
            "unleash: toggles[2].enabled: expected true or false, found a string",
            "unleash: toggles[3].name: expected a value, found nothing",
        ]
    );
    assert_eq!(error(&Unleash, b"{}"), "unleash: toggles: expected a value, found nothing");
}

#[test]
fn a_document_of_the_wrong_shape_is_an_error() {
    for (body, problem) in [
        (r#"[]"#, "the document: expected an object, found an array"),
        (r#"null"#, "the document: expected an object, found null"),
        (r#"{}"#, "data: expected a value, found nothing"),
        (r#"{"data": null}"#, "data: expected a value, found nothing"),
        (r#"{"data": []}"#, "data: expected an object, found an array"),
        (r#"{"data": {"features": {}}}"#, "data.features: expected an array, found an object"),
        (r#"{"errors": [{"title": "Internal server error"}]}"#, "data: expected a value, found nothing"),
    ] {
        assert_eq!(error(&VetsApi, body.as_bytes()), format!("vets-api: {problem}"), "{body}");
    }
    for (body, kind) in [
        ("[]", "an array"),
        ("null", "null"),
        ("true", "true or false"),
        ("\"on\"", "a string"),
        ("7", "a number"),
    ] {
        let expected = format!("plain: the document: expected an object, found {kind}");
        assert_eq!(error(&PlainJson, body.as_bytes()), expected);
    }
}

#[test]
fn a_body_that_is_not_json_is_an_error_of_every_engine() {
    let deep = "[".repeat(100_000);
    for engine in [&PlainJson as &dyn Engine, &VetsApi] {
        for (body, problem) in [
            (&b""[..], "the body: expected JSON, found nothing"),
            (b" \r\n\t ", "the body: expected JSON, found nothing"),
            (b"\xEF\xBB\xBF", "the body: expected JSON, found nothing"),
            (b"<!DOCTYPE html><p>Sign in", "the body: expected JSON, found what looks like HTML or XML"),
            (b"OK", "line 1, column 1: expected JSON"),
            (b"{\"data\": {\n\"features\": [", "line 2, column 14: expected more: the JSON ends too early"),
            (b"{\"a\": true} x", "line 1, column 13: expected JSON"),
            (b"{\"a\": \xFF}", "line 1, column 7: expected JSON"),
            (deep.as_bytes(), "line 1, column 128: expected JSON"),
        ] {
            let name = engine.name();
            assert_eq!(error(engine, body), format!("{name}: {problem}"));
        }
    }
}

#[test]
fn a_byte_order_mark_is_ignored() {
    assert_eq!(on(&PlainJson.decode(b"\xEF\xBB\xBF{\"a\": true}").unwrap()), ["a"]);
}

#[test]
fn a_message_of_a_hundred_kilobytes_is_truncated_between_characters() {
    let message = "ü".repeat(50_000);
    let body = serde_json::json!({ "a": { "on": true, "message": message } }).to_string();
    let decoded = PlainJson.decode(body.as_bytes()).unwrap();
    let message = decoded
        .report
        .toggle("a")
        .and_then(Toggle::notice)
        .and_then(|notice| notice.message.clone())
        .unwrap();
    assert_eq!((message.chars().count(), message.ends_with("ü…")), (2_001, true));
}

#[test]
fn five_thousand_toggles_are_decoded() {
    let keys: BTreeMap<String, bool> = (0..5_000).map(|n| (format!("unknown_{n}"), n % 2 == 0)).collect();
    let decoded = PlainJson.decode(serde_json::to_string(&keys).unwrap().as_bytes()).unwrap();
    assert_eq!(decoded.report.toggles().count(), 5_000);
}

#[test]
fn warnings_are_bounded_and_counted() {
    let bad = (0..5_000).map(|n| (format!("bad_{n}"), serde_json::Value::from("true")));
    let keys: BTreeMap<String, serde_json::Value> = bad.chain([("good".to_owned(), true.into())]).collect();
    let decoded = PlainJson.decode(serde_json::to_string(&keys).unwrap().as_bytes()).unwrap();
    assert_eq!((decoded.skipped, decoded.warnings.len()), (5_000, Decoded::WARNINGS));
}

fn every_engine() -> [&'static dyn Engine; 8] {
    const STATUSPAGE: Statuspage = Statuspage::down_from(ComponentStatus::PartialOutage);
    [&PlainJson, &VetsApi, &VetsApiWindows, &VetsApiStatuses, &PagerDuty, &STATUSPAGE, &Ofrep, &Unleash]
}

proptest! {
    /// A document that is written from toggles decodes to those toggles.
    #[test]
    fn what_is_written_is_decoded(toggles: BTreeMap<String, bool>) {
        prop_assume!(!toggles.contains_key("toggles"));
        let decoded = PlainJson.decode(serde_json::to_string(&toggles).unwrap().as_bytes()).unwrap();
        prop_assert_eq!(decoded.skipped, 0);
        prop_assert_eq!(decoded.report.toggles().count(), toggles.len());
        for (key, on) in &toggles {
            prop_assert_eq!(decoded.report.toggle(key), Some(&Toggle::from(*on)));
        }
    }

    /// No bytes make an engine panic, and neither does a good document that is cut or garbled anywhere.
    #[test]
    fn any_bytes_are_a_report_or_an_error(bytes: Vec<u8>, cut in 0..650usize, garble: u8) {
        let good = br#"{"toggles": [{"name": "a", "enabled": true}], "windows": [], "outages": [{"services": ["h"], "impact": "degraded"}], "data": {"features": [{"name": "b", "value": false}], "attributes": {"statuses": [{"service_id": "i", "status": "critical"}]}}, "flags": [{"key": "c", "value": true, "metadata": {"ends_at": "2026-05-02T20:00:00-04:00"}}], "components": [{"id": "d", "name": "e", "status": "major_outage"}], "maintenance_windows": [{"id": "f", "start_time": "2026-05-02T20:00:00Z", "services": [{"id": "g"}]}], "more": true, "offset": 25}"#;
        let mut garbled = good.to_vec();
        if let Some(byte) = garbled.get_mut(cut) {
            *byte = garble;
        }
        for body in [&bytes[..], &good[..cut.min(good.len())], &garbled] {
            for engine in every_engine() {
                if let Err(error) = engine.decode(body) {
                    prop_assert!(!error.place.is_empty() && !error.problem.is_empty());
                }
            }
        }
    }
}
