//! `cargo xtask fuzz`: inputs without end for every engine's decoder.

use std::path::PathBuf;
use std::process::Command;

use crate::run::{Outcome, ask, cargo, root, run, step};
use crate::tools::{tool, version};

const RUNS: u64 = 1_000_000;
/// Room for a whole small document, and few enough bytes for many inputs.
const MAX_LEN: &str = "-max_len=512";

/// What is asked for.
#[derive(Debug, PartialEq)]
struct Flags {
    runs: u64,
    /// All there are, if none is named.
    targets: Vec<String>,
}

pub(crate) fn fuzz(arguments: &[String]) -> Outcome {
    let Flags { runs, targets } = parse(arguments, &targets()?)?;
    can_run()?;
    if version("cargo-fuzz", "--version").is_none() {
        step("install cargo-fuzz", || {
            run(cargo(&["install", "cargo-fuzz", "--locked"])
                // Set for this workspace's builds; a tool is built in a folder of its own, for this machine.
                .env_remove("CARGO_TARGET_DIR")
                .env_remove("CARGO_BUILD_TARGET"))
        })?;
    }
    for target in targets {
        step(&format!("{target}, {runs} inputs"), || {
            // The fuzzer adds to the first folder what reaches new code, and only reads the second.
            let found = fuzz_dir().join("corpus").join(&target);
            std::fs::create_dir_all(&found).map_err(|error| format!("{}: {error}", found.display()))?;
            // The crate holds no unsafe code; without a sanitizer ten times as many inputs are read.
            run(nightly(&["fuzz", "run", "--sanitizer", "none", &target])
                .arg(found)
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

/// Cargo of the nightly toolchain, by rustup: what counts the code that an input reaches is unstable.
fn nightly(arguments: &[&str]) -> Command {
    let mut command = tool("cargo");
    command.arg("+nightly").args(arguments);
    command
}

/// Whether a fuzzer runs on this machine at all.
fn can_run() -> Outcome {
    if !cfg!(any(target_os = "linux", target_os = "macos")) {
        return Err("cargo-fuzz runs on Linux and macOS only".to_owned());
    }
    match ask(&mut nightly(&["--version"])) {
        Some(_) => Ok(()),
        None => {
            Err("fuzzing needs the nightly toolchain: rustup toolchain install nightly --profile minimal"
                .to_owned())
        }
    }
}

/// The names of the targets: a file an engine.
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
    fn flags_are_read_and_bad_ones_refused() {
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
    fn every_target_has_a_dictionary_and_documents_to_start_from() {
        let targets = targets().unwrap();
        assert!(!targets.is_empty());
        for target in targets {
            assert!(fuzz_dir().join(format!("dictionaries/{target}.dict")).is_file(), "{target}");
            assert!(fuzz_dir().join("corpus-seeds").join(&target).is_dir(), "{target}");
        }
    }
}
