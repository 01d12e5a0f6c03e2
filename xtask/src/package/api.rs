//! Compares the public API, one item per line, with the list in the repository.
//!
//! Not by cargo-public-api: it insists on a nightly toolchain, and omits `Send` and `Sync` together with the auto
//! traits that say nothing. `xtask/api` uses the library that it is made of.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::run::{Outcome, cannot_start, cargo, root, run};
use crate::rust::{WASM, pinned_unstable};
use crate::workspace::target_dir;

/// The list, below the root.
const EXPECTED: &str = "tests/public-api.txt";

pub(super) fn check(update: bool) -> Outcome<Option<String>> {
    let actual = list(&json()?)?;
    let file = root().join(EXPECTED);
    // A missing file counts as an API without items.
    let expected = fs::read_to_string(&file).unwrap_or_default();
    let difference = difference(&expected, &actual);
    if !difference.is_empty() {
        if !update {
            return Err(complaint(&difference));
        }
        fs::write(&file, &actual).map_err(|error| format!("{EXPECTED}: {error}"))?;
        println!("updated {EXPECTED}:\n{}", difference.join("\n"));
    }
    Ok(Some(format!("public API: {} items", actual.lines().count())))
}

fn complaint(difference: &[String]) -> String {
    format!(
        "it differs from {EXPECTED}:\n{}\n\
         If you meant to change it, run `cargo xtask test --only package --update` and add a line to \
         CHANGELOG.md.",
        difference.join("\n")
    )
}

/// Has rustdoc describe the library as JSON, built for the web with all features.
fn json() -> Outcome<PathBuf> {
    // The same folder as `docs_rs`, which has built the same dependencies.
    let target_dir = target_dir()?.join("unstable");
    let mut rustdoc =
        pinned_unstable(&["rustdoc", "--lib", "--all-features", "--quiet", "--target", WASM, "--target-dir"]);
    rustdoc.arg(&target_dir).args(["--", "-Z", "unstable-options", "--output-format", "json"]);
    // `docs_rs` reports its warnings.
    rustdoc.args(["--cap-lints", "allow"]);
    run(&mut rustdoc)?;
    Ok(target_dir.join(WASM).join("doc/yew_outage.json"))
}

/// The items, one per line, each once.
fn list(json: &Path) -> Outcome<String> {
    let mut lister = cargo(&["run", "--quiet", "--package", "xtask-api"]);
    lister.arg("--").arg(json).stderr(Stdio::inherit());
    let output = lister.output().map_err(|error| cannot_start(&lister, &error))?;
    if !output.status.success() {
        return Err("xtask-api could not read rustdoc's JSON; its message is above".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// The removed items, then the added ones, each in the order of its list.
fn difference(expected: &str, actual: &str) -> Vec<String> {
    let removed = only_in(expected, actual).into_iter().map(|line| format!("- {line}"));
    let added = only_in(actual, expected).into_iter().map(|line| format!("+ {line}"));
    removed.chain(added).collect()
}

/// The lines of the first text that the second does not have.
fn only_in<'a>(these: &'a str, others: &'a str) -> Vec<&'a str> {
    let others: HashSet<&str> = others.lines().collect();
    these.lines().filter(|line| !others.contains(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removed_and_added_items_are_listed_line_by_line() {
        let expected = "pub fn a()\npub fn b()\npub fn c()\n";
        assert_eq!(difference(expected, expected), [""; 0]);
        assert_eq!(difference(expected, "pub fn c()\npub fn a()\npub fn b()\n"), [""; 0]);
        assert_eq!(
            difference(expected, "pub fn a()\npub fn b(u8)\npub fn c()\n"),
            ["- pub fn b()", "+ pub fn b(u8)"]
        );
        assert_eq!(difference("", expected).len(), 3);
    }

    #[test]
    fn a_complaint_says_what_was_added_and_how_to_accept_it() {
        let complaint = complaint(&["+ pub fn b()".to_owned()]);
        assert!(complaint.contains("\n+ pub fn b()\n"), "{complaint}");
        assert!(complaint.contains("cargo xtask test --only package --update"), "{complaint}");
    }
}
