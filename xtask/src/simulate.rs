//! `cargo xtask simulate`: simulates a day of a million clients that poll as the library does.

use crate::run::{Outcome, cargo, run, step};

pub(crate) fn simulate(arguments: &[String]) -> Outcome {
    step("simulation, natively, built for release", || {
        run(cargo(&["run", "--release", "--quiet", "--package", "bench-simulate", "--"]).args(arguments))
    })
}
