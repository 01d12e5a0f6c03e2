//! `cargo xtask fuzz`: runs random inputs through every engine's decoder.

use std::path::PathBuf;
use std::process::Command;

use crate::run::{Outcome, capture, root, run, step};
use crate::setup::cargo_install;
use crate::tools::{tool, version};

const CARGO_FUZZ: &str = "0.13.2";

const RUNS: u64 = 1_000_000;
/// Large enough for a small document, and small enough to run many inputs.
const MAX_LEN: &str = "-max_len=512";

/// What to run.
#[derive(Debug, PartialEq)]
struct Flags {
    runs: u64,
    /// Every target, if none is named.
    targets: Vec<String>,
}

pub(crate) fn fuzz(arguments: &[String]) -> Outcome {
    let Flags { runs, targets } = parse(arguments, &targets()?)?;
    can_run()?;
    if version("cargo-fuzz", "--version").as_deref() != Some(CARGO_FUZZ) {
        step("install cargo-fuzz with cargo, into cargo's own folder", || {
            cargo_install(&["cargo-fuzz", "--version", CARGO_FUZZ, "--locked"])
        })?;
    }
    for target in targets {
        step(&format!("{target}, {runs} inputs"), || {
            // The fuzzer saves inputs that reach new code in the first folder, and only reads the second.
            let corpus = fuzz_dir().join("corpus").join(&target);
            std::fs::create_dir_all(&corpus).map_err(|error| format!("{}: {error}", corpus.display()))?;
            // The crate has no unsafe code, and without a sanitizer the fuzzer is ten times as fast.
            run(nightly(&["fuzz", "run", "--sanitizer", "none", &target])
                .arg(corpus)
                .arg(fuzz_dir().join("corpus-seeds").join(&target))
                .arg("--")
                .arg(format!("-runs={runs}"))
                .arg(format!("-dict={}", fuzz_dir().join(format!("dictionaries/{target}.dict")).display()))
                .args([MAX_LEN, "-print_final_stats=1"]))
        })?;
    }
    Ok(())
}

fn fuzz_dir() -> PathBuf {
    root().join("fuzz")
}

/// Cargo of the nightly toolchain: coverage instrumentation is unstable.
fn nightly(arguments: &[&str]) -> Command {
    let mut command = tool("cargo");
    command.arg("+nightly").args(arguments);
    command
}

/// Checks that a fuzzer can run on this machine.
fn can_run() -> Outcome {
    if !cfg!(any(target_os = "linux", target_os = "macos")) {
        return Err("cargo-fuzz runs on Linux and macOS only".to_owned());
    }
    match capture(&mut nightly(&["--version"])) {
        Some(_) => Ok(()),
        None => Err("fuzzing needs a nightly Rust; run `rustup toolchain install nightly --profile minimal`"
            .to_owned()),
    }
}

/// The names of the targets; there is one file for each engine.
fn targets() -> Outcome<Vec<String>> {
    let dir = fuzz_dir().join("fuzz_targets");
    let files = std::fs::read_dir(&dir).map_err(|error| format!("{}: {error}", dir.display()))?;
    let mut targets: Vec<String> = files
        .filter_map(|file| Some(file.ok()?.path().file_stem()?.to_string_lossy().into_owned()))
        .collect();
    targets.sort();
    Ok(targets)
}

fn parse(arguments: &[String], known: &[String]) -> Outcome<Flags> {
    let usage = || format!("fuzz takes --runs N, and targets of: {}", known.join(", "));
    let mut flags = Flags { runs: RUNS, targets: Vec::new() };
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        if argument == "--runs" {
            flags.runs = arguments.next().and_then(|runs| runs.parse().ok()).ok_or_else(usage)?;
        } else if known.contains(argument) {
            flags.targets.push(argument.clone());
        } else {
            return Err(usage());
        }
    }
    if flags.targets.is_empty() {
        flags.targets = known.to_vec();
    }
    Ok(flags)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_parsed_and_bad_ones_refused() {
        let known = ["ofrep", "plain"].map(str::to_owned);
        let parsed =
            |words: &[&str]| parse(&words.iter().map(ToString::to_string).collect::<Vec<_>>(), &known).ok();
        let flags = |runs, targets: &[&str]| {
            Some(Flags { runs, targets: targets.iter().map(ToString::to_string).collect() })
        };
        assert_eq!(parsed(&[]), flags(RUNS, &["ofrep", "plain"]));
        assert_eq!(parsed(&["--runs", "5", "plain"]), flags(5, &["plain"]));
        for bad in [&["--runs"][..], &["--runs", "many"], &["soap"]] {
            assert_eq!(parsed(bad), None, "{bad:?}");
        }
    }

    #[test]
    fn every_target_has_a_dictionary_and_seed_documents() {
        let targets = targets().unwrap();
        assert!(!targets.is_empty());
        for target in targets {
            assert!(fuzz_dir().join(format!("dictionaries/{target}.dict")).is_file(), "{target}");
            assert!(fuzz_dir().join("corpus-seeds").join(&target).is_dir(), "{target}");
        }
    }
}
