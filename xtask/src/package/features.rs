//! Checks that the library builds without features, with each one alone, and with all.

use crate::run::{Outcome, cargo, run};

/// cargo-hack runs clippy rather than `cargo check`: clippy can deny warnings without rebuilding the dependencies.
pub(super) fn check(target: Option<&str>) -> Outcome<Option<String>> {
    let mut hack =
        cargo(&["hack", "clippy", "--package", "yew-outage", "--lib", "--quiet", "--each-feature"]);
    hack.args(["--keep-going"]);
    if let Some(target) = target {
        hack.args(["--target", target]);
    }
    run(hack.args(["--", "-D", "warnings"])).map(|()| None)
}
