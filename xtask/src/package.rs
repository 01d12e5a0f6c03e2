//! The part `package` of `cargo xtask test`: what a user of the published library gets.

mod api;
mod docs_rs;
mod features;
mod files;
mod minimal;

use crate::run::{Outcome, step};
use crate::rust::WASM;
use crate::setup::Item;
use crate::test::Tally;
use crate::workspace::library;

pub(crate) const NEEDS: [Item; 3] = [Item::Lints, Item::WasmTarget, Item::OldestRust];

/// Does all checks, whatever comes of each: they know nothing of one another.
pub(crate) fn package(update: bool) -> Outcome<Tally> {
    let library = library()?;
    let mut checks = Checks::default();
    checks.check("package", || files::check(&library));
    for set in features::sets(&library.features) {
        for target in [None, Some(WASM)] {
            checks.check(&features::name(&set, target), || features::check(&set, target));
        }
    }
    checks.check("lowest versions", || minimal::check(&library));
    for target in &library.docs.targets {
        checks.check(&format!("documentation as docs.rs builds it, {target}"), || {
            docs_rs::check(&library.docs, target)
        });
    }
    checks.check("public API", || api::check(update));
    Ok(checks.tally)
}

#[derive(Default)]
struct Checks {
    tally: Tally,
}

impl Checks {
    /// Does one check, and counts it. It comes to a sentence for the end of the run, if it has to say something.
    fn check(&mut self, what: &str, work: impl FnOnce() -> Outcome<Option<String>>) {
        match step(what, work) {
            Ok(said) => {
                self.tally.count.passed += 1;
                self.tally.said.extend(said);
            }
            Err(reason) => {
                eprintln!("{reason}");
                self.tally.count.failed += 1;
                // What is wrong stands where it happened.
                self.tally.said.push(format!("failed: {what}"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test::Count;

    #[test]
    fn a_check_that_fails_is_counted_and_named() {
        let mut checks = Checks::default();
        checks.check("one", || Ok(None));
        checks.check("two", || Err("is wrong".to_owned()));
        checks.check("three", || Ok(Some("3 files".to_owned())));
        assert_eq!(checks.tally.count, Count { passed: 2, failed: 1 });
        assert_eq!(checks.tally.said, ["failed: two", "3 files"]);
    }
}
