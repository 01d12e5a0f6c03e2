#![no_main]

#[path = "../invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use yew_outage::feed::PlainJson;

fuzz_target!(|body: &[u8]| invariants::check(&PlainJson, body));
