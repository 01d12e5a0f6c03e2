//! Tests OFREP's event stream, and the control of it by `/admin/streams`.

use std::time::{SystemTime, UNIX_EPOCH};

use reqwest::Response;
use serde_json::{Value, json};

use crate::server::{FullResponse, Server};

/// An open stream, read event by event.
struct Stream {
    response: Response,
    text: String,
}

impl Stream {
    async fn open(server: &Server) -> Self {
        Self::of(server.request("GET", "/ofrep/v1/events").send().await.unwrap())
    }

    async fn since(server: &Server, id: &str) -> Self {
        let request = server.request("GET", "/ofrep/v1/events").header("last-event-id", id);
        Self::of(request.send().await.unwrap())
    }

    fn of(response: Response) -> Self {
        assert_eq!(response.status(), 200);
        Self { response, text: String::new() }
    }

    /// The lines of the next event, or nothing at a clean end.
    async fn next(&mut self) -> Result<Option<String>, reqwest::Error> {
        loop {
            if let Some((event, rest)) = self.text.split_once("\n\n") {
                let event = event.to_owned();
                self.text = rest.to_owned();
                return Ok(Some(event));
            }
            match self.response.chunk().await? {
                Some(chunk) => self.text.push_str(std::str::from_utf8(&chunk).unwrap()),
                None => return Ok(None),
            }
        }
    }

    /// The id and the data of the next event.
    async fn event(&mut self) -> (String, Value) {
        let event = self.next().await.unwrap().unwrap();
        let (id, data) = event.split_once('\n').unwrap();
        let data = serde_json::from_str(data.strip_prefix("data: ").unwrap()).unwrap();
        (id.strip_prefix("id: ").unwrap().to_owned(), data)
    }
}

