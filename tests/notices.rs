//! Every engine whose toggles carry notices reads the same fields of them.
#![cfg(not(target_arch = "wasm32"))]

use yew_outage::feed::{Decoded, Engine, Ofrep, PlainJson, Unleash};
use yew_outage::model::Toggle;

fn warnings(decoded: &Decoded) -> Vec<String> {
    decoded.warnings.iter().map(ToString::to_string).collect()
}

#[test]
fn a_notice_says_since_when_its_toggle_is_in_its_state() {
    let fields =
        r#"{"on": true, "starts_at": "2026-05-02T09:30:00-04:00", "ends_at": "2026-05-02T20:00:00-04:00"}"#;
    let flag =
        |notice: &str| format!(r#"{{"flags": [{{"key": "k", "value": true, "metadata": {notice}}}]}}"#);
    let variant = |notice: &str| {
        let payload = serde_json::json!({ "type": "json", "value": notice });
        format!(
            r#"{{"toggles": [{{"name": "k", "enabled": true, "variant": {{"enabled": true, "payload": {payload}}}}}]}}"#
        )
    };
    for (engine, document, place) in [
        (
            &PlainJson as &dyn Engine,
            &(|notice: &str| format!(r#"{{"k": {notice}}}"#)) as &dyn Fn(&str) -> String,
            "k.",
        ),
        (&Ofrep, &flag, "flags[0].metadata."),
        (&Unleash, &variant, ""),
    ] {
        let read = |notice: &str| engine.decode(document(notice).as_bytes()).unwrap();
        let notice = |decoded: &Decoded| decoded.report.toggle("k").and_then(Toggle::notice).cloned();
        let decoded = read(fields);
        let got = notice(&decoded).unwrap();
        assert_eq!(
            (got.starts_at, got.ends_at),
            ("2026-05-02T13:30:00Z".parse().ok(), "2026-05-03T00:00:00Z".parse().ok())
        );
        assert_eq!(warnings(&decoded), [""; 0]);
        // Since when is all that it says.
        let alone = read(&fields.replace("ends_at", "owner"));
        assert!(notice(&alone).is_some_and(|notice| notice.starts_at.is_some() && notice.ends_at.is_none()));

        let bad = read(&fields.replace("2026-05-02T09:30:00-04:00", "this morning"));
        let got = notice(&bad).unwrap();
        assert_eq!((got.starts_at, got.ends_at.is_some()), (None, true), "the end counts");
        assert_eq!(
            warnings(&bad),
            [format!(
                "{}: {place}starts_at: expected a time such as 2026-05-02T20:00:00-04:00",
                engine.name()
            )]
        );
    }
}
