//! `cargo xtask simulate`: a million clients over a day, against the library's own cadence.

use crate::run::{Outcome, cargo, run, step};

pub(crate) fn simulate(arguments: &[String]) -> Outcome {
    step("simulation, natively, built for release", || {
        run(cargo(&["run", "--release", "--quiet", "--package", "bench-simulate", "--"]).args(arguments))
    })
}
