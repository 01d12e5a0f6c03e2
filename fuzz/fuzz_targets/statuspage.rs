#![no_main]

#[path = "../invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use yew_outage::feed::{ComponentStatus, Statuspage};

fuzz_target!(|body: &[u8]| {
    invariants::check(&Statuspage::default(), body);
    invariants::check(&Statuspage::down_from(ComponentStatus::DegradedPerformance), body);
});
