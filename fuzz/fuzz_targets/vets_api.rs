#![no_main]

#[path = "../invariants.rs"]
mod invariants;

use libfuzzer_sys::fuzz_target;
use yew_outage::feed::VetsApi;

fuzz_target!(|body: &[u8]| invariants::check(&VetsApi, body));
