//! What a section reports of its own requests.

use std::fmt;
use std::rc::{Rc, Weak};

use gloo_net::http::Response;
use yew::prelude::*;

use super::breakers::{Breaker, Breakers};
use super::hooks::use_outage;
use super::outage_handle::OutageHandle;
use super::service_breaker::ServiceBreaker;
use crate::breaker::{Outcome, RequestStart};
use crate::store::{Clock, SystemClock, warn};

/// Watches the requests that a section sends to a service, with a circuit breaker.
///
/// Three failures within a minute, or one 503 with `Retry-After`, take the service out: in this page only, at once,
/// for every section whose rule names it ([`service`](crate::model::service)). A 5xx, a failed connection and a
/// request without a response in time are failures; a 4xx is not. Then the service is tested, less and less often, and
/// as `Retry-After` says; "Check again" tests it now. The test is a request to the
/// [probe](ServiceBreaker::with_probe). Without a probe the section is shown again, and its next request decides. With
/// [`WhileDown::Keep`](super::WhileDown::Keep) nothing that a reader typed is lost.
///
/// ```
/// use gloo_net::http::Request;
/// use wasm_bindgen_futures::spawn_local;
/// use yew::prelude::*;
/// use yew_outage::prelude::*;
///
/// #[component]
/// fn DirectDepositForm() -> Html {
///     let reporter = use_service(ServiceBreaker::new("direct_deposit").with_probe("/v0/direct_deposit/health"));
///     let onclick = move |_| {
///         let reporter = reporter.clone();
///         spawn_local(async move {
///             let saved = reporter.watch(Request::post("/v0/direct_deposit").send()).await;
///             // Handle `saved` as before.
/// #           let _ = saved;
///         });
///     };
///     html! { <button {onclick}>{ "Save" }</button> }
/// }
///
/// let section = html! {
///     <GuardedSection
///         section="direct deposit"
///         down_when={service("direct_deposit")}
///         while_down={WhileDown::Keep}
///     >
///         <DirectDepositForm />
///     </GuardedSection>
/// };
/// # let _ = section;
/// ```
///
/// Every component of a guard that watches the same service shares one breaker. The settings of the first count, and
/// the first probe.
///
/// # On bad input
///
/// Outside of any [`OutageGuard`](super::OutageGuard) the reporter does nothing, and a warning is written to the
/// console. A reporter that is used after its guard is unmounted does nothing. A service that no rule names takes
/// nothing down.
#[hook]
pub fn use_service(service: impl Into<ServiceBreaker>) -> ServiceReporter {
    let guard = use_outage();
    let reporter =
        use_memo((guard, service.into()), |(guard, service)| ServiceReporter::new(guard.as_ref(), service));
    (*reporter).clone()
}

/// Reports outcomes of requests to a service: see [`use_service`].
#[derive(Clone)]
pub struct ServiceReporter(Option<(Weak<Breakers>, Rc<Breaker>)>);

impl ServiceReporter {
    fn new(guard: Option<&OutageHandle>, service: &ServiceBreaker) -> Self {
        if guard.is_none() {
            warn("a service is watched outside of any OutageGuard, so its failures take nothing down");
        }
        Self(guard.map(|guard| {
            let breakers = Breakers::of(&guard.store);
            (Rc::downgrade(&breakers), breakers.breaker(service))
        }))
    }

    /// Awaits a request, reports its outcome, and gives it back. The request may be one of gloo-net, or anything else
    /// whose result implements [`ToOutcome`].
    pub async fn watch<F>(&self, request: F) -> F::Output
    where
        F: Future<Output: ToOutcome>,
    {
        let start = self.request_start();
        let result = request.await;
        self.report(start, result.to_outcome());
        result
    }

    /// Reports a response with this status, which says that the service failed, and the text of its `Retry-After`, if
    /// it has one. 0 stands for no response. A status below 500 counts as what it is: see [`Outcome::of_status`].
    pub fn failed(&self, status: u16, retry_after: Option<&str>) {
        let outcome = Outcome::of_response(status, retry_after, SystemClock.now());
        self.report(self.request_start(), Some(outcome));
    }

    /// Reports that the service did what it was asked for.
    pub fn succeeded(&self) {
        self.report(self.request_start(), Some(Outcome::Success));
    }

    fn request_start(&self) -> Option<RequestStart> {
        self.0.as_ref().map(|(_, breaker)| breaker.request_start())
    }

    fn report(&self, start: Option<RequestStart>, outcome: Option<Outcome>) {
        let Some((breakers, breaker)) = &self.0 else { return };
        let (Some(breakers), Some(start), Some(outcome)) = (breakers.upgrade(), start, outcome) else {
            return;
        };
        // Without a network every request fails, and that says nothing about the service.
        let has_network = web_sys::window().is_none_or(|window| window.navigator().on_line());
        if has_network || !matches!(outcome, Outcome::Failure { .. }) {
            breakers.on_outcome(breaker, start, outcome);
        }
    }
}

/// Two reporters are equal if they report to the same breaker.
impl PartialEq for ServiceReporter {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some((_, a)), Some((_, b))) => Rc::ptr_eq(a, b),
            (None, None) => true,
            _ => false,
        }
    }
}

impl fmt::Debug for ServiceReporter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ServiceReporter").field("is_guarded", &self.0.is_some()).finish()
    }
}

/// What a request's result says about the service. Implement it for the results of your own HTTP client.
///
/// ```
/// use yew_outage::breaker::Outcome;
/// use yew_outage::components::ToOutcome;
///
/// struct Saved {
///     status: u16,
/// }
///
/// impl ToOutcome for Saved {
///     fn to_outcome(&self) -> Option<Outcome> {
///         Some(Outcome::of_status(self.status, None))
///     }
/// }
/// ```
pub trait ToOutcome {
    /// The outcome; `None` if the result says nothing about the service, as when the page aborted the request.
    fn to_outcome(&self) -> Option<Outcome>;
}

impl ToOutcome for Response {
    fn to_outcome(&self) -> Option<Outcome> {
        let retry_after = self.headers().get("Retry-After");
        Some(Outcome::of_response(self.status(), retry_after.as_deref(), SystemClock.now()))
    }
}

impl ToOutcome for Result<Response, gloo_net::Error> {
    fn to_outcome(&self) -> Option<Outcome> {
        match self {
            Ok(response) => response.to_outcome(),
            Err(gloo_net::Error::JsError(error)) if error.name == "AbortError" => None,
            Err(gloo_net::Error::JsError(_)) => Some(Outcome::Failure { retry_after: None }),
            // The request could not be built, or the response not be read: no fault of the service.
            Err(_) => None,
        }
    }
}
