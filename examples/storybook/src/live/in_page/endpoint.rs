//! The endpoint inside the page: holds toggles, windows and a fault in memory, with the part of toggle-server's API that
//! the live stories need.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use serde_json::{Map, Value, json};
use yew_outage::model::Timestamp;

use super::fault::Fault;

/// A request to the endpoint.
pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    /// Relative to the endpoint: `admin/toggles/hide_contact`.
    pub(super) path: &'a str,
    pub(super) if_none_match: Option<&'a str>,
    pub(super) body: &'a str,
    pub(super) now: Timestamp,
}

/// The endpoint's response.
#[derive(Debug, PartialEq)]
pub(super) struct EndpointResponse {
    pub(super) status: u16,
    pub(super) etag: Option<String>,
    pub(super) body: String,
    pub(super) delay_ms: u32,
    /// The response never arrives, as if the network were down.
    pub(super) is_lost: bool,
}

impl EndpointResponse {
    pub(super) fn new(status: u16, body: String) -> Self {
        Self { status, etag: None, body, delay_ms: 0, is_lost: false }
    }
}

struct Window {
    services: Value,
    starts_at: Timestamp,
    ends_at: Timestamp,
    message: Option<Value>,
}

/// Its state lasts until the page is left.
#[derive(Default)]
pub(super) struct Endpoint {
    toggles: BTreeMap<String, Value>,
    windows: BTreeMap<String, Window>,
    fault: Option<Fault>,
}

/// The status and the message of an error response.
type Refusal = (u16, String);

impl Endpoint {
    pub(super) fn respond(&mut self, request: &Request) -> EndpointResponse {
        let path: Vec<_> = request.path.split('/').collect();
        let result = match (request.method, &path[..]) {
            ("GET", ["toggles"]) => return self.toggles(request.if_none_match),
            ("PUT", ["admin", "toggles", key]) => self.set_toggle(key, request.body),
            ("PUT", ["admin", "windows", id]) => self.plan(id, request),
            ("POST", ["admin", "windows", id, "end"]) => self.end(id, request.now),
            ("DELETE", ["admin", "windows", id]) => {
                self.windows.remove(*id);
                Ok(())
            }
            ("PUT", ["admin", "fault"]) => self.set_fault(request.body),
            ("DELETE", ["admin", "fault"]) => {
                self.fault = None;
                Ok(())
            }
            _ => Err((404, "There is nothing at this address.".to_owned())),
        };
        match result {
            Ok(()) => EndpointResponse::new(204, String::new()),
            Err((status, sentence)) => {
                EndpointResponse::new(status, json!({ "error": sentence }).to_string())
            }
        }
    }

    /// The document of the plain engine, or a 304 if the client has it already, with the fault applied.
    fn toggles(&self, if_none_match: Option<&str>) -> EndpointResponse {
        let body = self.document();
        let etag = tag(&body);
        let real = match if_none_match == Some(&*etag) {
            true => EndpointResponse::new(304, String::new()),
            false => EndpointResponse::new(200, body),
        };
        let real = EndpointResponse { etag: Some(etag), ..real };
        match &self.fault {
            Some(fault) => fault.apply(real),
            None => real,
        }
    }

    fn document(&self) -> String {
        let window = |(id, window): (&String, &Window)| {
            let mut entry = json!({
                "id": id,
                "services": window.services,
                "starts_at": window.starts_at.to_rfc3339(),
                "ends_at": window.ends_at.to_rfc3339(),
            });
            if let Some(message) = &window.message {
                entry["message"] = message.clone();
            }
            entry
        };
        let windows: Vec<_> = self.windows.iter().map(window).collect();
        json!({ "toggles": self.toggles, "windows": windows }).to_string()
    }

    fn set_toggle(&mut self, key: &str, body: &str) -> Result<(), Refusal> {
        let body = object(body)?;
        let on =
            body.get("on").and_then(Value::as_bool).ok_or_else(|| bad_request("A toggle is on or off."))?;
        let mut toggle = Map::from_iter([("on".to_owned(), on.into())]);
        // In the document a notice's fields are beside `on`.
        toggle.extend(body.get("notice").and_then(Value::as_object).cloned().unwrap_or_default());
        self.toggles.insert(key.to_owned(), toggle.into());
        Ok(())
    }

    fn plan(&mut self, id: &str, request: &Request) -> Result<(), Refusal> {
        let body = object(request.body)?;
        let time = |name| {
            let millis = body.get(name).and_then(Value::as_u64);
            millis.map(|millis| request.now + Duration::from_millis(millis))
        };
        let (Some(services), Some(starts_at), Some(ends_at)) = (
            body.get("services").filter(|services| services.is_array()).cloned(),
            time("starts_in_ms"),
            time("ends_in_ms").filter(|ends_at| Some(*ends_at) > time("starts_in_ms")),
        ) else {
            return Err(bad_request("A window needs services, starts_in_ms, and an ends_in_ms after that."));
        };
        let message = body.get("message").cloned();
        self.windows.insert(id.to_owned(), Window { services, starts_at, ends_at, message });
        Ok(())
    }

    fn end(&mut self, id: &str, now: Timestamp) -> Result<(), Refusal> {
        let window = self.windows.get_mut(id).ok_or_else(|| (404, format!("There is no window {id:?}.")))?;
        if window.starts_at >= now {
            return Err(bad_request("The window has not begun, so it cannot end; move or remove it."));
        }
        window.ends_at = window.ends_at.min(now);
        Ok(())
    }

    fn set_fault(&mut self, body: &str) -> Result<(), Refusal> {
        self.fault = Some(Fault::parse(&object(body)?).map_err(|reason| bad_request(&reason))?);
        Ok(())
    }
}

