#![no_main]

#[path = "../invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use yew_outage::feed::VetsApiStatuses;

fuzz_target!(|body: &[u8]| invariants::check(&VetsApiStatuses, body));
