//! Open to pages of every origin.

use serde_json::json;

use crate::server::{Answer, Server};

/// The items of a list header, in lower case: header names know no case.
fn items(answer: &Answer, name: &str) -> Vec<String> {
    let list = answer.header(name).unwrap_or_else(|| panic!("no {name}: {answer:?}"));
    list.split(',').map(|item| item.trim().to_lowercase()).collect()
}

#[tokio::test]
async fn lets_any_origin_read_answers_and_errors() {
    let server = Server::start().await;
    server.set("/space/faulty/admin/fault", json!({"status": 500})).await;
    for path in [
        "/toggles",
        "/windows",
        "/v0/maintenance_windows",
        "/maintenance_windows?limit=none",
        "/api/v2/summary.json",
        "/admin/toggles",
        "/admin/windows/none",
        "/space/a/toggles",
        "/space/faulty/toggles",
        "/nothing",
    ] {
        let answer = Answer::of(server.request("GET", path).header("origin", "http://elsewhere.test")).await;
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
        assert_eq!(items(&answer, "access-control-expose-headers"), ["etag", "date", "retry-after"]);
    }
}

#[tokio::test]
async fn answers_preflights() {
    let server = Server::start().await;
    for path in ["/toggles", "/admin/toggles/key", "/admin/windows/id/end", "/space/a/v0/maintenance_windows"]
    {
        let preflight = server
            .request("OPTIONS", path)
            .header("origin", "http://elsewhere.test")
            .header("access-control-request-method", "PUT")
            .header("access-control-request-headers", "if-none-match");
        let answer = Answer::of(preflight).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("access-control-allow-origin"), Some("*"));
        assert_eq!(items(&answer, "access-control-allow-methods"), ["get", "put", "post", "delete"]);
        assert_eq!(
            items(&answer, "access-control-allow-headers"),
            ["if-none-match", "content-type", "authorization", "x-key-inflection"]
        );
        assert_eq!(answer.header("access-control-max-age"), Some("3600"));
    }
    assert_eq!(server.get("/admin/requests").await.json(), json!([]), "a preflight asks no engine");
}
