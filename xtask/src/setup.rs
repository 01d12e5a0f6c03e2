//! `cargo xtask setup`: every tool, in its version, where cargo and npm keep theirs.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::run::{Outcome, ask, cargo, program, run};
use crate::rust;
use crate::tools::{bench, chromedriver, chromium, e2e, locked, on_path, tool, version, version_of};
use crate::unleash;

const TRUNK: &str = "0.21.14";
/// What Playwright asks for. Debian 12 has an older one; the Node packages then bring their own.
const NODE_AT_LEAST: u32 = 20;
/// The lock file that a folder's Node packages were installed from.
const INSTALLED_FROM: &str = "node_modules/.installed-from.json";

/// One thing to have.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Item {
    Lints,
    WasmTarget,
    OldestRust,
    WasmBindgen,
    Trunk,
    Browser,
    Node,
    NodePackages,
    BenchPackages,
    Postgres,
    Unleash,
}

impl Item {
    pub(crate) const ALL: [Self; 11] = [
        Self::Lints,
        Self::WasmTarget,
        Self::OldestRust,
        Self::WasmBindgen,
        Self::Trunk,
        Self::Browser,
        Self::Node,
        Self::NodePackages,
        Self::BenchPackages,
        Self::Postgres,
        Self::Unleash,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Lints => "rustfmt and clippy",
            Self::WasmTarget => "Rust target wasm32-unknown-unknown",
            Self::OldestRust => "the oldest Rust that is supported,",
            Self::WasmBindgen => "wasm-bindgen",
            Self::Trunk => "trunk",
            Self::Browser => "Chromium and ChromeDriver",
            Self::Node => "Node and npm",
            Self::NodePackages => "Node packages",
            Self::BenchPackages => "the benchmark's Node packages",
            Self::Postgres => "PostgreSQL",
            Self::Unleash => "Unleash",
        }
    }

    /// What is there, in words, if it is as it should be.
    fn found(self) -> Option<String> {
        match self {
            Self::Lints => version("cargo-fmt", "--version")
                .and(version("cargo-clippy", "--version"))
                .map(|_| String::new()),
            Self::WasmTarget => rust::has_wasm(program("rustc")).then(String::new),
            Self::OldestRust => rust::found(),
            Self::WasmBindgen => version("wasm-bindgen", "--version")
                .filter(|found| Some(found) == locked("wasm-bindgen").as_ref()),
            Self::Trunk => version("trunk", "--version").filter(|found| found == TRUNK),
            Self::Browser => {
                chromedriver()?;
                version_of(program(chromium()?).arg("--version"))
            }
            Self::Node => {
                version("npm", "--version")?;
                version("node", "--version")
            }
            Self::NodePackages => (are_installed(&e2e())
                && is_new(version("node", "--version")?, NODE_AT_LEAST))
            .then(String::new),
            Self::BenchPackages => are_installed(&bench()).then(String::new),
            Self::Postgres => version_of(program(unleash::postgres()?.join("postgres")).arg("--version")),
            Self::Unleash => unleash::installed(),
        }
    }

    fn install(self) -> Outcome {
        match self {
            Self::Lints => run(program("rustup").args(["component", "add", "rustfmt", "clippy"])),
            Self::WasmTarget => run(program("rustup").args(["target", "add", rust::WASM])),
            Self::OldestRust => rust::install(),
            Self::WasmBindgen => {
                let wanted = locked("wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
                // Without --locked: its lock file names a version that was withdrawn.
                cargo_install(&["wasm-bindgen-cli", "--version", &wanted])
            }
            Self::Trunk => cargo_install(&["trunk", "--version", TRUNK, "--locked"]),
            Self::Browser => apt(&["chromium", "chromium-driver", "fonts-liberation"]),
            Self::Node => apt(&["nodejs", "npm"]),
            Self::NodePackages => {
                // The system's own Node: the one among the packages is about to be replaced.
                let mut npm = program("npm");
                if ask(program("node").arg("--version")).is_some_and(|node| is_new(node, NODE_AT_LEAST)) {
                    npm.arg("--omit=optional");
                }
                npm_ci(&mut npm, &e2e())
            }
            // With what is optional: a bundler's program for this very system is.
            Self::BenchPackages => npm_ci(tool("npm").arg("--ignore-scripts"), &bench()),
            Self::Postgres => postgresql(),
            Self::Unleash => unleash::install(),
        }
    }

    fn advice(self) -> &'static str {
        match self {
            Self::Lints | Self::WasmTarget | Self::OldestRust => {
                "install Rust by rustup (rustup.rs), then run this again"
            }
            Self::WasmBindgen | Self::Trunk => {
                "see cargo's message above; it needs a C compiler and the crates registry"
            }
            Self::Browser => {
                "install Chromium and its ChromeDriver, of one version, or name them in CHROMIUM and CHROMEDRIVER"
            }
            Self::Node => "install Node 20 or later, with npm",
            Self::NodePackages | Self::BenchPackages | Self::Unleash => {
                "see npm's message above; it needs the npm registry"
            }
            Self::Postgres => {
                "install PostgreSQL's server, and have its initdb on the PATH; it need not be running"
            }
        }
    }
}

