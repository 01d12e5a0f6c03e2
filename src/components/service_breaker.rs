//! How a page finds out by itself that a service is out, and that it is back.

use std::rc::Rc;

use crate::breaker::BreakerSettings;
use crate::feed::Feed;

/// The circuit breaker of one service: its key, and how it is tested.
///
/// A key alone is enough. Then the section itself is tried again: see [`use_service`](super::use_service).
///
/// ```
/// use yew_outage::components::ServiceBreaker;
///
/// let by_itself = ServiceBreaker::from("direct_deposit");
/// let probed = ServiceBreaker::new("direct_deposit")
///     .with_probe("/v0/direct_deposit/health")
///     .with_proof(|body| body.contains(r#""status":"ok""#));
/// # let _ = (by_itself, probed);
/// ```
#[derive(Clone, Debug)]
pub struct ServiceBreaker {
    pub(super) key: Rc<str>,
    pub(super) settings: BreakerSettings,
    /// Only its URL and its requests are used; nobody decodes what it gives.
    pub(super) probe: Option<Feed>,
    pub(super) proof: fn(&str) -> bool,
}

impl ServiceBreaker {
    /// The breaker of the service with this key, as rules name it.
    pub fn new(key: impl Into<Rc<str>>) -> Self {
        Self { key: key.into(), settings: BreakerSettings::default(), probe: None, proof: is_no_page }
    }

    /// Sets when it opens. Default: after three failures within a minute.
    pub fn with_settings(mut self, settings: BreakerSettings) -> Self {
        self.settings = settings;
        self
    }

    /// Tests the service with a GET to this URL, which has to have no effect there. Default: none; the section is
    /// tried again.
    pub fn with_probe(mut self, url: impl Into<Rc<str>>) -> Self {
        self.probe = Some(Feed::plain(url));
        self
    }

    /// Sets which body of a good response proves that the service works. Default: any but an HTML page. A probe may
    /// be redirected to a login page, whose status is 200.
    pub fn with_proof(mut self, proof: fn(&str) -> bool) -> Self {
        self.proof = proof;
        self
    }
}

fn is_no_page(body: &str) -> bool {
    !body.trim_start().starts_with('<')
}

impl PartialEq for ServiceBreaker {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
            && self.settings == other.settings
            && self.probe == other.probe
            && std::ptr::fn_addr_eq(self.proof, other.proof)
    }
}

impl From<&'static str> for ServiceBreaker {
    fn from(key: &'static str) -> Self {
        Self::new(key)
    }
}

impl From<String> for ServiceBreaker {
    fn from(key: String) -> Self {
        Self::new(key)
    }
}

impl From<Rc<str>> for ServiceBreaker {
    fn from(key: Rc<str>) -> Self {
        Self::new(key)
    }
}

#[cfg(all(test, not(target_arch = "wasm32")))]
mod tests {
    use super::*;

    #[test]
    fn a_page_proves_nothing_unless_the_author_says_so() {
        let breaker = ServiceBreaker::new("bank");
        for (body, is_proof) in [("", true), (r#"{"status":"ok"}"#, true), ("\n <!doctype html>", false)] {
            assert_eq!((breaker.proof)(body), is_proof, "{body}");
        }
        assert!((breaker.with_proof(|body| body.contains("html")).proof)("<!doctype html>"));
    }

    #[test]
    fn breakers_are_equal_if_all_of_their_settings_are() {
        let breaker = || ServiceBreaker::new("bank").with_probe("/health");
        assert_eq!(breaker(), breaker());
        assert_ne!(breaker(), ServiceBreaker::from("bank"));
        assert_ne!(breaker(), breaker().with_proof(str::is_empty));
        let settings = BreakerSettings::default().with_failure_threshold(1);
        assert_ne!(breaker(), breaker().with_settings(settings));
    }
}
