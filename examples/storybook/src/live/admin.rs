//! Requests to the admin API of an endpoint: sets toggles, maintenance windows and faults.

use gloo_net::http::{Request, Response};
use serde_json::{Map, Value};

/// The new state of a toggle.
pub(super) struct Setting {
    pub(super) on: bool,
    pub(super) message: Option<String>,
    /// An RFC 3339 timestamp.
    pub(super) ends_at: Option<String>,
}

impl Setting {
    fn body(self) -> String {
        let fields = [("message", self.message), ("ends_at", self.ends_at)];
        let notice: Map<String, Value> =
            fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?.into()))).collect();
        let mut body = Map::from_iter([("on".to_owned(), Value::Bool(self.on))]);
        if !notice.is_empty() {
            body.insert("notice".to_owned(), notice.into());
        }
        Value::from(body).to_string()
    }
}

/// A maintenance window. Its times are milliseconds from now, by the server's clock.
pub(super) struct Window {
    pub(super) service: &'static str,
    pub(super) starts_in_ms: u32,
    pub(super) ends_in_ms: u32,
    pub(super) message: Option<String>,
}

impl Window {
    fn body(self) -> String {
        let mut body = Map::from_iter([
            ("services".to_owned(), Value::from(vec![self.service])),
            ("starts_in_ms".to_owned(), self.starts_in_ms.into()),
            ("ends_in_ms".to_owned(), self.ends_in_ms.into()),
        ]);
        if let Some(message) = self.message {
            body.insert("message".to_owned(), message.into());
        }
        Value::from(body).to_string()
    }
}

/// Sets a toggle. The error is a sentence.
pub(super) async fn set(server: &str, key: &str, setting: Setting) -> Result<(), String> {
    put(&format!("{server}admin/toggles/{key}"), setting.body()).await
}

/// Adds a window, or replaces the one with this id.
pub(super) async fn plan(server: &str, id: &str, window: Window) -> Result<(), String> {
    put(&format!("{server}admin/windows/{id}"), window.body()).await
}

/// Ends a window that has begun.
pub(super) async fn end(server: &str, id: &str) -> Result<(), String> {
    check(Request::post(&format!("{server}admin/windows/{id}/end")).send().await).await
}

/// Removes a window.
pub(super) async fn remove(server: &str, id: &str) -> Result<(), String> {
    check(Request::delete(&format!("{server}admin/windows/{id}")).send().await).await
}

/// Sets a fault, as toggle-server's README describes it.
pub(super) async fn set_fault(server: &str, fault: &str) -> Result<(), String> {
    put(&format!("{server}admin/fault"), fault.to_owned()).await
}

/// Removes the fault.
pub(super) async fn remove_fault(server: &str) -> Result<(), String> {
    check(Request::delete(&format!("{server}admin/fault")).send().await).await
}

async fn put(url: &str, body: String) -> Result<(), String> {
    let request = Request::put(url)
        .header("Content-Type", "application/json")
        .body(body)
        .map_err(|error| error.to_string())?;
    check(request.send().await).await
}

/// Turns a failure into a sentence: the server's own if it sent one.
async fn check(response: Result<Response, gloo_net::Error>) -> Result<(), String> {
    let response = response.map_err(|error| error.to_string())?;
    if response.ok() {
        return Ok(());
    }
    let body: Option<Value> = response.text().await.ok().and_then(|text| serde_json::from_str(&text).ok());
    let reason = body.and_then(|body| Some(body.get("error")?.as_str()?.to_owned()));
    Err(reason.unwrap_or_else(|| format!("the server answered with status {}", response.status())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_sent_only_if_it_is_not_empty() {
        let without_notice = Setting { on: true, message: None, ends_at: None };
        assert_eq!(without_notice.body(), r#"{"on":true}"#);
        let with_message = Setting { on: true, message: Some("Back soon.".to_owned()), ends_at: None };
        assert_eq!(with_message.body(), r#"{"notice":{"message":"Back soon."},"on":true}"#);
    }

    #[test]
    fn the_times_of_a_window_are_relative_to_now() {
        let window =
            Window { service: "direct_deposit", starts_in_ms: 10_000, ends_in_ms: 30_000, message: None };
        assert_eq!(
            window.body(),
            r#"{"ends_in_ms":30000,"services":["direct_deposit"],"starts_in_ms":10000}"#
        );
    }
}
