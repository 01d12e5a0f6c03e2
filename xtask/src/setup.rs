//! `cargo xtask setup`: installs the tools that are missing, in pinned versions where we choose them.
//!
//! Each line says beforehand how it installs. xtask never calls sudo: without root it says what to run.

use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use crate::run::{Outcome, capture, cargo, program, run};
use crate::rust;
use crate::tools::{
    bench, chromedriver, chromium, e2e, is_at_least, locked, on_path, tool, version, version_of,
};
use crate::unleash;

const TRUNK: &str = "0.21.14";
const CARGO_HACK: &str = "0.6.46";
/// Playwright asks for it. Debian 12 has an older one; then the Node packages include a newer one.
const NODE_AT_LEAST: u32 = 20;
/// A copy of the lock file that a folder's Node packages were installed from.
const INSTALLED_FROM: &str = "node_modules/.installed-from.json";

/// Something that a command needs.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Item {
    Lints,
    WasmTarget,
    PinnedRust,
    CargoHack,
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
    pub(crate) const ALL: [Self; 12] = [
        Self::Lints,
        Self::WasmTarget,
        Self::PinnedRust,
        Self::CargoHack,
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
            Self::PinnedRust => "the Rust of the package checks,",
            Self::CargoHack => "cargo-hack",
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

    /// The version that is there, or an empty text where that does not matter; `None` if it has to be installed.
    fn found(self) -> Option<String> {
        match self {
            Self::Lints => version("cargo-fmt", "--version")
                .and(version("cargo-clippy", "--version"))
                .map(|_| String::new()),
            Self::WasmTarget => rust::has_wasm(program("rustc")).then(String::new),
            Self::PinnedRust => rust::pinned(),
            Self::CargoHack => {
                version_of(tool("cargo-hack").args(["hack", "--version"])).filter(|found| found == CARGO_HACK)
            }
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
                && is_at_least(version("node", "--version")?, NODE_AT_LEAST))
            .then(String::new),
            Self::BenchPackages => are_installed(&bench()).then(String::new),
            Self::Postgres => version_of(program(unleash::postgres()?.join("postgres")).arg("--version")),
            Self::Unleash => unleash::installed(),
        }
    }

    /// How it is installed, in words.
    fn how(self) -> &'static str {
        match self {
            Self::Lints | Self::WasmTarget | Self::PinnedRust => "with rustup",
            Self::CargoHack | Self::WasmBindgen | Self::Trunk => "with cargo, into cargo's own folder",
            Self::Browser | Self::Node | Self::Postgres => "with apt-get, for the whole system",
            Self::NodePackages => "with npm, into tests/e2e/node_modules",
            Self::BenchPackages => "with npm, into bench/node_modules",
            Self::Unleash => "with npm, into your cache folder (~/.cache/yew-outage)",
        }
    }

    fn install(self) -> Outcome {
        match self {
            Self::Lints => run(program("rustup").args(["component", "add", "rustfmt", "clippy"])),
            Self::WasmTarget => run(program("rustup").args(["target", "add", rust::WASM])),
            Self::PinnedRust => rust::install_pinned(),
            Self::CargoHack => cargo_install(&["cargo-hack", "--version", CARGO_HACK, "--locked"]),
            Self::WasmBindgen => {
                let wanted = locked("wasm-bindgen").ok_or("Cargo.lock names no wasm-bindgen")?;
                // Without --locked: its lock file names a yanked version.
                cargo_install(&["wasm-bindgen-cli", "--version", &wanted])
            }
            Self::Trunk => cargo_install(&["trunk", "--version", TRUNK, "--locked"]),
            Self::Browser => apt(&["chromium", "chromium-driver", "fonts-liberation"]),
            Self::Node => apt(&["nodejs", "npm"]),
            Self::NodePackages => {
                // Run by the system's Node: npm is about to replace the one among the packages.
                let mut npm = program("npm");
                if capture(program("node").arg("--version"))
                    .is_some_and(|node| is_at_least(node, NODE_AT_LEAST))
                {
                    npm.arg("--omit=optional");
                }
                npm_ci(&mut npm, &e2e())
            }
            // With the optional packages: the bundler's binary for this system is one.
            Self::BenchPackages => npm_ci(tool("npm").arg("--ignore-scripts"), &bench()),
            Self::Postgres => apt(&["postgresql"]),
            Self::Unleash => unleash::install(),
        }
    }

    /// What to do if it cannot be installed.
    fn advice(self) -> &'static str {
        match self {
            Self::Lints | Self::WasmTarget | Self::PinnedRust => {
                "Install Rust with rustup (rustup.rs) and run this again"
            }
            Self::CargoHack | Self::WasmBindgen | Self::Trunk => {
                "Cargo's message is above; it needs a C compiler and the crates registry"
            }
            Self::Browser => {
                "Without apt-get, install Chromium and the ChromeDriver of its version, or set CHROMIUM and CHROMEDRIVER"
            }
            Self::Node => "Without apt-get, install Node 20 or later, with npm",
            Self::NodePackages | Self::BenchPackages | Self::Unleash => {
                "npm's message is above; it needs the npm registry"
            }
            Self::Postgres => {
                "Without apt-get, install the PostgreSQL server and put its initdb on the PATH; it does not have to run"
            }
        }
    }
}

