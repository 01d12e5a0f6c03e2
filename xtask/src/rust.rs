//! Which Rust a check runs with: the pinned one, or the oldest that the library supports.

use std::path::Path;
use std::process::Command;

use crate::run::{Outcome, capture, cargo, forget_cargo, program, run};
use crate::tools::version_of;
use crate::workspace;

pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The Rust whose rustdoc writes the JSON that `xtask/api` reads. A newer one needs another `public-api`.
const PINNED: &str = "1.95";

/// Cargo of the pinned Rust, with unstable options enabled: what they do depends on the version.
pub(crate) fn pinned_unstable(arguments: &[&str]) -> Command {
    let mut command = if is_active(PINNED) { cargo(&[]) } else { by_rustup(PINNED, "cargo") };
    command.args(arguments).env("RUSTC_BOOTSTRAP", "1");
    command
}

/// The version of the pinned Rust, if it is installed with its WebAssembly target.
pub(crate) fn pinned() -> Option<String> {
    let rustc = if is_active(PINNED) { program("rustc") } else { by_rustup(PINNED, "rustc") };
    has_wasm(rustc).then(|| PINNED.to_owned())
}

pub(crate) fn install_pinned() -> Outcome {
    let toolchain = toolchain(PINNED);
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

/// The oldest Rust that the library supports, if rustup has it, or else the one in use.
pub(crate) struct Oldest {
    supported: String,
    is_installed: bool,
}

impl Oldest {
    pub(crate) fn find() -> Outcome<Self> {
        let supported = workspace::library()?.rust;
        let is_installed = is_active(&supported) || has_wasm(by_rustup(&supported, "rustc"));
        Ok(Self { supported, is_installed })
    }

    pub(crate) fn cargo(&self, arguments: &[&str]) -> Command {
        if !self.is_installed || is_active(&self.supported) {
            return cargo(arguments);
        }
        let mut command = by_rustup(&self.supported, "cargo");
        command.args(arguments);
        command
    }

    /// What the checks have shown of it.
    pub(crate) fn note(&self) -> String {
        let Self { supported, is_installed } = self;
        let how = if *is_installed { "built with it" } else { "not installed, so only clippy checked it" };
        format!("oldest supported Rust: {supported}, {how}")
    }
}

/// Whether a compiler has the WebAssembly target.
pub(crate) fn has_wasm(mut rustc: Command) -> bool {
    let sysroot = capture(rustc.args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib").join(WASM).is_dir())
}

/// Whether the Rust in use is of this release.
fn is_active(release: &str) -> bool {
    version_of(program("rustc").arg("--version")).is_some_and(|version| is_of(&version, release))
}

fn by_rustup(release: &str, tool: &str) -> Command {
    let mut command = program("rustup");
    forget_cargo(&mut command);
    command.args(["run", &toolchain(release), tool]);
    command
}

/// Whether a full version belongs to a release, which may be given without its last number.
fn is_of(version: &str, release: &str) -> bool {
    version.strip_prefix(release).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The name by which rustup knows a release.
fn toolchain(release: &str) -> String {
    let numbers = release.split('.').chain(["0", "0"]).take(3);
    numbers.collect::<Vec<_>>().join(".")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_release_may_be_given_without_its_last_number() {
        assert!(is_of("1.95.0", "1.95") && is_of("1.95.2", "1.95") && is_of("1.95.0", "1.95.0"));
        assert!(!is_of("1.96.0", "1.95") && !is_of("1.950.0", "1.95") && !is_of("1.95.1", "1.95.0"));
        assert!(!is_of("1.95.0-nightly", "1.95.0"));
    }

    #[test]
    fn rustup_gets_all_three_numbers() {
        assert_eq!(toolchain("1.95"), "1.95.0");
        assert_eq!(toolchain("1.95.1"), "1.95.1");
    }

    #[test]
    fn the_note_says_whether_the_oldest_rust_was_tried() {
        let oldest = |is_installed| Oldest { supported: "1.88".to_owned(), is_installed };
        assert_eq!(oldest(true).note(), "oldest supported Rust: 1.88, built with it");
        assert!(oldest(false).note().contains("only clippy"));
    }
}
