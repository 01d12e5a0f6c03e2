//! `cargo xtask bench …`: figures from a run on this machine.

use crate::run::{Outcome, cargo, run, step};

pub(crate) fn bench(arguments: &[String]) -> Outcome {
    match arguments {
        [what] if what == "windows" => step("windows, natively, built for release", || {
            run(&mut cargo(&["run", "--release", "--quiet", "--package", "bench-windows"]))
        }),
        _ => Err("bench knows: windows".to_owned()),
    }
}
