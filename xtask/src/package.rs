//! The part `package` of `cargo xtask test`: checks what a user of the published library gets.

mod api;
mod docs_rs;
mod features;
mod files;
mod minimal;

use crate::run::{Outcome, step};
use crate::rust::WASM;
use crate::setup::Item;
use crate::tally::Tally;
use crate::workspace::library;

pub(crate) const NEEDS: [Item; 4] = [Item::Lints, Item::WasmTarget, Item::PinnedRust, Item::CargoHack];

/// Runs every check, even after one has failed: they do not depend on each other.
pub(crate) fn package(update: bool) -> Outcome<Tally> {
    let library = library()?;
    let mut checks = Checks::default();
    checks.check("package", || files::check(&library));
    for target in [None, Some(WASM)] {
        let name = format!("each feature alone, none, and all, {}", target.unwrap_or("native"));
        checks.check(&name, || features::check(target));
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
    /// Runs one check and counts it. A note that it returns is printed at the end of the run.
    fn check(&mut self, what: &str, work: impl FnOnce() -> Outcome<Option<String>>) {
        match step(what, work) {
            Ok(note) => {
                self.tally.count.passed += 1;
                self.tally.notes.extend(note);
            }
            Err(reason) => {
                eprintln!("{reason}");
                self.tally.count.failed += 1;
                self.tally.notes.push(format!("failed: {what}; the reason is above"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tally::Count;

    #[test]
    fn a_check_that_fails_is_counted_and_named() {
        let mut checks = Checks::default();
        checks.check("one", || Ok(None));
        checks.check("two", || Err("is wrong".to_owned()));
        checks.check("three", || Ok(Some("3 files".to_owned())));
        assert_eq!(checks.tally.count, Count { passed: 2, failed: 1 });
        assert_eq!(checks.tally.notes, ["failed: two; the reason is above", "3 files"]);
    }
}
