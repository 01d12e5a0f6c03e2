//! The endpoint itself: what toggle-server is for the live stories, toggles, windows and faults, in memory.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::time::Duration;

use serde_json::{Map, Value, json};
use yew_outage::model::Timestamp;

use super::fault::Fault;

/// What is asked.
pub(super) struct Request<'a> {
    pub(super) method: &'a str,
    /// Below the endpoint's address: `admin/toggles/hide_contact`.
    pub(super) path: &'a str,
    pub(super) if_none_match: Option<&'a str>,
    pub(super) body: &'a str,
    pub(super) now: Timestamp,
}

/// What is answered.
#[derive(Debug, PartialEq)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) etag: Option<String>,
    pub(super) body: String,
    pub(super) delay_ms: u32,
    /// It never arrives: for who asked, the network is gone.
    pub(super) is_lost: bool,
}

impl Answer {
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

/// Holds what was set until the page is left.
#[derive(Default)]
pub(super) struct Endpoint {
    toggles: BTreeMap<String, Value>,
    windows: BTreeMap<String, Window>,
    fault: Option<Fault>,
}

/// Why something was not done: a status, and one sentence.
type Refused = (u16, String);

impl Endpoint {
    pub(super) fn answer(&mut self, request: &Request) -> Answer {
        let path: Vec<_> = request.path.split('/').collect();
        let done = match (request.method, &path[..]) {
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
        match done {
            Ok(()) => Answer::new(204, String::new()),
            Err((status, sentence)) => Answer::new(status, json!({ "error": sentence }).to_string()),
        }
    }

    /// The document of the plain engine, or a 304 to who has it already; or what a fault makes of that.
    fn toggles(&self, known: Option<&str>) -> Answer {
        let body = self.document();
        let etag = tag(&body);
        let real = match known == Some(&*etag) {
            true => Answer::new(304, String::new()),
            false => Answer::new(200, body),
        };
        let real = Answer { etag: Some(etag), ..real };
        match &self.fault {
            Some(fault) => fault.spoil(real),
            None => real,
        }
    }

    fn document(&self) -> String {
        let window = |(id, window): (&String, &Window)| {
            let mut told = json!({
                "id": id,
                "services": window.services,
                "starts_at": window.starts_at.to_rfc3339(),
                "ends_at": window.ends_at.to_rfc3339(),
            });
            if let Some(message) = &window.message {
                told["message"] = message.clone();
            }
            told
        };
        let windows: Vec<_> = self.windows.iter().map(window).collect();
        json!({ "toggles": self.toggles, "windows": windows }).to_string()
    }

    fn set_toggle(&mut self, key: &str, body: &str) -> Result<(), Refused> {
        let body = object(body)?;
        let on = body.get("on").and_then(Value::as_bool).ok_or_else(|| wrong("A toggle is on or off."))?;
        let mut toggle = Map::from_iter([("on".to_owned(), on.into())]);
        // A notice's fields stand beside `on` in the document.
        toggle.extend(body.get("notice").and_then(Value::as_object).cloned().unwrap_or_default());
        self.toggles.insert(key.to_owned(), toggle.into());
        Ok(())
    }

    fn plan(&mut self, id: &str, request: &Request) -> Result<(), Refused> {
        let body = object(request.body)?;
        let moment = |name| {
            let millis = body.get(name).and_then(Value::as_u64);
            millis.map(|millis| request.now + Duration::from_millis(millis))
        };
        let (Some(services), Some(starts_at), Some(ends_at)) = (
            body.get("services").filter(|services| services.is_array()).cloned(),
            moment("starts_in_ms"),
            moment("ends_in_ms").filter(|ends_at| Some(*ends_at) > moment("starts_in_ms")),
        ) else {
            return Err(wrong("A window needs services, starts_in_ms, and an ends_in_ms after that."));
        };
        let message = body.get("message").cloned();
        self.windows.insert(id.to_owned(), Window { services, starts_at, ends_at, message });
        Ok(())
    }

    fn end(&mut self, id: &str, now: Timestamp) -> Result<(), Refused> {
        let window = self.windows.get_mut(id).ok_or_else(|| (404, format!("There is no window {id:?}.")))?;
        if window.starts_at >= now {
            return Err(wrong("The window has not begun, so it cannot end; move or remove it."));
        }
        window.ends_at = window.ends_at.min(now);
        Ok(())
    }

    fn set_fault(&mut self, body: &str) -> Result<(), Refused> {
        self.fault = Some(Fault::read(&object(body)?).map_err(|sentence| wrong(&sentence))?);
        Ok(())
    }
}

fn object(body: &str) -> Result<Map<String, Value>, Refused> {
    serde_json::from_str(body).map_err(|error| wrong(&format!("The body is no JSON object: {error}.")))
}

fn wrong(sentence: &str) -> Refused {
    (400, sentence.to_owned())
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

    fn ask(endpoint: &mut Endpoint, method: &str, path: &str, body: &str) -> Answer {
        ask_at(endpoint, NOW, method, path, body)
    }

    fn ask_at(endpoint: &mut Endpoint, now: &str, method: &str, path: &str, body: &str) -> Answer {
        let now = now.parse().expect("a moment");
        endpoint.answer(&Request { method, path, if_none_match: None, body, now })
    }

    #[test]
    fn a_toggle_that_was_set_is_told_with_its_notice() {
        let mut endpoint = Endpoint::default();
        assert_eq!(ask(&mut endpoint, "GET", "toggles", "").body, r#"{"toggles":{},"windows":[]}"#);
        let set = r#"{"on":true,"notice":{"message":"Back soon."}}"#;
        assert_eq!(ask(&mut endpoint, "PUT", "admin/toggles/a", set).status, 204);
        let told = ask(&mut endpoint, "GET", "toggles", "");
        assert_eq!(told.body, r#"{"toggles":{"a":{"message":"Back soon.","on":true}},"windows":[]}"#);
        let refused = ask(&mut endpoint, "PUT", "admin/toggles/a", r#"{"on":"yes"}"#);
        assert_eq!((refused.status, &*refused.body), (400, r#"{"error":"A toggle is on or off."}"#));
    }

    #[test]
    fn who_has_the_document_is_told_that_it_still_holds() {
        let mut endpoint = Endpoint::default();
        let etag = ask(&mut endpoint, "GET", "toggles", "").etag.expect("a tag");
        let mut again = |if_none_match| {
            let now = NOW.parse().expect("a moment");
            endpoint.answer(&Request { method: "GET", path: "toggles", if_none_match, body: "", now })
        };
        let same = again(Some(&*etag));
        assert_eq!((same.status, &*same.body, same.etag.as_deref()), (304, "", Some(&*etag)));
        assert_eq!(again(Some("\"other\"")).status, 200);
        ask(&mut endpoint, "PUT", "admin/toggles/a", r#"{"on":false}"#);
        let changed = ask(&mut endpoint, "GET", "toggles", "");
        assert_ne!(changed.etag.as_deref(), Some(&*etag));
    }

    #[test]
    fn a_window_is_planned_ended_once_it_has_begun_and_removed() {
        let mut endpoint = Endpoint::default();
        let plan = r#"{"services":["bank"],"starts_in_ms":10000,"ends_in_ms":30000,"message":"A new bank."}"#;
        assert_eq!(ask(&mut endpoint, "PUT", "admin/windows/w", plan).status, 204);
        let told = |endpoint: &mut Endpoint| -> Value {
            serde_json::from_str(&ask(endpoint, "GET", "toggles", "").body).expect("a document")
        };
        let window = &told(&mut endpoint)["windows"][0];
        assert_eq!(window["starts_at"], "2026-05-02T20:00:10+00:00");
        assert_eq!((&window["services"], &window["message"]), (&json!(["bank"]), &json!("A new bank.")));
        assert_eq!(ask(&mut endpoint, "POST", "admin/windows/w/end", "").status, 400);
        let ended = ask_at(&mut endpoint, "2026-05-02T20:00:15Z", "POST", "admin/windows/w/end", "");
        assert_eq!(ended.status, 204);
        assert_eq!(told(&mut endpoint)["windows"][0]["ends_at"], "2026-05-02T20:00:15+00:00");
        assert_eq!(ask(&mut endpoint, "DELETE", "admin/windows/w", "").status, 204);
        assert_eq!(told(&mut endpoint)["windows"], json!([]));
        assert_eq!(ask(&mut endpoint, "POST", "admin/windows/w/end", "").status, 404);
        let backwards = r#"{"services":["bank"],"starts_in_ms":2,"ends_in_ms":1}"#;
        assert_eq!(ask(&mut endpoint, "PUT", "admin/windows/w", backwards).status, 400);
    }

    #[test]
    fn a_fault_spoils_the_toggles_and_nothing_else_until_it_is_healed() {
        let mut endpoint = Endpoint::default();
        let mut under = |fault: &str| {
            assert_eq!(ask(&mut endpoint, "PUT", "admin/fault", fault).status, 204, "{fault}");
            assert_eq!(ask(&mut endpoint, "PUT", "admin/toggles/a", r#"{"on":true}"#).status, 204);
            ask(&mut endpoint, "GET", "toggles", "")
        };
        assert_eq!(under(r#"{"status":500}"#), Answer::new(500, String::new()));
        assert_eq!(under(r#"{"body":"<!DOCTYPE html>"}"#), Answer::new(200, "<!DOCTYPE html>".to_owned()));
        let slow = under(r#"{"delay_ms":5000}"#);
        assert_eq!((slow.status, slow.delay_ms, slow.etag.is_some()), (200, 5000, true));
        assert!(under(r#"{"body":"{}","reset_after":0}"#).is_lost);
        assert_eq!(ask(&mut endpoint, "PUT", "admin/fault", r#"{"drip_ms":1}"#).status, 400);
        assert_eq!(ask(&mut endpoint, "DELETE", "admin/fault", "").status, 204);
        let well = ask(&mut endpoint, "GET", "toggles", "");
        assert_eq!((well.status, well.is_lost), (200, false));
    }
}
