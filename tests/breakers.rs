//! Tests of circuit breakers on a page: a section's own requests fail, it goes down, and it is tested until it is back.
#![cfg(target_arch = "wasm32")]

mod common;

use std::cell::RefCell;
use std::rc::Rc;

use common::{GiveOut, Hidden, Out, Page, SECOND, Space, drawn, mount, until};
use gloo_net::http::Request;
use serde_json::json;
use wasm_bindgen_futures::spawn_local;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::HtmlInputElement;
use yew::prelude::*;
use yew_outage::components::ServiceReporter;
use yew_outage::prelude::*;
use yew_outage::store::{ClockHandle, ManualClock};

wasm_bindgen_test_configure!(run_in_browser);

type ReporterOut = Rc<RefCell<Option<ServiceReporter>>>;

#[derive(Clone, PartialEq, Properties)]
struct Props {
    breaker: ServiceBreaker,
    /// Where the form is posted to.
    post_to: AttrValue,
    clock: ClockHandle,
    out: Out,
    reporter: ReporterOut,
}

/// A page with the form, and another section on the same service.
#[component]
fn App(props: &Props) -> Html {
    html! {
        <OutageGuard clock={props.clock.clone()} cache={Cache::None}>
            <GiveOut out={props.out.clone()} />
            <GuardedSection section="form" down_when={service("bank")} while_down={WhileDown::Keep}>
                <Form ..props.clone() />
            </GuardedSection>
            <GuardedSection section="balance" down_when={service("bank")}>{ "1234" }</GuardedSection>
            <GuardedSection section="other" down_when={service("other")}>{ "5678" }</GuardedSection>
        </OutageGuard>
    }
}

#[component]
fn Form(props: &Props) -> Html {
    let reporter = use_service(props.breaker.clone());
    props.reporter.replace(Some(reporter.clone()));
    let post_to = props.post_to.clone();
    let onclick = move |_| {
        let (reporter, post_to) = (reporter.clone(), post_to.clone());
        spawn_local(async move {
            let request = Request::post(&post_to).body("{}").unwrap();
            // The page would show the result; the breaker sees it on the way.
            drop(reporter.watch(request.send()).await);
        });
    };
    html! {
        <>
            <input class="field" />
            <button type="button" class="save" {onclick}>{ "Save" }</button>
        </>
    }
}

struct Visit {
    page: Page<App>,
    space: Space,
    clock: ManualClock,
    out: Out,
    reporter: ReporterOut,
}

impl Visit {
    fn new(breaker: impl FnOnce(&Space) -> ServiceBreaker) -> Self {
        let space = Space::new();
        let clock = ManualClock::at("2026-05-02T20:00:00Z".parse().unwrap());
        let (out, reporter) = (Out::default(), ReporterOut::default());
        let page = mount(Props {
            breaker: breaker(&space),
            post_to: space.url("/v0/contact_information").into(),
            clock: ClockHandle::from(clock.clone()),
            out: out.clone(),
            reporter: reporter.clone(),
        });
        Self { page, space, clock, out, reporter }
    }

    fn reporter(&self) -> ServiceReporter {
        self.reporter.borrow().clone().unwrap()
    }

    /// Fails the form and the probe.
    async fn fail(&self, fault: serde_json::Value) {
        self.space.fault(fault).await;
    }

    async fn until(&self, wanted: &str) {
        self.page.until_availability("form", wanted).await;
        self.page.until_availability("balance", wanted).await;
    }

    /// Lets time pass in steps that are shorter than a probe's time-out, until the sections are back.
    async fn until_back(&self) {
        for step in 0..200 {
            if self.page.availability("form") == "available" {
                break;
            }
            let answered = self.probes().await;
            self.clock.advance(4 * SECOND);
            drawn().await;
            if self.probes().await > answered {
                // The probe of this step is in flight; time stands still until it is answered.
                self.until_answered(&format!("step {step}")).await;
            }
        }
        self.until("available").await;
    }

    async fn until_answered(&self, what: &str) {
        let is_answered =
            |requests: &[serde_json::Value]| requests.iter().all(|request| request["status"].is_u64());
        self.space.until_requests(what, is_answered).await;
        drawn().await;
    }

    async fn probes(&self) -> usize {
        let requests = self.space.requests().await;
        requests.iter().filter(|request| request["path"] == "/v0/contact_information/health").count()
    }
}

fn probed(space: &Space) -> ServiceBreaker {
    ServiceBreaker::new("bank").with_probe(space.url("/v0/contact_information/health"))
}

fn value(page: &Page<App>) -> String {
    use wasm_bindgen::JsCast;
    page.get(".field").unchecked_into::<HtmlInputElement>().value()
}

fn type_in(page: &Page<App>, text: &str) {
    use wasm_bindgen::JsCast;
    page.get(".field").unchecked_into::<HtmlInputElement>().set_value(text);
}

