//! Tests OFREP's evaluations.

use serde_json::{Value, json};

use crate::server::{FullResponse, Server};

const ALL: &str = "/ofrep/v1/evaluate/flags";

async fn flags(server: &Server) -> Value {
    server.post_with(ALL, "{}").await.json()["flags"].take()
}

#[tokio::test]
async fn evaluates_all_flags() {
    let server = Server::start().await;
    server.set("/admin/toggles/a", json!({"on": false})).await;
    let notice = json!({"message": "Soon.", "ends_at": "2026-05-02T20:00:00-04:00"});
    server.set("/admin/toggles/b", json!({"on": true, "notice": notice})).await;

    let response = server.post_with(ALL, r#"{"context": {"targetingKey": "user", "plan": 1}}"#).await;
    assert_eq!(response.status, 200);
    assert_eq!(response.header("content-type"), Some("application/json"));
    let url = format!("http://{}/ofrep/v1/events", server.address);
    assert_eq!(
        response.json(),
        json!({
            "flags": [
                {"key": "a", "value": false, "reason": "STATIC", "variant": "off", "metadata": {}},
                {"key": "b", "value": true, "reason": "STATIC", "variant": "on", "metadata": notice},
            ],
            "metadata": {},
            "eventStreams": [{"type": "sse", "url": url, "inactivityDelaySec": 120}],
        })
    );
}

#[tokio::test]
async fn answers_304_while_nothing_changes() {
    let server = Server::start().await;
    let tag = server.post_with(ALL, "{}").await.header("etag").unwrap().to_owned();
    let path = format!("{ALL}?flagConfigEtag=%22x%22&flagConfigLastModified=1771622898");
    let again = async || {
        FullResponse::of(server.request("POST", &path).header("if-none-match", &tag).body("{}")).await
    };
    let same = again().await;
    assert_eq!((same.status.as_u16(), same.body.as_str()), (304, ""));
    assert_eq!(same.header("etag"), Some(&*tag));
    server.set("/admin/toggles/a", json!({"on": true})).await;
    assert_eq!(again().await.status, 200);

    let log = server.get("/admin/requests").await.json();
    assert_eq!(log[1]["method"], "POST");
    assert_eq!(log[1]["path"], ALL);
    assert_eq!(log[1]["query"], "flagConfigEtag=%22x%22&flagConfigLastModified=1771622898");
    assert_eq!(log[1]["if_none_match"], tag);
}

#[tokio::test]
async fn evaluates_one_flag() {
    let server = Server::start().await;
    server.set("/admin/toggles/a%2Fb", json!({"on": true})).await;
    let response = server.post_with(&format!("{ALL}/a%2Fb"), "{}").await;
    assert_eq!(response.status, 200);
    assert_eq!(
        response.json(),
        json!({"key": "a/b", "value": true, "reason": "STATIC", "variant": "on", "metadata": {}})
    );
    let missing = server.post_with(&format!("{ALL}/none"), "{}").await;
    assert_eq!(missing.status, 404);
    assert_eq!(
        missing.json(),
        json!({"key": "none", "errorCode": "FLAG_NOT_FOUND", "errorDetails": "There is no flag \"none\"."})
    );
    server.post_with(&format!("{ALL}/%ff"), "{}").await.assert_error(400);
    server.post_with(&format!("{ALL}/"), "{}").await.assert_error(404);
}

#[tokio::test]
async fn refuses_a_bad_request() {
    let server = Server::start().await;
    server.set("/admin/toggles/a", json!({"on": true})).await;
    let deep = format!("{{\"context\":{{\"a\":{}", "[".repeat(100_000));
    for (body, code) in [
        ("", "PARSE_ERROR"),
        ("{", "PARSE_ERROR"),
        ("null", "PARSE_ERROR"),
        ("[]", "PARSE_ERROR"),
        ("\"context\"", "PARSE_ERROR"),
        ("{}{}", "PARSE_ERROR"),
        (&*deep, "PARSE_ERROR"),
        (r#"{"context": null}"#, "INVALID_CONTEXT"),
        (r#"{"context": []}"#, "INVALID_CONTEXT"),
        (r#"{"context": "user"}"#, "INVALID_CONTEXT"),
    ] {
        let all = server.post_with(ALL, body).await;
        let one = server.post_with(&format!("{ALL}/a"), body).await;
        for (response, key) in [(all, Value::Null), (one, json!("a"))] {
            assert_eq!(response.status, 400, "{body:.80}");
            let json = response.json();
            assert_eq!((&json["errorCode"], &json["key"]), (&json!(code), &key), "{body:.80}");
            assert!(json["errorDetails"].as_str().unwrap().ends_with('.'), "{json}");
        }
    }
    let too_large = server.post_with(ALL, " ".repeat(3 << 20)).await;
    assert_eq!((too_large.status.as_u16(), &too_large.json()["errorCode"]), (413, &json!("GENERAL")));
    server.get(ALL).await.assert_error(405);
    for body in ["{}", r#"{"context": {}}"#, r#"{"context": {}, "other": 1}"#] {
        assert_eq!(server.post_with(ALL, body).await.status, 200, "{body}");
    }
}

#[tokio::test]
async fn serves_the_fields_set_by_admin_unchecked() {
    let server = Server::start().await;
    server.set("/admin/toggles/a", json!({"on": true})).await;
    let real = server.post_with(ALL, "{}").await.json();
    let raw = json!([
        {"key": "error", "errorCode": "GENERAL", "errorDetails": "Broken."},
        {"key": "gone", "errorCode": "FLAG_NOT_FOUND"},
        {"key": "default", "reason": "DISABLED"},
        {"key": "text", "value": "blue"},
        7,
    ]);
    let fields = json!({"flags": raw});
    let stored = server.put("/admin/ofrep", fields.to_string()).await;
    assert_eq!((stored.status.as_u16(), stored.json()), (200, fields));
    let response = server.post_with(ALL, "{}").await.json();
    assert_eq!((&response["flags"], &response["eventStreams"]), (&raw, &real["eventStreams"]));
    for (key, status) in [("error", 400), ("gone", 404), ("default", 200), ("text", 200), ("a", 404)] {
        assert_eq!(server.post_with(&format!("{ALL}/{key}"), "{}").await.status, status, "{key}");
    }

    let streams = json!([{"type": "sse", "endpoint": {"requestUri": "/a?b"}}, {"type": "push"}]);
    server.set("/admin/ofrep", json!({"eventStreams": streams, "extra": [1]})).await;
    let response = server.post_with(ALL, "{}").await.json();
    assert_eq!(
        response,
        json!({"flags": real["flags"], "metadata": {}, "eventStreams": streams, "extra": [1]})
    );
    server.set("/admin/ofrep", json!({"eventStreams": null, "metadata": null})).await;
    let response = server.post_with(ALL, "{}").await.json();
    assert_eq!(response, json!({"flags": real["flags"]}), "null leaves a field out");

    for remove in ["PUT", "DELETE"] {
        server.set("/admin/ofrep", json!({"flags": []})).await;
        assert_eq!(flags(&server).await, json!([]));
        let request = server.request(remove, "/admin/ofrep").body("null");
        assert!(FullResponse::of(request).await.status.is_success());
        assert_eq!(server.post_with(ALL, "{}").await.json(), real);
    }
    for body in ["", "[]", "true"] {
        server.put("/admin/ofrep", body).await.assert_error(400);
    }
}