fn object(body: &str) -> Result<Map<String, Value>, Refusal> {
    serde_json::from_str(body).map_err(|error| bad_request(&format!("The body is no JSON object: {error}.")))
}

fn bad_request(reason: &str) -> Refusal {
    (400, reason.to_owned())
}

fn tag(body: &str) -> String {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    format!("\"{:016x}\"", hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: &str = "2026-05-02T20:00:00Z";

    fn send(endpoint: &mut Endpoint, method: &str, path: &str, body: &str) -> EndpointResponse {
        send_at(endpoint, NOW, method, path, body)
    }

    fn send_at(endpoint: &mut Endpoint, now: &str, method: &str, path: &str, body: &str) -> EndpointResponse {
        let now = now.parse().expect("a timestamp");
        endpoint.respond(&Request { method, path, if_none_match: None, body, now })
    }

    #[test]
    fn a_toggle_is_served_with_its_notice() {
        let mut endpoint = Endpoint::default();
        assert_eq!(send(&mut endpoint, "GET", "toggles", "").body, r#"{"toggles":{},"windows":[]}"#);
        let set = r#"{"on":true,"notice":{"message":"Back soon."}}"#;
        assert_eq!(send(&mut endpoint, "PUT", "admin/toggles/a", set).status, 204);
        let served = send(&mut endpoint, "GET", "toggles", "");
        assert_eq!(served.body, r#"{"toggles":{"a":{"message":"Back soon.","on":true}},"windows":[]}"#);
        let refused = send(&mut endpoint, "PUT", "admin/toggles/a", r#"{"on":"yes"}"#);
        assert_eq!((refused.status, &*refused.body), (400, r#"{"error":"A toggle is on or off."}"#));
    }

    #[test]
    fn an_unchanged_document_is_answered_with_304() {
        let mut endpoint = Endpoint::default();
        let etag = send(&mut endpoint, "GET", "toggles", "").etag.expect("a tag");
        let mut again = |if_none_match| {
            let now = NOW.parse().expect("a timestamp");
            endpoint.respond(&Request { method: "GET", path: "toggles", if_none_match, body: "", now })
        };
        let same = again(Some(&*etag));
        assert_eq!((same.status, &*same.body, same.etag.as_deref()), (304, "", Some(&*etag)));
        assert_eq!(again(Some("\"other\"")).status, 200);
        send(&mut endpoint, "PUT", "admin/toggles/a", r#"{"on":false}"#);
        let changed = send(&mut endpoint, "GET", "toggles", "");
        assert_ne!(changed.etag.as_deref(), Some(&*etag));
    }

    #[test]
    fn a_window_is_planned_ended_once_it_has_begun_and_removed() {
        let mut endpoint = Endpoint::default();
        let plan = r#"{"services":["bank"],"starts_in_ms":10000,"ends_in_ms":30000,"message":"A new bank."}"#;
        assert_eq!(send(&mut endpoint, "PUT", "admin/windows/w", plan).status, 204);
        let document = |endpoint: &mut Endpoint| -> Value {
            serde_json::from_str(&send(endpoint, "GET", "toggles", "").body).expect("a document")
        };
        let window = &document(&mut endpoint)["windows"][0];
        assert_eq!(window["starts_at"], "2026-05-02T20:00:10+00:00");
        assert_eq!((&window["services"], &window["message"]), (&json!(["bank"]), &json!("A new bank.")));
        assert_eq!(send(&mut endpoint, "POST", "admin/windows/w/end", "").status, 400);
        let ended = send_at(&mut endpoint, "2026-05-02T20:00:15Z", "POST", "admin/windows/w/end", "");
        assert_eq!(ended.status, 204);
        assert_eq!(document(&mut endpoint)["windows"][0]["ends_at"], "2026-05-02T20:00:15+00:00");
        assert_eq!(send(&mut endpoint, "DELETE", "admin/windows/w", "").status, 204);
        assert_eq!(document(&mut endpoint)["windows"], json!([]));
        assert_eq!(send(&mut endpoint, "POST", "admin/windows/w/end", "").status, 404);
        let backwards = r#"{"services":["bank"],"starts_in_ms":2,"ends_in_ms":1}"#;
        assert_eq!(send(&mut endpoint, "PUT", "admin/windows/w", backwards).status, 400);
    }

    #[test]
    fn a_fault_applies_to_the_toggles_alone_until_it_is_removed() {
        let mut endpoint = Endpoint::default();
        let mut with_fault = |fault: &str| {
            assert_eq!(send(&mut endpoint, "PUT", "admin/fault", fault).status, 204, "{fault}");
            assert_eq!(send(&mut endpoint, "PUT", "admin/toggles/a", r#"{"on":true}"#).status, 204);
            send(&mut endpoint, "GET", "toggles", "")
        };
        assert_eq!(with_fault(r#"{"status":500}"#), EndpointResponse::new(500, String::new()));
        assert_eq!(
            with_fault(r#"{"body":"<!DOCTYPE html>"}"#),
            EndpointResponse::new(200, "<!DOCTYPE html>".to_owned())
        );
        let slow = with_fault(r#"{"delay_ms":5000}"#);
        assert_eq!((slow.status, slow.delay_ms, slow.etag.is_some()), (200, 5000, true));
        assert!(with_fault(r#"{"body":"{}","reset_after":0}"#).is_lost);
        assert_eq!(send(&mut endpoint, "PUT", "admin/fault", r#"{"drip_ms":1}"#).status, 400);
        assert_eq!(send(&mut endpoint, "DELETE", "admin/fault", "").status, 204);
        let healthy = send(&mut endpoint, "GET", "toggles", "");
        assert_eq!((healthy.status, healthy.is_lost), (200, false));
    }
}
