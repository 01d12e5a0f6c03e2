//! The oldest Rust that the library is for: the one that is at work here, or rustup's.

use std::path::Path;
use std::process::Command;

use crate::run::{Outcome, ask, cargo, forget_cargo, program, run};
use crate::tools::version_of;
use crate::workspace;

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// Cargo of the oldest Rust.
pub(crate) fn oldest(arguments: &[&str]) -> Outcome<Command> {
    let named = workspace::library()?.rust;
    if is_at_work(&named) {
        return Ok(cargo(arguments));
    }
    let mut command = by_rustup(&named, "cargo");
    forget_cargo(&mut command);
    command.args(arguments);
    Ok(command)
}

/// The same, with what is not stable in it.
pub(crate) fn oldest_unstable(arguments: &[&str]) -> Outcome<Command> {
    let mut command = oldest(arguments)?;
    command.env("RUSTC_BOOTSTRAP", "1");
    Ok(command)
}

/// Its version, if it and its target for WebAssembly are there.
pub(crate) fn found() -> Option<String> {
    let named = workspace::library().ok()?.rust;
    if is_at_work(&named) {
        return has_wasm(program("rustc")).then_some(named);
    }
    has_wasm(by_rustup(&named, "rustc")).then_some(named)
}

pub(crate) fn install() -> Outcome {
    let toolchain = toolchain(&workspace::library()?.rust);
    run(program("rustup").args([
        "toolchain",
        "install",
        &toolchain,
        "--profile",
        "minimal",
        "--target",
        WASM,
    ]))
}

/// Whether a compiler has the target for WebAssembly.
pub(crate) fn has_wasm(mut rustc: Command) -> bool {
    let sysroot = ask(rustc.args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir())
}

fn is_at_work(named: &str) -> bool {
    version_of(program("rustc").arg("--version")).is_some_and(|version| is_of(&version, named))
}

fn by_rustup(named: &str, tool: &str) -> Command {
    let mut command = program("rustup");
    command.args(["run", &toolchain(named), tool]);
    command
}

/// Whether a full version is of the release that a manifest names, which may leave out the last number.
fn is_of(version: &str, named: &str) -> bool {
    version.strip_prefix(named).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The first of the releases that it may mean, by rustup's name.
fn toolchain(named: &str) -> String {
    let numbers = named.split('.').chain(["0", "0"]).take(3);
    numbers.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_may_be_named_without_its_last_number() {
        assert!(is_of("1.95.0", "1.95") && is_of("1.95.2", "1.95") && is_of("1.95.0", "1.95.0"));
        assert!(!is_of("1.96.0", "1.95") && !is_of("1.950.0", "1.95") && !is_of("1.95.1", "1.95.0"));
        assert!(!is_of("1.95.0-nightly", "1.95.0"));
    }

    #[test]
    fn rustup_is_told_all_three_numbers() {
        assert_eq!(toolchain("1.95"), "1.95.0");
        assert_eq!(toolchain("1.95.1"), "1.95.1");
    }
}