/// Makes sure of these.
pub(crate) fn setup(items: &[Item]) -> Outcome {
    items.iter().try_for_each(|item| ensure(*item))
}

fn ensure(item: Item) -> Outcome {
    let name = item.name();
    if let Some(found) = item.found() {
        println!("{}: ok", format!("{name} {found}").trim());
        return Ok(());
    }
    println!("{name}: installing …");
    let start = Instant::now();
    let missing = |reason: String| format!("{name}: {}; {reason}", item.advice());
    item.install().map_err(missing)?;
    let found = item.found().ok_or_else(|| missing("it was installed and is not to be found".to_owned()))?;
    println!("{}: installed in {:.1} s", format!("{name} {found}").trim(), start.elapsed().as_secs_f64());
    Ok(())
}

pub(crate) fn is_new(node: impl AsRef<str>, at_least: u32) -> bool {
    let major = node.as_ref().trim_start_matches('v').split('.').next().and_then(|major| major.parse().ok());
    major.is_some_and(|major: u32| major >= at_least)
}

/// Installs what a folder's lock file names.
fn npm_ci(npm: &mut Command, folder: &Path) -> Outcome {
    run(npm
        .args(["ci", "--no-fund", "--no-audit"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    // Written last: an install that was cut short is done again.
    fs::copy(folder.join("package-lock.json"), folder.join(INSTALLED_FROM))
        .map(drop)
        .map_err(|error| error.to_string())
}

/// Whether that is what is there.
fn are_installed(folder: &Path) -> bool {
    let read = |file: &str| fs::read(folder.join(file)).ok();
    read("package-lock.json").is_some_and(|wanted| Some(wanted) == read(INSTALLED_FROM))
}

/// Installs over whatever version is there.
fn cargo_install(what: &[&str]) -> Outcome {
    run(cargo(&["install", "--force"])
        .args(what)
        // Set for this workspace's builds; a tool is built in a folder of its own, for this machine.
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_BUILD_TARGET"))
}

/// Debian's packages, as root or by a sudo that asks nothing.
fn apt(packages: &[&str]) -> Outcome {
    if on_path(&["apt-get"]).is_none() {
        return Err("there is no apt-get to install it with".to_owned());
    }
    as_root(&["apt-get", "update"])?;
    as_root(&[&["apt-get", "install", "-y", "--no-install-recommends"], packages].concat())
}

fn as_root(words: &[&str]) -> Outcome {
    let root = ask(program("id").arg("-u")).as_deref() == Some("0");
    let words = if root { words.to_vec() } else { [&["sudo", "-n"], words].concat() };
    run(program(words[0]).args(&words[1..]).env("DEBIAN_FRONTEND", "noninteractive"))
}

/// Its programs, and no cluster that Debian would make and start at once; a later one it makes as ever.
fn postgresql() -> Outcome {
    let conf = "/etc/postgresql-common/createcluster.conf";
    let (usual, never) = ("#create_main_cluster = true", "create_main_cluster = false");
    let change = |from: &str, to: &str| as_root(&["sed", "-i", &format!("s/^{from}$/{to}/"), conf]);
    apt(&["postgresql-common"])?;
    change(usual, never)?;
    let done = apt(&["postgresql"]);
    change(never, usual)?;
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_lock_file_names_a_registry() {
        for folder in [e2e(), bench()] {
            let lock = fs::read_to_string(folder.join("package-lock.json")).unwrap();
            assert!(!lock.contains("\"resolved\""), "{}", folder.display());
        }
    }

    #[test]
    fn an_old_node_is_told_from_a_new_one() {
        for (node, new) in [("v20.20.2", true), ("22.1.0", true), ("v18.20.4", false), ("", false)] {
            assert_eq!(is_new(node, 20), new, "{node}");
        }
    }
}
