//! What goes with the HTTP requests of a feed: what its engine adds, and whether cookies are sent.

use std::fmt;
use std::rc::Rc;

/// What an engine adds to a request: method, body, headers and query. The feed has its own URL and headers.
///
/// [`Engine::request`](super::Engine::request) gives one. Most engines need only the default, a GET.
///
/// ```
/// use yew_outage::feed::Request;
///
/// let post = Request::post(r#"{"context": {}}"#).header("X-App", "profile");
/// let get = Request::get().query("environment", "a b");
/// assert_eq!(get.query_string(), "environment=a%20b");
/// # let _ = post;
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Request {
    pub(crate) body: Option<String>,
    pub(crate) headers: Vec<(&'static str, String)>,
    query: String,
}

impl Request {
    /// A GET.
    pub fn get() -> Self {
        Self::default()
    }

    /// A POST of a JSON document.
    pub fn post(body: impl Into<String>) -> Self {
        Self { body: Some(body.into()), ..Self::default() }
    }

    /// Adds a header. A header of the same name on the [`Feed`](super::Feed) wins over it.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds a name and a value to the query. Both are percent-encoded.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        encode(name, &mut self.query);
        self.query.push('=');
        encode(value, &mut self.query);
        self
    }

    /// The query, encoded and without its `?`.
    pub fn query_string(&self) -> &str {
        &self.query
    }
}

/// Leaves out what may be a secret or name a person: the body, the query, and the values of headers.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &if self.body.is_some() { "POST" } else { "GET" })
            .field("headers", &self.headers.iter().map(|(name, _)| name).collect::<Vec<_>>())
            .finish_non_exhaustive()
    }
}

/// The evaluation context, for systems whose response depends on who asks: names and values, in the order
/// given.
pub(crate) type Context = [(Rc<str>, Rc<str>)];

/// Percent-encodes every byte that is not unreserved.
///
/// Source: [RFC 3986, section 2.3](https://www.rfc-editor.org/rfc/rfc3986#section-2.3).
fn encode(text: &str, into: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            into.push(char::from(byte));
        } else {
            into.push('%');
            into.push(char::from(HEX[usize::from(byte >> 4)]));
            into.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// Whether the browser sends cookies and other credentials with a request.
///
/// The values are those of `fetch`. Set one with [`Feed::credentials`](super::Feed::credentials).
///
/// ```
/// use yew_outage::feed::{Credentials, Feed};
///
/// let feed = Feed::plain("https://api.example.gov/toggles").credentials(Credentials::Include);
/// # let _ = feed;
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Never.
    Omit,
    /// To the page's own origin.
    #[default]
    SameOrigin,
    /// To any origin; the server must allow it.
    Include,
}

/// A URL without its query, fragment, user and password, which may be secrets.
pub(crate) fn redacted_url(url: &str) -> String {
    let shown = &url[..url.find(['?', '#']).unwrap_or(url.len())];
    let Some((scheme, rest)) = shown.split_once("//") else { return shown.to_owned() };
    let host = rest.find('/').unwrap_or(rest.len());
    match rest[..host].rfind('@') {
        Some(credentials) => [scheme, "//", &rest[credentials + 1..]].concat(),
        None => shown.to_owned(),
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_percent_encoded() {
        let request = Request::get().query("a b", "ü&=").query("properties[plan]", "x-1.~_");
        assert_eq!(request.query_string(), "a%20b=%C3%BC%26%3D&properties%5Bplan%5D=x-1.~_");
    }

    #[test]
    fn a_url_loses_query_fragment_and_credentials() {
        for (given, shown) in [
            ("/toggles?token=secret", "/toggles"),
            ("/toggles", "/toggles"),
            ("https://a.example/x/y?secret#secret", "https://a.example/x/y"),
            ("https://me:secret@a.example/x@y", "https://a.example/x@y"),
            ("https://secret@a.example?x", "https://a.example"),
            ("//me:secret@a.example/", "//a.example/"),
            ("https://a.example/#secret", "https://a.example/"),
            ("", ""),
        ] {
            assert_eq!(redacted_url(given), shown);
        }
    }

    #[test]
    fn debug_shows_no_secret() {
        let post = Request::post("secret").header("Authorization", "secret").query("token", "secret");
        assert_eq!(format!("{post:?}"), r#"Request { method: "POST", headers: ["Authorization"], .. }"#);
    }
}
