//! The side of `toggle-server` on which toggles are set.

use gloo_net::http::Request;
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

/// Sets a toggle, or gives back why that failed, in words.
pub(super) async fn set(server: &str, key: &str, setting: Setting) -> Result<(), String> {
    let asked = Request::put(&format!("{server}admin/toggles/{key}"))
        .header("Content-Type", "application/json")
        .body(setting.body())
        .map_err(|error| error.to_string())?;
    let answer = asked.send().await.map_err(|error| error.to_string())?;
    if answer.ok() { Ok(()) } else { Err(format!("the server answered with status {}", answer.status())) }
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
}