/// Installs those of these items that are missing.
pub(crate) fn setup(items: &[Item]) -> Outcome {
    items.iter().try_for_each(|item| ensure(*item))
}

fn ensure(item: Item) -> Outcome {
    let name = item.name();
    if let Some(found) = item.found() {
        println!("{}: ok", format!("{name} {found}").trim());
        return Ok(());
    }
    println!("{name}: installing {} …", item.how());
    let start = Instant::now();
    let missing = |reason: String| format!("{name} is missing: {reason}. {}.", item.advice());
    item.install().map_err(missing)?;
    let found = item.found().ok_or_else(|| missing("it was installed but cannot be found".to_owned()))?;
    println!("{}: installed in {:.1} s", format!("{name} {found}").trim(), start.elapsed().as_secs_f64());
    Ok(())
}

/// Installs the packages in a folder's lock file.
fn npm_ci(npm: &mut Command, folder: &Path) -> Outcome {
    run(npm
        .args(["ci", "--no-fund", "--no-audit"])
        .current_dir(folder)
        .env("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))?;
    // Written last, so that an interrupted installation starts again.
    fs::copy(folder.join("package-lock.json"), folder.join(INSTALLED_FROM))
        .map(drop)
        .map_err(|error| error.to_string())
}

/// Whether the installed packages are those of the lock file.
fn are_installed(folder: &Path) -> bool {
    let read = |file: &str| fs::read(folder.join(file)).ok();
    read("package-lock.json").is_some_and(|wanted| Some(wanted) == read(INSTALLED_FROM))
}

/// Installs a tool, and replaces any other version of it.
pub(crate) fn cargo_install(what: &[&str]) -> Outcome {
    run(cargo(&["install", "--force"])
        .args(what)
        // These may be set for builds of this workspace. A tool is built for this machine, in a folder of its own.
        .env_remove("CARGO_TARGET_DIR")
        .env_remove("CARGO_BUILD_TARGET"))
}

/// Installs Debian packages, which needs root.
fn apt(packages: &[&str]) -> Outcome {
    if on_path(&["apt-get"]).is_none() {
        return Err("this system has no apt-get".to_owned());
    }
    if capture(program("id").arg("-u")).as_deref() != Some("0") {
        return Err(format!(
            "only root can use apt-get, so run `sudo apt-get install {}`",
            packages.join(" ")
        ));
    }
    run(program("apt-get").arg("update"))?;
    run(program("apt-get")
        .args(["install", "-y", "--no-install-recommends"])
        .args(packages)
        .env("DEBIAN_FRONTEND", "noninteractive"))
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
}
