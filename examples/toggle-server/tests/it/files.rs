//! Tests serving a built front end at `/`.

use std::fs;

use serde_json::json;
use tempfile::TempDir;
use toggle_server::Config;

use crate::server::{FullResponse, Server};

async fn server() -> (Server, TempDir) {
    let dir = tempfile::tempdir().unwrap();
    fs::create_dir(dir.path().join("sub")).unwrap();
    for (name, text) in [
        ("index.html", "<h1>Home</h1>"),
        ("sub/index.html", "<h1>Sub</h1>"),
        ("app.wasm", "\0asm"),
        ("app.js", "1;"),
        ("toggles", "never served"),
    ] {
        fs::write(dir.path().join(name), text).unwrap();
    }
    let config = Config { dir: Some(dir.path().to_owned()), ..Config::default() };
    (Server::start_with(config).await, dir)
}

#[tokio::test]
async fn serves_files_with_the_right_type_and_without_caching() {
    let (server, _dir) = server().await;
    for (path, content_type, body) in [
        ("/", "text/html", "<h1>Home</h1>"),
        ("/index.html?v=1", "text/html", "<h1>Home</h1>"),
        ("/sub/", "text/html", "<h1>Sub</h1>"),
        ("/app.wasm", "application/wasm", "\0asm"),
        ("/app.js", "text/javascript", "1;"),
    ] {
        let response = server.get(path).await;
        assert_eq!(response.status, 200, "{path}");
        assert_eq!(response.header("content-type"), Some(content_type), "{path}");
        assert_eq!(response.header("cache-control"), Some("no-cache"), "{path}");
        assert_eq!(response.body, body);
    }
    let modified = server.get("/").await.header("last-modified").unwrap().to_owned();
    let again = FullResponse::of(server.request("GET", "/").header("if-modified-since", modified)).await;
    assert_eq!(again.status, 304);
    assert_eq!(again.header("cache-control"), Some("no-cache"));
}

#[tokio::test]
async fn endpoints_win_over_files() {
    let (server, _dir) = server().await;
    assert_eq!(server.get("/toggles").await.json(), json!({}));
    assert_eq!(server.get("/space/a/toggles").await.json(), json!({}));
    assert_eq!(server.get("/admin/toggles").await.json(), json!({}));
    assert_eq!(server.get("/admin/requests").await.json().as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn errors_have_a_message() {
    let (server, _dir) = server().await;
    for path in ["/nothing.html", "/admin/nothing", "/v0/nothing", "/space/a/nothing", "/%2e%2e/secret"] {
        server.get(path).await.assert_error(404);
    }
    server.put("/index.html", "{}").await.assert_error(404);
    let range = server.request("GET", "/app.js").header("range", "bytes=100-200");
    FullResponse::of(range).await.assert_error(416);
}