#[wasm_bindgen_test]
async fn a_503_takes_every_section_of_the_service_down_and_a_good_probe_brings_them_back_with_what_was_typed()
{
    let visit = Visit::new(probed);
    visit.until("available").await;
    type_in(&visit.page, "1234");
    visit.fail(json!({ "status": 503, "headers": { "Retry-After": "120" } })).await;
    visit.page.click(".save");
    visit.until("down").await;
    assert_eq!(visit.page.availability("other"), "available");
    let text = visit.page.text();
    assert!(text.contains("A system behind this part of the page is not working."), "{text}");
    assert_eq!(visit.probes().await, 0, "no probe before Retry-After is over");
    visit.space.heal().await;
    visit.clock.advance(118 * SECOND);
    drawn().await;
    assert_eq!(visit.probes().await, 0);
    visit.until_back().await;
    assert_eq!((visit.probes().await, value(&visit.page)), (1, "1234".to_owned()));
}

#[wasm_bindgen_test]
async fn three_failures_open_it_and_a_404_never_does() {
    let visit = Visit::new(probed);
    visit.until("available").await;
    let reporter = visit.reporter();
    (0..20).for_each(|_| reporter.failed(404, None));
    (0..2).for_each(|_| reporter.failed(500, None));
    drawn().await;
    visit.until("available").await;
    visit.fail(json!({ "status": 500 })).await;
    reporter.failed(502, None);
    visit.until("down").await;
    // Each probe that fails makes the next wait longer.
    visit.clock.advance(5 * SECOND);
    visit.space.until_requests("a probe is sent", |requests| !requests.is_empty()).await;
    visit.until("down").await;
    visit.until_answered("the probe is answered").await;
    visit.space.heal().await;
    visit.until_back().await;
}

#[wasm_bindgen_test]
async fn check_again_probes_now() {
    let visit = Visit::new(probed);
    visit.until("available").await;
    visit.reporter().failed(503, Some("3600"));
    visit.until("down").await;
    visit.page.click(".outage-action");
    visit.until("available").await;
    assert_eq!(visit.probes().await, 1);
}

#[wasm_bindgen_test]
async fn a_login_page_is_no_proof_of_life() {
    let visit = Visit::new(probed);
    visit.until("available").await;
    let login = json!({ "content_type": "text/html", "body": "<!doctype html><p>Sign in" });
    visit.space.fault(login).await;
    visit.reporter().failed(503, Some("1"));
    visit.until("down").await;
    while visit.probes().await == 0 {
        visit.clock.advance(SECOND);
        drawn().await;
    }
    visit.until_answered("the probe is answered").await;
    assert_eq!(visit.page.availability("form"), "down");
    visit.space.heal().await;
    visit.until_back().await;
    assert!(visit.probes().await > 1);
}

#[wasm_bindgen_test]
async fn without_a_probe_the_section_itself_is_tried_again() {
    let visit = Visit::new(|_| "bank".into());
    visit.until("available").await;
    visit.reporter().failed(503, Some("1"));
    visit.until("down").await;
    visit.clock.advance(11 * SECOND);
    visit.until("available").await;
    // The first outcome decides.
    visit.reporter().failed(500, None);
    visit.until("down").await;
    visit.clock.advance(20 * SECOND);
    visit.until("available").await;
    visit.reporter().succeeded();
    visit.reporter().failed(500, None);
    drawn().await;
    visit.until("available").await;
}

#[wasm_bindgen_test]
async fn a_hidden_page_probes_when_it_is_visible_again() {
    let visit = Visit::new(probed);
    visit.until("available").await;
    visit.reporter().failed(503, Some("1"));
    visit.until("down").await;
    let hidden = Hidden::new();
    visit.clock.advance(60 * SECOND);
    drawn().await;
    assert_eq!(visit.probes().await, 0);
    drop(hidden);
    visit.until("available").await;
}

#[wasm_bindgen_test]
async fn a_reporter_that_outlives_its_guard_does_nothing_and_a_service_without_sections_neither() {
    let mut visit = Visit::new(|_| ServiceBreaker::new("nobody's"));
    visit.until("available").await;
    visit.reporter().failed(503, Some("1"));
    drawn().await;
    visit.until("available").await;
    let (reporter, guard) = (visit.reporter(), visit.out.borrow().clone().unwrap());
    visit.page.unmount();
    until("the guard is gone", || visit.clock.pending() == 0).await;
    reporter.failed(503, Some("1"));
    reporter.succeeded();
    assert_eq!(visit.clock.pending(), 0);
    assert_eq!(guard.snapshot().outages("bank").count(), 0);
}

#[wasm_bindgen_test]
async fn a_request_that_the_page_aborts_says_nothing() {
    let visit = Visit::new(probed);
    visit.until("available").await;
    for _ in 0..5 {
        let abort = web_sys::AbortController::new().unwrap();
        abort.abort();
        let request = Request::get(&visit.space.url("/v0/contact_information/health"));
        let response = visit.reporter().watch(request.abort_signal(Some(&abort.signal())).send()).await;
        assert!(response.is_err());
    }
    visit.until("available").await;
    for _ in 0..3 {
        // Nobody listens at this port.
        assert!(visit.reporter().watch(Request::get("http://127.0.0.1:9/").send()).await.is_err());
    }
    visit.until("down").await;
    until("the alert is drawn", || visit.page.count(".outage-alert") == 2).await;
}
