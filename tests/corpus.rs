//! Every seed of the fuzz corpora satisfies the invariants that the fuzzer checks.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/invariants.rs"]
mod invariants;

use std::fs;
use std::path::Path;

use yew_outage::feed::{
    ComponentStatus, Engine, Ofrep, PagerDuty, PlainJson, Statuspage, Unleash, VetsApi, VetsApiStatuses,
    VetsApiWindows,
};

/// Decodes every seed of one fuzz target. At least one must decode without a fault, and at least one must
/// not.
fn check_corpus(target: &str, engines: &[&dyn Engine]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus-seeds").join(target);
    let (mut good, mut faulty) = (0, 0);
    for file in fs::read_dir(&folder).expect("the fuzz target has a corpus") {
        let path = file.unwrap().path();
        // The test harness shows this if the test fails.
        println!("{}", path.display());
        let body = fs::read(&path).unwrap();
        assert!(body.len() <= 512, "longer than the inputs of the fuzzer");
        for engine in engines {
            invariants::check(*engine, &body);
            match engine.decode(&body) {
                Ok(decoded) if decoded.skipped == 0 => good += 1,
                _ => faulty += 1,
            }
        }
    }
    assert!(good > 0 && faulty > 0, "{target}: {good} good, {faulty} faulty");
}

#[test]
fn plain() {
    check_corpus("plain", &[&PlainJson]);
}

#[test]
fn vets_api() {
    check_corpus("vets_api", &[&VetsApi]);
}

#[test]
fn vets_api_windows() {
    check_corpus("vets_api_windows", &[&VetsApiWindows]);
}

#[test]
fn vets_api_statuses() {
    check_corpus("vets_api_statuses", &[&VetsApiStatuses]);
}

#[test]
fn pagerduty() {
    check_corpus("pagerduty", &[&PagerDuty]);
}

#[test]
fn statuspage() {
    let strict = Statuspage::down_from(ComponentStatus::DegradedPerformance);
    check_corpus("statuspage", &[&Statuspage::default(), &strict]);
}

#[test]
fn ofrep() {
    check_corpus("ofrep", &[&Ofrep]);
}

#[test]
fn unleash() {
    check_corpus("unleash", &[&Unleash]);
}
