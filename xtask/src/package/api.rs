//! The public API, an item a line, beside the one that was kept.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::run::{Outcome, cannot_start, cargo, root, run};
use crate::rust::{WASM, oldest_unstable};
use crate::workspace::target_dir;

/// Where it is kept, below the root.
const KEPT: &str = "tests/public-api.txt";

pub(super) fn check(update: bool) -> Outcome<Option<String>> {
    let found = list(&json()?)?;
    let file = root().join(KEPT);
    // A file that is not there is an API without items.
    let kept = fs::read_to_string(&file).unwrap_or_default();
    let difference = difference(&kept, &found);
    if !difference.is_empty() {
        if !update {
            return Err(complaint(&difference));
        }
        fs::write(&file, &found).map_err(|error| format!("{KEPT}: {error}"))?;
        println!("{KEPT} is kept anew:\n{}", difference.join("\n"));
    }
    Ok(Some(format!("public API: {} items", found.lines().count())))
}

fn complaint(difference: &[String]) -> String {
    format!(
        "it is not what {KEPT} says:\n{}\n\
         If that is meant, keep it anew with `cargo xtask test --only package --update`, and say it in \
         CHANGELOG.md.",
        difference.join("\n")
    )
}

/// The library as rustdoc tells programs of it: built for the web, with all features.
fn json() -> Outcome<PathBuf> {
    // The folder of the documentation's check, which has built the same dependencies.
    let target_dir = target_dir()?.join("unstable");
    let mut rustdoc = oldest_unstable(&[
        "rustdoc",
        "--lib",
        "--all-features",
        "--quiet",
        "--target",
        WASM,
        "--target-dir",
    ])?;
    rustdoc.arg(&target_dir).args(["--", "-Z", "unstable-options", "--output-format", "json"]);
    // What it warns of is told by the documentation's own check.
    rustdoc.args(["--cap-lints", "allow"]);
    run(&mut rustdoc)?;
    Ok(target_dir.join(WASM).join("doc/yew_outage.json"))
}

/// A line an item, no two alike.
fn list(json: &Path) -> Outcome<String> {
    let mut lister = cargo(&["run", "--quiet", "--package", "xtask-api"]);
    lister.arg("--").arg(json).stderr(Stdio::inherit());
    let output = lister.output().map_err(|error| cannot_start(&lister, &error))?;
    if !output.status.success() {
        return Err("the public API cannot be read from rustdoc's JSON".to_owned());
    }
    String::from_utf8(output.stdout).map_err(|error| error.to_string())
}

/// What is gone, then what is new, each in the order of its list.
fn difference(kept: &str, found: &str) -> Vec<String> {
    let gone = only(kept, found).into_iter().map(|line| format!("- {line}"));
    let new = only(found, kept).into_iter().map(|line| format!("+ {line}"));
    gone.chain(new).collect()
}

/// The lines that the others do not have.
fn only<'a>(these: &'a str, others: &'a str) -> Vec<&'a str> {
    let others: HashSet<&str> = others.lines().collect();
    these.lines().filter(|line| !others.contains(line)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_gone_and_what_is_new_is_told_line_by_line() {
        let kept = "pub fn a()\npub fn b()\npub fn c()\n";
        assert_eq!(difference(kept, kept), [""; 0]);
        assert_eq!(difference(kept, "pub fn c()\npub fn a()\npub fn b()\n"), [""; 0]);
        assert_eq!(
            difference(kept, "pub fn a()\npub fn b(u8)\npub fn c()\n"),
            ["- pub fn b()", "+ pub fn b(u8)"]
        );
        assert_eq!(difference("", kept).len(), 3);
    }

    #[test]
    fn a_complaint_says_what_is_new_and_how_to_keep_it() {
        let complaint = complaint(&["+ pub fn b()".to_owned()]);
        assert!(complaint.contains("\n+ pub fn b()\n"), "{complaint}");
        assert!(complaint.contains("cargo xtask test --only package --update"), "{complaint}");
    }
}
