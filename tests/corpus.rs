//! Every document that the fuzzer starts from holds what the fuzzer looks for.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../fuzz/invariants.rs"]
mod invariants;

use std::fs;
use std::path::Path;

use yew_outage::feed::{
    ComponentStatus, Engine, Ofrep, PagerDuty, PlainJson, Statuspage, Unleash, VetsApi, VetsApiWindows,
};

/// Reads every document of one engine's; some of them are whole, and some are not.
fn corpus(target: &str, engines: &[&dyn Engine]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus-seeds").join(target);
    let (mut whole, mut faulty) = (0, 0);
    for file in fs::read_dir(&folder).expect("the fuzz target has a corpus") {
        let path = file.unwrap().path();
        // Shown if the test fails.
        println!("{}", path.display());
        let body = fs::read(&path).unwrap();
        assert!(body.len() <= 512, "longer than the fuzzer's inputs");
        for engine in engines {
            invariants::hold(*engine, &body);
            match engine.decode(&body) {
                Ok(decoded) if decoded.skipped == 0 => whole += 1,
                _ => faulty += 1,
            }
        }
    }
    assert!(whole > 0 && faulty > 0, "{target}: {whole} whole, {faulty} faulty");
}

#[test]
fn plain() {
    corpus("plain", &[&PlainJson]);
}

#[test]
fn vets_api() {
    corpus("vets_api", &[&VetsApi]);
}

#[test]
fn vets_api_windows() {
    corpus("vets_api_windows", &[&VetsApiWindows]);
}

#[test]
fn pagerduty() {
    corpus("pagerduty", &[&PagerDuty]);
}

#[test]
fn statuspage() {
    let strict = Statuspage::down_from(ComponentStatus::DegradedPerformance);
    corpus("statuspage", &[&Statuspage::default(), &strict]);
}

#[test]
fn ofrep() {
    corpus("ofrep", &[&Ofrep]);
}

#[test]
fn unleash() {
    corpus("unleash", &[&Unleash]);
}