async fn counts(server: &Server) -> Value {
    server.get("/admin/streams").await.json()
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

#[tokio::test]
async fn sends_an_event_for_every_change() {
    let server = Server::start().await;
    let before = seconds();
    let mut stream = Stream::open(&server).await;
    for (header, value) in [
        ("content-type", "text/event-stream"),
        ("cache-control", "no-store"),
        ("access-control-allow-origin", "*"),
    ] {
        assert_eq!(stream.response.headers()[header], value);
    }
    let check = async |id: &str, stream: &mut Stream| {
        let (event_id, data) = stream.event().await;
        assert_eq!(event_id, id);
        assert_eq!(data["type"], "refetchEvaluation");
        let current = server.post_with("/ofrep/v1/evaluate/flags", "{}").await;
        assert_eq!(data["etag"].as_str(), current.header("etag"), "the tag of the current document");
        assert!((before..=seconds()).contains(&data["lastModified"].as_u64().unwrap()), "{data}");
        assert_eq!(data.as_object().unwrap().len(), 3);
    };
    server.set("/admin/toggles/a", json!({"on": true})).await;
    check("1", &mut stream).await;
    server.set("/admin/toggles/a", json!({"on": false})).await;
    check("2", &mut stream).await;
    server.put("/admin/toggles/a", "nonsense").await.assert_error(400);
    server.delete("/admin/toggles/none").await;
    server.set("/admin/windows/w", json!({"services": ["evss"], "starts_in_ms": 0})).await;
    server.delete("/admin/toggles/a").await;
    check("3", &mut stream).await;
    server.set("/admin/ofrep", json!({"flags": []})).await;
    check("4", &mut stream).await;
}

#[tokio::test]
async fn sends_a_missed_event_at_once() {
    let server = Server::start().await;
    server.set("/admin/toggles/a", json!({"on": true})).await;
    server.set("/admin/toggles/a", json!({"on": false})).await;
    for id in ["1", "7", "other", ""] {
        assert_eq!(Stream::since(&server, id).await.event().await.0, "2", "{id}");
    }
    let mut new = Stream::open(&server).await;
    let mut up_to_date = Stream::since(&server, "2").await;
    server.set("/admin/toggles/a", json!({"on": true})).await;
    assert_eq!(new.event().await.0, "3");
    assert_eq!(up_to_date.event().await.0, "3");
}

#[tokio::test]
async fn counts_streams_but_does_not_log_them() {
    let server = Server::start().await;
    let fault = json!({"status": 503, "times": 1});
    server.set("/admin/fault", fault).await;
    let streams = [Stream::open(&server).await, Stream::open(&server).await];
    assert_eq!(counts(&server).await, json!({"open": 2, "opened": 2}));
    drop(streams);
    while counts(&server).await["open"] != 0 {}
    assert_eq!(counts(&server).await, json!({"open": 0, "opened": 2}));
    assert_eq!(server.get("/admin/requests").await.json(), json!([]));
    assert_eq!(server.get("/toggles").await.status, 503, "the stream did not use up the fault");
}

#[tokio::test]
async fn sends_any_event_on_request() {
    let server = Server::start().await;
    let mut streams = [Stream::open(&server).await, Stream::open(&server).await];
    for (event, lines) in [
        (json!({"data": "{\"type\":\"other\"}"}), "data: {\"type\":\"other\"}"),
        (json!({"data": ""}), "data: "),
        (json!({"data": "{[\n\u{1F389}"}), "data: {[\ndata: \u{1F389}"),
    ] {
        let sent = server.post_with("/admin/streams", event.to_string()).await;
        assert_eq!((sent.status.as_u16(), sent.json()), (200, json!({"open": 2, "opened": 2})));
        for stream in &mut streams {
            assert_eq!(stream.next().await.unwrap().unwrap(), lines);
        }
    }
    server.post_with("/admin/streams", json!({"data": "x", "times": 100_000}).to_string()).await;
    server.set("/admin/toggles/a", json!({"on": true})).await;
    for stream in &mut streams {
        let mut flood = String::new();
        while !flood.contains("id: 1\n") {
            flood.push_str(std::str::from_utf8(&stream.response.chunk().await.unwrap().unwrap()).unwrap());
        }
        assert_eq!(flood.matches("data: x\n\n").count(), 100_000);
    }
    for body in ["{}", "{\"data\":1}", "{\"data\":\"\",\"times\":0}", "{\"data\":\"\",\"times\":100001}"] {
        server.post_with("/admin/streams", body).await.assert_error(400);
    }
}

#[tokio::test]
async fn breaks_streams_and_refuses_new_ones() {
    let server = Server::start().await;
    let mut stream = Stream::open(&server).await;
    assert_eq!(server.delete("/admin/streams").await.status, 204);
    assert_eq!(counts(&server).await, json!({"open": 0, "opened": 1}));
    assert!(stream.next().await.is_err(), "no clean end");

    let refusal = json!({"status": 503});
    let stored = server.put("/admin/streams", refusal.to_string()).await;
    assert_eq!((stored.status.as_u16(), stored.json()), (200, refusal));
    let refused = server.get("/ofrep/v1/events").await;
    assert_eq!((refused.status.as_u16(), refused.body.as_str()), (503, ""));
    assert_eq!(refused.header("access-control-allow-origin"), Some("*"));
    for status in [json!(100), json!(600), json!("503")] {
        server.put("/admin/streams", json!({"status": status}).to_string()).await.assert_error(400);
    }
    assert_eq!(server.get("/ofrep/v1/events").await.status, 503);

    server.set("/admin/streams", json!({"status": null})).await;
    let mut stream = Stream::open(&server).await;
    server.set("/admin/toggles/a", json!({"on": true})).await;
    assert_eq!(stream.event().await.0, "1");
    assert_eq!(counts(&server).await, json!({"open": 1, "opened": 2}));
}

#[tokio::test]
async fn an_unread_stream_blocks_no_other() {
    let server = Server::start().await;
    let unread = Stream::open(&server).await;
    let flood = json!({"data": "x".repeat(1000), "times": 100_000}).to_string();
    server.post_with("/admin/streams", flood).await;
    let mut other = Stream::open(&server).await;
    server.set("/admin/toggles/a", json!({"on": true})).await;
    assert_eq!(other.event().await.0, "1");
    drop(unread);
    while counts(&server).await["open"] != 1 {}
    let gone = FullResponse::of(server.request("HEAD", "/ofrep/v1/events")).await;
    assert_eq!((gone.status.as_u16(), counts(&server).await["open"].as_u64()), (200, Some(1)));
}
