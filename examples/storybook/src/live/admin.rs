//! The side of an endpoint on which toggles are set, windows planned, and faults asked for.

use gloo_net::http::{Request, Response};
use serde_json::{Map, Value};

/// What to tell the server of one toggle.
pub(super) struct Setting {
    pub(super) on: bool,
    pub(super) message: Option<String>,
    /// With an offset, as RFC 3339 has it.
    pub(super) ends_at: Option<String>,
}

impl Setting {
    fn body(self) -> String {
        let said = [("message", self.message), ("ends_at", self.ends_at)];
        let notice: Map<String, Value> =
            said.into_iter().filter_map(|(name, said)| Some((name.to_owned(), said?.into()))).collect();
        let mut body = Map::from_iter([("on".to_owned(), Value::Bool(self.on))]);
        if !notice.is_empty() {
            body.insert("notice".to_owned(), notice.into());
        }
        Value::from(body).to_string()
    }
}

/// What to tell the server of one maintenance window. Its times are told as the server's own clock has
/// them, in milliseconds from now.
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

/// Sets a toggle, or gives back why that failed, in words.
pub(super) async fn set(server: &str, key: &str, setting: Setting) -> Result<(), String> {
    put(&format!("{server}admin/toggles/{key}"), setting.body()).await
}

/// Plans a window, or moves the one of this id.
pub(super) async fn plan(server: &str, id: &str, window: Window) -> Result<(), String> {
    put(&format!("{server}admin/windows/{id}"), window.body()).await
}

/// Ends a window that has begun.
pub(super) async fn end(server: &str, id: &str) -> Result<(), String> {
    said(Request::post(&format!("{server}admin/windows/{id}/end")).send().await).await
}

/// Removes a window, as if it had never been planned.
pub(super) async fn remove(server: &str, id: &str) -> Result<(), String> {
    said(Request::delete(&format!("{server}admin/windows/{id}")).send().await).await
}

/// Has the endpoint misbehave from now on, in the way that toggle-server's README says.
pub(super) async fn spoil(server: &str, fault: &str) -> Result<(), String> {
    put(&format!("{server}admin/fault"), fault.to_owned()).await
}

/// Has it behave again.
pub(super) async fn heal(server: &str) -> Result<(), String> {
    said(Request::delete(&format!("{server}admin/fault")).send().await).await
}

async fn put(url: &str, body: String) -> Result<(), String> {
    let asked = Request::put(url)
        .header("Content-Type", "application/json")
        .body(body)
        .map_err(|error| error.to_string())?;
    said(asked.send().await).await
}

/// What the server made of it: its own sentence, where it has one.
async fn said(answer: Result<Response, gloo_net::Error>) -> Result<(), String> {
    let answer = answer.map_err(|error| error.to_string())?;
    if answer.ok() {
        return Ok(());
    }
    let body: Option<Value> = answer.text().await.ok().and_then(|text| serde_json::from_str(&text).ok());
    let reason = body.and_then(|body| Some(body.get("error")?.as_str()?.to_owned()));
    Err(reason.unwrap_or_else(|| format!("the server answered with status {}", answer.status())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_is_sent_only_if_it_says_something() {
        let silent = Setting { on: true, message: None, ends_at: None };
        assert_eq!(silent.body(), r#"{"on":true}"#);
        let told = Setting { on: true, message: Some("Back soon.".to_owned()), ends_at: None };
        assert_eq!(told.body(), r#"{"notice":{"message":"Back soon."},"on":true}"#);
    }

    #[test]
    fn a_window_tells_its_times_from_now() {
        let window =
            Window { service: "direct_deposit", starts_in_ms: 10_000, ends_in_ms: 30_000, message: None };
        assert_eq!(
            window.body(),
            r#"{"ends_in_ms":30000,"services":["direct_deposit"],"starts_in_ms":10000}"#
        );
    }
}
