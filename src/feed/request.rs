use std::rc::Rc;

/// What an engine asks with, beside the feed's URL and headers.
///
/// ```
/// use yew_outage::feed::Request;
///
/// let post = Request::post(r#"{"context": {}}"#).header("X-App", "profile");
/// let get = Request::get().query("environment", "a b");
/// assert_eq!(get.query_string(), "environment=a%20b");
/// # let _ = post;
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
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

    /// Adds a header. One that the author of the feed gives wins over it.
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds a pair to the query.
    pub fn query(mut self, name: &str, value: &str) -> Self {
        if !self.query.is_empty() {
            self.query.push('&');
        }
        encode(name, &mut self.query);
        self.query.push('=');
        encode(value, &mut self.query);
        self
    }

    /// The query as it is added to the URL.
    pub fn query_string(&self) -> &str {
        &self.query
    }
}

/// Who asks, for systems whose answers depend on it: names and values, in the order given.
pub(crate) type Context = [(Rc<str>, Rc<str>)];

/// Percent-encodes whatever is not unreserved.
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

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_encoded() {
        let request = Request::get().query("a b", "ü&=").query("properties[plan]", "x-1.~_");
        assert_eq!(request.query_string(), "a%20b=%C3%BC%26%3D&properties%5Bplan%5D=x-1.~_");
    }
}
